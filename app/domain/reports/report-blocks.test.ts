import { describe, expect, test } from "vitest";
import { BLOCK_KINDS, blockSchema, emptyBlock, figuresOf, readDoi, reportBlocksSchema } from "./report-blocks";

describe("blocks of a report", () => {
	test.each(BLOCK_KINDS)("an empty %s can be kept and read again", (kind) => {
		const block = emptyBlock(kind, "abcd");
		expect(reportBlocksSchema.parse(JSON.parse(JSON.stringify([block])))).toEqual([block]);
	});

	test("rows that were left empty are not kept", () => {
		const outputs = blockSchema("outputs").parse({
			id: "abcd",
			items: [
				{ citation: "", sentence: { ja: " ", en: "" } },
				{ citation: "Izumi 2026", doi: "https://doi.org/10.1038/x1" },
			],
		});
		expect(outputs.items).toEqual([
			{ citation: "Izumi 2026", doi: "10.1038/x1", url: "", sentence: { ja: "", en: "" } },
		]);
	});

	test("one box ticked is a list of one, in the catalogue's order and once", () => {
		expect(blockSchema("figures").parse({ id: "abcd", keys: "spent" }).keys).toEqual(["spent"]);
		const block = { kind: "figures", id: "abcd", keys: ["spent", "gifts_kept", "spent"] };
		expect(figuresOf(reportBlocksSchema.parse([block]))).toEqual(["gifts_kept", "spent"]);
	});

	test.each([
		["a kind nobody knows", [{ kind: "script", id: "abcd" }]],
		["an id twice", [emptyBlock("text", "abcd"), emptyBlock("thanks", "abcd")]],
		["too many", Array.from({ length: 31 }, (_, at) => emptyBlock("text", `abcd${at}`))],
		["a link that runs", [{ ...emptyBlock("text", "abcd"), sources: [{ url: "javascript:alert(1)" }] }]],
		["a figure nobody declared", [{ ...emptyBlock("figures", "abcd"), keys: ["profit"] }]],
		["a target elsewhere", [{ ...emptyBlock("ask", "abcd"), target: "https://example.jp" }]],
		["a text without end", [{ ...emptyBlock("text", "abcd"), text: { ja: "あ".repeat(8001), en: "" } }]],
	])("%s is refused", (_, blocks) => {
		expect(reportBlocksSchema.safeParse(blocks).success).toBe(false);
	});

	test.each([
		["10.1038/s41586-026-00001-2", "10.1038/s41586-026-00001-2"],
		["https://doi.org/10.1021/acs.nano.6c01", "10.1021/acs.nano.6c01"],
		["doi: 10.1/x", null],
		["10.1038", null],
	])("DOI %s", (typed, kept) => expect(readDoi(typed)).toBe(kept));
});
