import { expect, test } from "vitest";
import { readingEase } from "./reading-ease";

test("Japanese is measured in characters and kanji", () => {
	const long = `${"水は高いところから低いところへ流れて".repeat(5)}いきます。`;
	const ease = readingEase(`細胞は生きています。「動く！」と先生は言いました。\n${long}`, "ja");
	expect(ease).toMatchObject({ sentences: 4, minutes: 1, longSentences: [long] });
	expect(ease.heavyShare).toBeGreaterThan(0.15);
	expect(ease.heavyShare).toBeLessThan(0.35);
});

test("English is measured in words and their length", () => {
	const ease = readingEase(
		'Water moves. "It flows," Dr. Ito said. Characterisation of nanostructures, at 3.5 nm.',
		"en",
	);
	expect(ease).toMatchObject({ sentences: 4, longSentences: [] });
	expect(ease.heavyShare).toBeCloseTo(2 / 15, 1);
});

test("nothing is nothing", () => {
	expect(readingEase("", "ja")).toMatchObject({ length: 0, sentences: 0, meanSentence: 0, heavyShare: 0 });
	expect(readingEase(" \n…", "en")).toMatchObject({ sentences: 0, heavyShare: 0 });
});
