import { describe, expect, test } from "vitest";
import { foldWord, knownValue } from "./import-fields";
import { mappingErrors, NO_MAPPING, readMapping, suggestMapping } from "./import-mapping";
import { readAmount, readDay, readFiscalYear, readShare, totalRow } from "./read-values";

describe("amounts", () => {
	test.each([
		["1234", "yen", 1_234n],
		["１，２３４", "yen", 1_234n],
		["￥1,234", "yen", 1_234n],
		["\\1,234-", "yen", null],
		["1,234円", "million_yen", 1_234n],
		["1,234", "thousand_yen", 1_234_000n],
		["12.5", "million_yen", 12_500_000n],
		["1.2E7", "yen", 12_000_000n],
		["1500000.0", "yen", 1_500_000n],
		["2百万円", "yen", 2_000_000n],
		["3億円", "yen", 300_000_000n],
		["0", "yen", 0n],
	] as const)("%s in %s", (text, unit, yen) => {
		expect(readAmount(text, unit).value).toBe(yen);
	});

	test.each([
		["", null],
		["－", null],
		["—", null],
		["-5", "fields.amount.negative"],
		["▲5", "fields.amount.negative"],
		["(1,000)", "fields.amount.negative"],
		["0.5", "fields.amount.decimal"],
		["1.5E-300", "fields.amount.decimal"],
		["1E99", "fields.amount.tooLarge"],
		["9999999999999", "fields.amount.tooLarge"],
		["百万", "fields.amount.notANumber"],
		["1;2", "fields.amount.notANumber"],
	])("%s is none", (text, refusal) => {
		expect(readAmount(text, "yen")).toEqual({ value: null, refusal });
	});
});

describe("days and years", () => {
	const from = "1990-04-01";
	test.each([
		["2023-04-01", "2023-04-01"],
		["2023/4/1", "2023-04-01"],
		["２０２３年４月１日", "2023-04-01"],
		["20230401", "2023-04-01"],
		["R5.4.1", "2023-04-01"],
		["Ｒ０５／０４／０１", "2023-04-01"],
		["令和5年4月1日", "2023-04-01"],
		["令和元年5月1日", "2019-05-01"],
		["平成31年4月30日", "2019-04-30"],
		["H2.4.1", "1990-04-01"],
		["45017", "2023-04-01"],
		["45017.5", "2023-04-01"],
		["2023-04-01T00:00:00", "2023-04-01"],
		["2023/04/01 12:30:00", "2023-04-01"],
		["2024/2/29(木)", "2024-02-29"],
	])("%s", (text, day) => {
		expect(readDay(text, { from })).toEqual({ value: day });
	});

	test.each([
		["2023-02-30", "fields.day"],
		["4/1/2023", "fields.day"],
		["2025/41", "fields.day"],
		["昨日", "fields.day"],
		["1989-12-31", `fields.dayFrom?from=${from}`],
		["2027-01-01", "fields.dayTo?to=2026-12-31"],
		["", null],
	])("%s is refused", (text, refusal) => {
		expect(readDay(text, { from, to: "2026-12-31" })).toEqual({ value: null, refusal });
	});

	test.each([
		["2025", 2025],
		["FY2025", 2025],
		["２０２５年度", 2025],
		["令和7年度", 2025],
		["R7", 2025],
		["令和元年度", 2019],
		["平成30", 2018],
		["2025-03-31", 2024],
		["2025.0", 2025],
		["25", null],
		["1989", null],
	])("fiscal year %s", (text, year) => {
		expect(readFiscalYear(text, { from: 1990, to: 2100 }).value).toBe(year);
	});
});

test("shares as people and as spreadsheets write them", () => {
	expect(["50%", "50", "0.5", "33.33", "100", "1"].map((text) => readShare(text).value)).toEqual([
		5000, 5000, 5000, 3333, 10_000, 10_000,
	]);
	expect(readShare("150%").value).toBeNull();
	expect(readShare("0").value).toBeNull();
});

test("rows that add up others", () => {
	expect(totalRow(["合計", "", "1,000", "10件"])).toBe("total");
	expect(totalRow(["", "Ｔｏｔａｌ", "5"])).toBe("total");
	expect(totalRow(["科研費 小計", "", "5"])).toBe("subtotal");
	expect(totalRow(["合計", "山田", "5"])).toBeNull();
	expect(totalRow(["JP26H0001", "", "5"])).toBeNull();
});

test("headings are known in both languages, with their unit", () => {
	const headings = [
		"課題番号",
		"研究課題名",
		"研究代表者",
		"資金制度",
		"配分機関",
		"年度",
		"直接経費(千円)",
		"間接経費(千円)",
		"受入日",
		"受入額(千円)",
	];
	expect(suggestMapping("external_funds", headings)).toMatchObject({
		unit: "thousand_yen",
		columns: {
			number: 0,
			title: 1,
			principalInvestigator: 2,
			category: 3,
			funder: 4,
			fiscalYear: 5,
			directYen: 6,
			indirectYen: 7,
			receivedOn: 8,
			receivedYen: 9,
		},
	});
	expect(suggestMapping("spending", ["支出日", "金額", "費目", "摘要", "伝票番号", "使途"])).toMatchObject({
		unit: "yen",
		columns: { spentOn: 0, amountYen: 1, expenseItem: 2, description: 3, voucher: 4, fund: 5 },
	});
	expect(suggestMapping("spending", ["Date", "Amount", "Item", "Description"]).columns).toEqual({
		spentOn: 0,
		amountYen: 1,
		expenseItem: 2,
		description: 3,
	});
});

test("words are known whatever their width and brackets", () => {
	expect(knownValue("category", "科研費")).toBe("competitive");
	expect(knownValue("category", "基盤研究（Ａ）")).toBe("competitive");
	expect(knownValue("category", "寄附金")).toBeNull();
	expect(knownValue("expenseItem", "人件費・謝金")).toBe("personnel");
	expect(foldWord("ＷＰＩ 補助金")).toBe("wpi補助金");
});

test("a mapping keeps only what means something", () => {
	const sent = {
		columns: { number: 0, title: 99, gift: 1 },
		values: { category: { 未知: "competitive", 他: "gift" }, funder: { a: "b" } },
		defaults: { category: "joint", use: "parties", funder: "JST" },
		unit: "million_yen",
	};
	expect(readMapping("external_funds", sent, 5)).toEqual({
		columns: { number: 0 },
		values: { category: { 未知: "competitive" } },
		defaults: { category: "joint", funder: "JST" },
		unit: "million_yen",
	});
	expect(readMapping("spending", "nonsense", 5)).toEqual(NO_MAPPING);
	expect(mappingErrors("spending", { ...NO_MAPPING, columns: { spentOn: 0, amountYen: 0 } })).toEqual({
		amountYen: "imports.columnTwice",
		number: "imports.columnNeeded",
	});
});
