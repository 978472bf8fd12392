import { expect, test } from "vitest";
import { parseRichText } from "~/domain/rich-text/rich-text";

const first = (markdown: string) => parseRichText(markdown)[0];
const text = (words: string) => ({ kind: "text", text: words });

test("emphasis works where Japanese stands without spaces", () => {
	expect(first("これは**「泉」**です。")).toEqual({
		kind: "paragraph",
		children: [text("これは"), { kind: "strong", children: [text("「泉」")] }, text("です。")],
	});
	expect(first("水。**大切です。**次へ")).toEqual({
		kind: "paragraph",
		children: [text("水。"), { kind: "strong", children: [text("大切です。")] }, text("次へ")],
	});
	expect(first("は*（弱く）*、")).toMatchObject({ children: [text("は"), { kind: "emphasis" }, text("、")] });
});

test("what is no emphasis stays as it is", () => {
	expect(first("は\\*「泉」\\*は")).toEqual({ kind: "paragraph", children: [text("は*「泉」*は")] });
	expect(first("3 * 4 * 5 は 60")).toEqual({ kind: "paragraph", children: [text("3 * 4 * 5 は 60")] });
	expect(first("二行に\n分けて書く。\nLines in\nEnglish")).toEqual({
		kind: "paragraph",
		children: [text("二行に分けて書く。\nLines in\nEnglish")],
	});
});
