import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageIdsOf, parseRichText, plainText, type RichBlock, type RichInline, safeHref } from "./rich-text.ts";

const ID = "0190a6a0-1111-7222-8333-444455556666";

describe("rich text", () => {
	it("keeps what writers use", () => {
		const blocks = parseRichText(
			`# 見出し\n\n**強く** 静かに *弱く* [論文](https://doi.org/10.1/x)\n次の行\n\n- 一\n- 二\n\n> 引用\n\n![図](image:${ID} "図の説明")\n\n---`,
		);
		expect(blocks.map(({ kind }) => kind)).toEqual(["heading", "paragraph", "list", "quote", "image", "rule"]);
		expect(blocks[0]).toMatchObject({ level: 2 });
		expect(imageIdsOf(blocks)).toEqual([ID]);
		expect(plainText(blocks)).toContain("論文 (https://doi.org/10.1/x)");
		expect(plainText(blocks)).toContain("・ 一\n・ 二");
	});

	it.each([
		["javascript:alert(1)"],
		["JaVaScRiPt:alert(1)"],
		["data:text/html,x"],
		["vbscript:x"],
		["//evil.example"],
		["/\\evil.example"],
		["https://user:secret@example.jp/"],
		["java\nscript:alert(1)"],
		["file:///etc/passwd"],
	])("does not link to %s", (url) => {
		expect(safeHref(url)).toBeNull();
	});

	it("shows HTML as it was typed and pictures of ours only", () => {
		const blocks = parseRichText(
			`<img src=x onerror=alert(1)>\n\na <b onclick="x">b</b>\n\n![x](https://evil.example/p.png)`,
		);
		expect(JSON.stringify(blocks)).not.toContain("evil");
		expect(plainText(blocks)).toContain("<img src=x onerror=alert(1)>");
		expect(blocks.every(({ kind }) => kind === "paragraph")).toBe(true);
	});

	it("is not brought down by depth or size", () => {
		for (const text of [
			">".repeat(5000),
			"- ".repeat(5000),
			"[".repeat(5000),
			"*a ".repeat(5000),
			"x".repeat(200_000),
		]) {
			expect(Array.isArray(parseRichText(text))).toBe(true);
		}
	});

	it("yields nothing but its own kinds, whatever is written", () => {
		const piece = fc.constantFrom(
			"<script>",
			"](javascript:x)",
			"![a](data:x)",
			"**",
			"> ",
			"- ",
			"`",
			"[x]: javascript:y\n",
			"\n\n",
			"&#106;avascript:",
			"\u202e",
			"[a][x]",
			"https://a.jp",
			"泉",
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 30 }), (parts) => {
				for (const block of parseRichText(parts.join(""))) checkBlock(block);
			}),
			{ numRuns: 200 },
		);
	});
});

function checkBlock(block: RichBlock): void {
	if (block.kind === "quote") block.children.forEach(checkBlock);
	else if (block.kind === "list") block.items.flat().forEach(checkBlock);
	else if (block.kind === "image") expect(block.imageId).toMatch(/^[0-9a-f-]{36}$/);
	else if (block.kind !== "rule") block.children.forEach(checkInline);
}

function checkInline(inline: RichInline): void {
	if (inline.kind === "text" || inline.kind === "break") return;
	if (inline.kind === "link") expect(inline.href).toMatch(/^(https?:|mailto:|\/(?![/\\]))/);
	inline.children.forEach(checkInline);
}
