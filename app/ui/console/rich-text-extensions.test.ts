import { MarkdownManager } from "@tiptap/markdown";
import { expect, test } from "vitest";
import { parseRichText } from "~/domain/rich-text/rich-text";
import { MARKED, RICH_TEXT_EXTENSIONS, toEditor, toMarkdown } from "./rich-text-extensions";

const manager = new MarkdownManager({ extensions: RICH_TEXT_EXTENSIONS, markedOptions: MARKED });
const ID = "0190a6a0-1111-7222-8333-444455556666";
/** What the editor would send of a text it was given. */
const edited = (markdown: string) =>
	toMarkdown(manager.parse(toEditor(markdown)), (content) => manager.serialize(content));

test.each([
	["headings", "# 一\n\n## 二\n\n### 三\n\n##### 五\n\n文。"],
	["emphasis", "これは**「泉」**です。水。**大切です。**次へ *弱く* と ***どちらも***。"],
	["lists", "- 一\n- 二\n  - 二の一\n\n1. 壱\n2. 弐\n\n> 引用です。\n>\n> 二段目。\n\n---\n\n終わり。"],
	["links", "[論文](https://doi.org/10.1000/a_b) と [手紙](mailto:a@example.jp) と [拠点](/ja/hubs/nanolsi)"],
	["pictures", `前。\n\n![膜の図](image:${ID} "図1 膜")\n\n後。`],
	["breaks", "一行目  \n二行目"],
	["signs", "1 < 2 & 3 > 2、a_b_c、5 * 6 * 7、\\*星\\*、[角]、2023\\. 年のこと、&amp;"],
])("%s come out of the editor as they went in", (_name, markdown) => {
	const kept = edited(markdown);
	expect(parseRichText(kept)).toEqual(parseRichText(markdown));
	expect(edited(kept)).toBe(kept);
});

test("a paragraph that begins like a list or a heading stays a paragraph", () => {
	for (const begins of ["2023. 年のこと", "1) 一", "# 印", "- 横棒", "+ 足す", "=== 線"]) {
		const text = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: begins }] }] };
		const markdown = toMarkdown(text, (content) => manager.serialize(content));
		expect(parseRichText(markdown)).toEqual([{ kind: "paragraph", children: [{ kind: "text", text: begins }] }]);
	}
});

test("what the page does not show keeps its words", () => {
	expect(edited("`印` と ~~線~~")).toBe("印 と \\~\\~線\\~\\~");
	expect(edited("| a | b |\n| - | - |\n| 1 | 2 |")).toContain("| 1 | 2 |");
	expect(edited("<script>alert(1)</script>")).not.toContain("<");
});

test("a picture from elsewhere is left out", () => {
	expect(edited("![x](https://evil.example/a.png)")).toBe("");
	expect(edited("![x](data:image/png;base64,AAAA)")).toBe("");
});
