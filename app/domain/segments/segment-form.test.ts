import { expect, test } from "vitest";
import { beginRule, parseRule, type RuleValues, readRuleValues, toRuleValues } from "./segment-form";
import { SEGMENT_FACTS, type SegmentRule } from "./segment-rules";

const form = (fields: Record<string, string>) => {
	const sent = new FormData();
	for (const [name, value] of Object.entries(fields)) sent.set(name, value);
	return sent;
};
const refused = (values: object) => {
	const read = parseRule(values as RuleValues);
	return read.rule === null ? `${read.refusal.field}: ${read.refusal.error}` : "read";
};

test("rows keep their order over the gap a removed one leaves, and what is no fact is left out", () => {
	const rows = readRuleValues(
		form({
			"rule.0.fact": "lapsedLastYear",
			"rule.1.fact": "no such",
			"rule.3.fact": "totalYen",
			"rule.3.min": "１０，０００円",
		}),
	);
	expect(rows.map(({ fact }) => fact)).toEqual(["lapsedLastYear", "totalYen"]);
	expect(parseRule(rows[1] as RuleValues)).toEqual({
		rule: { fact: "totalYen", not: false, min: 10_000, max: null, period: "ever", from: null, to: null },
	});
});

test("what is typed wrongly says which field, and why", () => {
	expect(refused({ fact: "lastGiftWithin", days: "" })).toBe("days: fields.required");
	expect(refused({ fact: "lastGiftWithin", days: "-3" })).toBe("days: fields.wholeNumber");
	expect(refused({ fact: "lastGiftWithin", days: "0" })).toBe("days: fields.tooSmall?min=1");
	expect(refused({ fact: "monthlyFor", months: "999999999" })).toBe("months: fields.tooBig?max=240");
	expect(refused({ fact: "gaveInYear", year: "来年" })).toBe("year: fields.wholeNumber");
	expect(refused({ fact: "totalYen", min: "10,00" })).toMatch(/^min: fields\.amount\./);
	expect(refused({ fact: "giftCount", min: "1", from: "2026-02-30", period: "between" })).toBe("from: fields.day");
	expect(refused({ fact: "gaveToFund", fundId: "" })).toBe("fundId: fields.choose");
	expect(refused({ fact: "gaveToFund", fundId: "'; DROP" })).toBe("fundId: fields.choose");
	expect(refused({ fact: "country", country: "japan" })).toBe("country: fields.choose");
	expect(refused({ fact: "officer", officerId: "" })).toBe("officerId: fields.choose");
});

test("what is kept comes back as it was", () => {
	const rules: SegmentRule[] = [
		{ fact: "gaveInYear", not: true, year: 2024 },
		{ fact: "officer", not: false, officerId: null },
		{ fact: "totalYen", not: false, min: 1, max: 5, period: "between", from: "2026-01-01", to: null },
	];
	for (const rule of rules) expect(parseRule(toRuleValues(rule))).toEqual({ rule });
	for (const fact of SEGMENT_FACTS) expect(beginRule(fact).fact).toBe(fact);
});
