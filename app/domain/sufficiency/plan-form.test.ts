import { describe, expect, test } from "vitest";
import { USES } from "../ledger/kinds";
import { yen } from "../money/yen";
import { planChanges } from "./plan";
import { planGrid, readPlanForm, sentGrid } from "./plan-form";
import { readFiscalYear, readPastedLines } from "./plan-paste";

const NAMES: Record<string, (typeof USES)[number]> = { 運営: "running", Facility: "facility" };
const readUse = (text: string) => USES.find((use) => use === text) ?? NAMES[text] ?? null;

function form(fields: Record<string, string>): FormData {
	const sent = new FormData();
	const all = { title: "計画", note: "", firstFiscalYear: "2026", lastFiscalYear: "2027", pasted: "", ...fields };
	for (const [name, value] of Object.entries(all)) sent.set(name, value);
	return sent;
}
const read = (fields: Record<string, string>) => readPlanForm(sentGrid(form(fields)), readUse);

describe("the grid of a plan", () => {
	test("reads rows and targets as people type them, and drops what is empty", () => {
		expect(
			read({
				"use.0": "running",
				"label.0": " 光熱水費 ",
				"cost.0.2026": "６２，０００，０００円",
				"cost.0.2027": "0",
				"use.1": "facility",
				"label.1": "空の行",
				"cost.1.2026": "",
				"target.gift.2027": "¥50,000,000",
				"target.host.2026": "",
			}),
		).toEqual({
			ok: true,
			fields: {
				title: "計画",
				note: "",
				firstFiscalYear: 2026,
				lastFiscalYear: 2027,
				costs: [{ fiscalYear: 2026, use: "running", label: "光熱水費", amountYen: 62_000_000n }],
				targets: [{ fiscalYear: 2027, category: "gift", amountYen: 50_000_000n }],
			},
		});
	});

	test("shown again it is the same plan", () => {
		const plan = {
			title: "計画",
			note: "説明",
			firstFiscalYear: 2026,
			lastFiscalYear: 2028,
			costs: [
				{ fiscalYear: 2026, use: "running" as const, label: "運営費", amountYen: yen(1_234_567) },
				{ fiscalYear: 2028, use: "running" as const, label: "運営費", amountYen: yen(1) },
				{ fiscalYear: 2027, use: "facility" as const, label: "装置", amountYen: yen(999_999_999_999) },
			],
			targets: [{ fiscalYear: 2027, category: "host" as const, amountYen: yen(80_000_000) }],
		};
		const grid = planGrid(plan);
		expect(grid.rows.map(({ label }) => label)).toEqual(["運営費", "装置", "", "", "", ""]);
		const read = readPlanForm(grid, readUse);
		expect(read).toEqual({ ok: true, fields: plan });
	});

	test.each([
		[{ title: "" }, { title: ["fields.required"] }],
		[{ firstFiscalYear: "来年" }, { firstFiscalYear: ["sufficiencyPlan.year"] }],
		[{ lastFiscalYear: "2025" }, { lastFiscalYear: ["sufficiencyPlan.yearsOrder"] }],
		[{ "cost.0.2026": "-5" }, { "cost.0.2026": ["fields.amount.negative"] }],
		[{ "cost.0.2026": "1.5" }, { "cost.0.2026": ["fields.amount.decimal"] }],
		[{ "cost.0.2026": "1000000000000" }, { "cost.0.2026": ["fields.amount.tooLarge"] }],
		[{ "cost.0.2026": "五万" }, { "cost.0.2026": ["fields.amount.notANumber"] }],
		[{ "cost.0.2026": "5" }, { "use.0": ["fields.choose"], "label.0": ["fields.required"] }],
		[
			{ "use.0": "running", "label.0": "電気", "cost.0.2030": "5" },
			{ "cost.0.2030": ["sufficiencyPlan.outsideYears?first=2026&last=2027"] },
		],
		[{ "target.gift.2026": "x" }, { "target.gift.2026": ["fields.amount.notANumber"] }],
		[{ pasted: "2026,運営,電気" }, { pasted: ["sufficiencyPlan.paste.columns?line=1"] }],
	])("refuses %j beside its field", (fields, errors) => {
		expect(read(fields as Record<string, string>)).toEqual({ ok: false, errors });
	});

	test("a pasted line stands in the place of the cell it names", () => {
		const sent = {
			"use.0": "running",
			"label.0": "電気",
			"cost.0.2026": "5",
			pasted: "2026\t運営\t電気\t7\n2027\t運営\t水道\t8",
		};
		const result = read(sent);
		expect(result.ok && result.fields.costs.map(({ label, amountYen }) => `${label} ${amountYen}`)).toEqual([
			"電気 7",
			"水道 8",
		]);
	});
});

describe("pasted lines", () => {
	test("by commas, tabs and quotes, with a line of headings", () => {
		const text =
			'年度,使途,名称,金額\nFY2026,運営,電気・水道,"62,000,000"\n\n令和9年度\tFacility\t"装置 ""A"""\t1000\n２０２７，running，旅費，12,000,000円';
		expect(readPastedLines(text, readUse)).toEqual({
			lines: [
				{ fiscalYear: 2026, use: "running", label: "電気・水道", amountYen: 62_000_000n },
				{ fiscalYear: 2027, use: "facility", label: '装置 "A"', amountYen: 1000n },
				{ fiscalYear: 2027, use: "running", label: "旅費", amountYen: 12_000_000n },
			],
			errors: [],
		});
	});

	test("what is wrong names its line", () => {
		const text = [
			"1850,運営,電気,1",
			"2026,宴会,電気,1",
			"2026,運営,,1",
			"2026,運営,電気,0",
			"2026,運営,水,1",
			"2026,運営,水,1",
		].join("\n");
		expect(readPastedLines(text, readUse).errors).toEqual(
			["year?line=1", "use?line=2", "label?line=3", "amount?line=4", "twice?line=6"].map(
				(key) => `sufficiencyPlan.paste.${key}`,
			),
		);
	});

	test.each([
		["R9", 2027],
		["平成31年度", 2019],
		["令和元", 2019],
		["2026年度", 2026],
		["26", null],
		["20260", null],
		["1999", null],
		["", null],
	])("the fiscal year %j", (text, year) => {
		expect(readFiscalYear(text)).toBe(year);
	});
});

test("what changed between two versions, lines of the same words as one", () => {
	const line = { fiscalYear: 2026, use: "running" as const, label: "電気", amountYen: yen(5) };
	const before = { costs: [line], targets: [{ fiscalYear: 2026, category: "gift" as const, amountYen: yen(0) }] };
	const after = {
		costs: [
			{ ...line, amountYen: yen(7) },
			{ ...line, fiscalYear: 2025, label: "水道" },
		],
		targets: [{ fiscalYear: 2026, category: "gift" as const, amountYen: yen(9) }],
	};
	expect(planChanges(before, before)).toEqual([]);
	expect(
		planChanges(before, after).map(({ fiscalYear, beforeYen, afterYen }) => [fiscalYear, beforeYen, afterYen]),
	).toEqual([
		[2025, null, 5n],
		[2026, 5n, 7n],
		[2026, null, 9n],
	]);
});
