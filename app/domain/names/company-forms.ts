/**
 * The words for a company's legal form, in one list: a search leaves them out, and a reading is kept without them, as the
 * Corporate Number register and banks do. The name itself keeps them.
 */
const IN_KANJI = [
	"株式会社",
	"有限会社",
	"合同会社",
	"合資会社",
	"合名会社",
	"相互会社",
	"特定非営利活動法人",
	"(?:一般|公益|特例)?(?:社団|財団)法人",
	"学校法人",
	"準学校法人",
	"医療法人(?:社団|財団)?",
	"社会福祉法人",
	"宗教法人",
	"国立大学法人",
	"公立大学法人",
	"大学共同利用機関法人",
	"国立研究開発法人",
	"(?:地方)?独立行政法人",
	"npo法人",
	"農事組合法人",
	"\\((?:株|有|同|資|名|社|財|学|医|福|宗|独|大)\\)",
];

const IN_KANA = [
	"カブシキ[カガ]イシャ",
	"ユウゲン[カガ]イシャ",
	"ゴウドウ[カガ]イシャ",
	"ゴウシ[カガ]イシャ",
	"ゴウメイ[カガ]イシャ",
	"ソウゴ[カガ]イシャ",
	"トクテイヒエイリカツドウホウジン",
	"(?:イッパン|コウエキ)?(?:シャダン|ザイダン)ホウジン",
	"(?:ジュン)?ガッコウホウジン",
	"イリョウホウジン(?:シャダン|ザイダン)?",
	"シャカイフクシホウジン",
	"シュウキョウホウジン",
	"(?:コクリツ|コウリツ)ダイガクホウジン",
	"コクリツケンキュウカイハツホウジン",
	"(?:チホウ)?ドクリツギョウセイホウジン",
	"ノウジクミアイホウジン",
];

const BANK_LETTERS = "カ|ユ|ド|シ|メ|ソ|ザイ|シャ|ガク|ダイ|ドク|フク|イ|シュウ|トクヒ";

/** In text that {@link ./fold-name.ts} has folded. */
export const COMPANY_FORMS = [...IN_KANJI, ...IN_KANA].join("|");

/** Bank data writes カ) before, (カ after and (カ) inside a name. */
export const BANK_FORMS = new RegExp(`(?:^|\\s)(?:${BANK_LETTERS})\\)|\\((?:${BANK_LETTERS})(?:\\)|$|\\s)`, "gu");

const SMALL_OR_LARGE: Record<string, string> = { ャ: "[ャヤ]", ュ: "[ュユ]", ョ: "[ョヨ]", ッ: "[ッツ]" };
/** Small kana as large, and a space where one is often put: カブシキ ガイシヤ. */
const LOOSE_KANA = IN_KANA.map((form) =>
	form.replace(/[ャュョッ]/gu, (kana) => SMALL_OR_LARGE[kana] ?? kana).replace(/(?=\[カガ\]|ホウジン)/gu, "\u3000?"),
).join("|");
const FORMS = `${LOOSE_KANA}|${IN_KANJI.join("|")}|\\((?:${BANK_LETTERS})\\)`;
const AT_START = new RegExp(`^(?:${FORMS}|(?:${BANK_LETTERS})\\))[\u3000・]*`, "iu");
const AT_END = new RegExp(`[\u3000・]*(?:${FORMS}|\\((?:${BANK_LETTERS}))$`, "iu");

/**
 * A reading, as `toKatakana` leaves it, without the legal form at its ends: カブシキガイシャ　イズミ, イズミ(カ, (カ)イズミ and
 * ㈱イズミ are all イズミ. Empty when there was nothing else.
 */
export function withoutCompanyForm(kana: string): string {
	const plain = kana.replace(/[\u3220-\u3247\u3291-\u32b0]/gu, (mark) => mark.normalize("NFKC"));
	return plain.replace(AT_START, "").replace(AT_END, "");
}
