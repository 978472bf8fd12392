import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesSearchKey, searchKey, searchTerms, storedText } from "./fold-name.ts";
import { foldKanji } from "./kanji-variants.ts";
import { isCompanyReading, isPersonReading, toKatakana } from "./katakana.ts";
import { romajiSpellings, toRomaji } from "./romaji.ts";

const VARIANTS = "髙﨑邉邊濵濱齋齊澤廣國德𠮷櫻嶋舘";

describe("storedText", () => {
	it("keeps every character of a name as typed", () => {
		for (const character of [
			...VARIANTS,
			"\ufa19",
			"\ufa1b",
			"\ufa10",
			"\u{2000b}",
			"辻\u{e0100}",
			"㈱",
			"ＡＢＣ",
			"ｶﾅ",
			"①",
		]) {
			expect(storedText(`　${character} `)).toBe(character);
		}
	});

	it("composes kana and accents, and is settled after one go", () => {
		expect(storedText("か\u3099")).toBe("が");
		expect(storedText("Jose\u0301")).toBe("José");
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (text) => {
				expect(storedText(storedText(text))).toBe(storedText(text));
			}),
		);
	});
});

describe("toKatakana", () => {
	it.each([
		["ﾀｶﾊｼ", "タカハシ"],
		["たかはし", "タカハシ"],
		["ｶﾞｯﾂ", "ガッツ"],
		["カ゛ハ゜", "ガパ"],
		["カ ゛", "ガ"],
		["カﾞ", "ガ"],
		["か\u3099", "ガ"],
		["オ-ノ", "オーノ"],
		["オ−ノ‐ｰ―", "オーノーーー"],
		["　タロウ  ジロウ ", "タロウ　ジロウ"],
		["みすゞ", "ミスヾ"],
		["ｱﾝﾅ･ﾏﾘｱ", "アンナ・マリア"],
		["ＮＴＴ", "NTT"],
	])("%s is kept as %s", (typed, kept) => {
		expect(toKatakana(typed)).toBe(kept);
		expect(toKatakana(kept)).toBe(kept);
	});

	it("tells readings from other text", () => {
		for (const good of ["タカハシ", "アンナ・マリア", "オーノ", "ヴィヴァン", "ミスヾ"])
			expect(isPersonReading(good)).toBe(true);
		for (const bad of ["", "高橋", "たかはし", "takahashi", "・", "ー", "カ\u3099", "タカ1"])
			expect(isPersonReading(bad)).toBe(false);
		expect(isCompanyReading("NTTドコモ")).toBe(true);
		expect(isCompanyReading("日本")).toBe(false);
	});
});

describe("romaji", () => {
	it.each([
		["タカハシ", "takahashi"],
		["チョウ", "chou"],
		["ハットリ", "hattori"],
		["ホッチ", "hotchi"],
		["キョウコ", "kyouko"],
		["オーノ", "oono"],
		["ジュンイチ", "junichi"],
		["フォスター", "fosutaa"],
		["シンバシ", "shinbashi"],
	])("%s is %s", (kana, romaji) => {
		expect(toRomaji(kana)).toBe(romaji);
	});

	it("knows the other spellings", () => {
		expect(romajiSpellings("サトウ")).toContain("satoh");
		expect(romajiSpellings("シンバシ")).toContain("shimbashi");
		expect(romajiSpellings("ツチヤ")).toContain("tutiya");
	});
});

const takahashi = searchKey(["髙橋", "太郎"], ["タカハシ", "タロウ"], ["taro@example.jp"]);

describe("search", () => {
	it.each([
		"髙橋",
		"高橋",
		"高橋太郎",
		"高橋　太郎",
		"太郎 髙橋",
		"たかはし",
		"ﾀｶﾊｼ ﾀﾛｳ",
		"タカハシ・タロウ",
		"takahashi",
		"TAKAHASHI Taro",
		"Taro Takahashi",
		"ｔａｋａｈａｓｈｉ",
		"takahashi tarō",
		"Takahashi Tarou",
		"Takahashi Taroh",
		"takahasi",
		"taka",
		"taro@example.jp",
	])("finds 髙橋 太郎 by %s", (query) => {
		expect(matchesSearchKey(takahashi, query)).toBe(true);
	});

	it.each(["", "　", "株式会社", "%", "_", "田中", "takahashi jiro", "%橋_"])(
		"does not find everybody by %j",
		(query) => {
			const other = searchKey(["鈴木", "花子"], ["スズキ", "ハナコ"]);
			expect(matchesSearchKey(other, query)).toBe(false);
		},
	);

	it.each([
		["渡邉", "渡辺"],
		["渡邊", "渡邉"],
		["山﨑", "山崎"],
		["濵田", "浜田"],
		["齋藤", "斉藤"],
		["斎藤", "齊藤"],
		["𠮷田", "吉田"],
		["佐々木", "佐佐木"],
		["ÅSTRÖM", "astrom"],
		["Müller", "muller"],
		["Sørensen", "sorensen"],
		["辻\u{e0100}", "辻"],
		["\ufa19田", "神田"],
		["三ヶ島", "三ケ島"],
		["トウキヨウ", "とうきょう"],
		["ｶ)ﾔﾏﾀﾞｼﾖｳｼﾞ", "ヤマダショウジ"],
		["㈱山田製作所", "株式会社山田製作所"],
		["山田製作所（株）", "山田製作所"],
		["株式會社 國際", "国際"],
		["カブシキガイシャ ヤマダ", "やまだ"],
		["Izumi Research Co., Ltd.", "izumi research"],
		["Izumi Research Inc.", "Izumi Research Corporation"],
		["国立大学法人東京大学", "東京大学"],
	])("finds %s by %s", (name, query) => {
		expect(matchesSearchKey(searchKey([name]), query)).toBe(true);
	});

	it.each([
		["オオノ", ["Ono", "Oono", "Ohno", "Ōno", "オーノ"]],
		["サトウ", ["sato", "satou", "satoh", "satō", "SATO"]],
		["イノウエ", ["inoue", "Inoue", "inou"]],
		["ホンマ", ["honma", "homma"]],
		["ユウキ", ["yuki", "yuuki", "yūki"]],
		["ヂュンジ", ["junji", "ジュンジ"]],
	])("finds the reading %s in Latin letters", (kana, queries) => {
		for (const query of queries) expect(matchesSearchKey(searchKey([kana]), query)).toBe(true);
	});

	const kana = fc
		.array(
			fc.constantFrom(
				..."アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガジズバパー",
			),
			{
				minLength: 1,
				maxLength: 8,
			},
		)
		.map((list) => list.join(""))
		.filter((text) => !text.startsWith("ー"));
	const toHiragana = (text: string) => text.replace(/[ァ-ヶ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));

	it("finds any reading by its hiragana, its romaji and the beginning of either", () => {
		fc.assert(
			fc.property(kana, kana, fc.nat(), (family, given, cut) => {
				const key = searchKey([family, given]);
				for (const query of [`${family} ${given}`, toHiragana(family), `${toRomaji(given)} ${toRomaji(family)}`]) {
					expect(matchesSearchKey(key, query)).toBe(true);
				}
				const romaji = toRomaji(family);
				expect(matchesSearchKey(key, romaji.slice(0, 1 + (cut % romaji.length)))).toBe(true);
			}),
		);
	});

	it("finds any name by any mix of variants, width and case", () => {
		const name = fc
			.array(fc.constantFrom(...VARIANTS, ..."田中山木村藤ABCxyz"), { minLength: 1, maxLength: 6 })
			.map((list) => list.join(""));
		fc.assert(
			fc.property(name, (text) => {
				const key = searchKey([text]);
				const wide = text.replace(/[A-Za-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
				for (const query of [text, foldKanji(text), wide, text.toUpperCase(), [...text].join("")]) {
					expect(matchesSearchKey(key, query)).toBe(true);
				}
			}),
		);
	});

	it("never throws, and gives terms that are safe in LIKE", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (left, right) => {
				for (const text of [left, right]) {
					expect(searchKey([text, null, undefined])).not.toMatch(/[%_\\\p{Cc}]/u);
					for (const term of searchTerms(text)) expect(term).not.toMatch(/[\s%_\\\p{Cc}]/u);
				}
			}),
		);
	});
});
