const ROWS = `
アa イi ウu エe オo カka キki クku ケke コko サsa シshi スsu セse ソso タta チchi ツtsu テte トto ナna ニni ヌnu ネne ノno
ハha ヒhi フfu ヘhe ホho マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヰi ヱe ヲo ンn ヴvu
ガga ギgi グgu ゲge ゴgo ザza ジji ズzu ゼze ゾzo ダda ヂji ヅzu デde ドdo バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo
ァa ィi ゥu ェe ォo ャya ュyu ョyo ヮwa ヵka ヶke
シャsha シュshu ショsho シェshe チャcha チュchu チョcho チェche ジャja ジュju ジョjo ジェje ヂャja ヂュju ヂョjo
ティti ディdi トゥtu ドゥdu テュtyu デュdyu ファfa フィfi フェfe フォfo フュfyu ウィwi ウェwe ウォwo ツァtsa ツィtsi ツェtse ツォtso
ヴァva ヴィvi ヴェve ヴォvo クァkwa クィkwi クェkwe クォkwo グァgwa
`;

const SOUNDS = new Map<string, string>();
for (const entry of ROWS.trim().split(/\s+/u)) {
	const [, kana, sound] = /^([\u30a1-\u30fa]+)([a-z]+)$/u.exec(entry) ?? [];
	if (kana && sound) SOUNDS.set(kana, sound);
}
for (const kana of "キギニヒビピミリ") {
	const stem = (SOUNDS.get(kana) ?? "").slice(0, 1);
	for (const [small, sound] of [
		["ャ", "ya"],
		["ュ", "yu"],
		["ョ", "yo"],
		["ェ", "ye"],
	])
		SOUNDS.set(kana + small, stem + sound);
}

/** Hepburn, long vowels spelled out (オーノ and オオノ are both `oono`), ン as `n`. What is no kana stays. */
export function toRomaji(katakana: string): string {
	const characters = [...katakana];
	let romaji = "";
	let doubled = false;
	for (let index = 0; index < characters.length; index += 1) {
		const one = characters[index] ?? "";
		const two = one + (characters[index + 1] ?? "");
		if (one === "ッ") {
			doubled = true;
			continue;
		}
		if (one === "ー") {
			romaji += /[aiueo]$/.exec(romaji)?.[0] ?? "";
			continue;
		}
		const sound = SOUNDS.get(two) ?? SOUNDS.get(one) ?? one;
		if (SOUNDS.has(two)) index += 1;
		const consonant = doubled && /^[bcdfghjkmprstvwyz]/.test(sound);
		romaji += consonant ? (sound.startsWith("ch") ? "t" : sound.slice(0, 1)) + sound : sound;
		doubled = false;
	}
	return romaji;
}

function toKunrei(hepburn: string): string {
	return hepburn
		.replace(/tch/g, "cch")
		.replace(/cch([auoe])/g, "tty$1")
		.replace(/cchi/g, "tti")
		.replace(/sh([auoe])/g, "sy$1")
		.replace(/shi/g, "si")
		.replace(/ch([auoe])/g, "ty$1")
		.replace(/chi/g, "ti")
		.replace(/tsu/g, "tu")
		.replace(/fu/g, "hu")
		.replace(/j([auoe])/g, "zy$1")
		.replace(/ji/g, "zi");
}

/**
 * The ways people write the same reading in Latin letters: Shimbashi and Shinbashi, Satoh beside Satō, Takahasi.
 * Long vowels are left spelled out; {@link foldLongVowels} joins `ou`, `oo` and `ō` on both sides of a search.
 */
export function romajiSpellings(katakana: string): string[] {
	const hepburn = toRomaji(katakana);
	return [
		...new Set([
			hepburn,
			hepburn.replace(/n(?=[bmp])/g, "m"),
			hepburn.replace(/o[ou]/g, "oh"),
			hepburn.replace(/tch/g, "cch"),
			toKunrei(hepburn),
		]),
	];
}

/**
 * `ou`, `oo`, `uu`, `aa` as one vowel. Folding the beginning of a word always gives the beginning of the folded word,
 * so search while typing keeps working: rules that look further ahead would break that.
 */
export function foldLongVowels(latin: string): string {
	return latin
		.replace(/o[ou]+/g, "o")
		.replace(/uu+/g, "u")
		.replace(/aa+/g, "a");
}
