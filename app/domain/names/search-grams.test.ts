import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesSearchKey, searchKey } from "./fold-name";
import { queryGrams, searchGrams } from "./search-grams";

test("a surrogate pair is one character", () => {
	expect(searchGrams("𠮷田")).toEqual(["𠮷", "田", "𠮷田"]);
});

test("whatever matches by substring is let through by the pieces", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 12 }), fc.string({ maxLength: 5 }), (name, query) => {
			const key = searchKey([name, "タカハシ"]);
			fc.pre(matchesSearchKey(key, query));
			const grams = new Set(searchGrams(key));
			expect(queryGrams(query).every((gram) => grams.has(gram))).toBe(true);
		}),
	);
});

test("a name typed in kana, kanji or romaji is let through", () => {
	const grams = new Set(searchGrams(searchKey(["髙橋", "﨑子"], ["タカハシ", "サキコ"])));
	for (const query of ["高橋", "たかはし", "takahashi", "橋", "ﾀｶﾊｼ ｻｷｺ"]) {
		expect(queryGrams(query).length).toBeGreaterThan(0);
		expect(queryGrams(query).filter((gram) => !grams.has(gram))).toEqual([]);
	}
});
