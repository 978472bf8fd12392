import type { z } from "zod";
import { dayOf } from "../form-day.schema.ts";
import { parseYen } from "../money/yen.ts";
import { MAX_RULES, SEGMENT_FACTS, type SegmentFact, type SegmentRule, segmentRule } from "./segment-rules.ts";

/** A rule as a form holds it: every value a text, fields named `rule.<index>.<name>`. */
export type RuleValues = { fact: SegmentFact } & Record<string, string>;

/** The fields of a fact's own, beside `not`. */
const BOUNDS = ["min", "max", "period", "from", "to"] as const;
const OWN_FIELDS: Partial<Record<SegmentFact, readonly string[]>> = {
	gaveInYear: ["year"],
	firstGiftWithin: ["days"],
	lastGiftWithin: ["days"],
	lastGiftOlder: ["days"],
	monthlyFor: ["months"],
	gaveToFund: ["fundId"],
	gaveToHub: ["hubId"],
	gaveByCampaign: ["campaignId"],
	answeredAppeal: ["code"],
	totalYen: BOUNDS,
	largestYen: BOUNDS,
	giftCount: BOUNDS,
	kind: ["kind"],
	lang: ["lang"],
	prefecture: ["prefecture"],
	country: ["country"],
	consent: ["purpose"],
	officer: ["officerId"],
};
export const fieldsOf = (fact: SegmentFact): readonly string[] => OWN_FIELDS[fact] ?? [];

/** The choice of nobody; no officer's id looks like it. */
export const NOBODY = "-";

export const isFact = (text: unknown): text is SegmentFact => SEGMENT_FACTS.some((fact) => fact === text);

/** The rules a form sent, in their order; what names no fact we know is left out. */
export function readRuleValues(form: Pick<FormData, "get">): RuleValues[] {
	const rows: RuleValues[] = [];
	// Removing a row leaves a gap in the numbers; a gap longer than a form can hold ends it.
	for (let index = 0; index < MAX_RULES * 2 && rows.length < MAX_RULES; index += 1) {
		const text = (name: string) => {
			const value = form.get(`rule.${index}.${name}`);
			return typeof value === "string" ? value.normalize("NFKC").trim() : "";
		};
		const fact = text("fact");
		if (!isFact(fact)) continue;
		const own = fieldsOf(fact).map((name) => [name, text(name)] as const);
		rows.push({ fact, not: text("not") === "on" ? "on" : "", ...Object.fromEntries(own) });
	}
	return rows;
}

export type RuleRefusal = { field: string; error: string };

/** A rule of what was typed, or what is wrong with which field (a key of errors.json). */
export function parseRule(values: RuleValues): { rule: SegmentRule } | { rule: null; refusal: RuleRefusal } {
	const shaped: Record<string, unknown> = { fact: values.fact, not: values.not === "on" };
	for (const field of fieldsOf(values.fact)) {
		const read = readField(values.fact, field, values[field] ?? "");
		if ("error" in read) return { rule: null, refusal: { field, error: read.error } };
		shaped[field] = read.value;
	}
	const parsed = segmentRule.safeParse(shaped);
	if (parsed.success) return { rule: parsed.data };
	const field = parsed.error.issues[0]?.path[0];
	return {
		rule: null,
		refusal: { field: String(field ?? "fact"), error: errorOf(parsed.error.issues[0], values, field) },
	};
}

function errorOf(issue: z.core.$ZodIssue | undefined, values: RuleValues, field: PropertyKey | undefined): string {
	if ((values[String(field)] ?? "") === "") return "fields.required";
	if (issue?.code === "too_small") return `fields.tooSmall?min=${issue.minimum}`;
	if (issue?.code === "too_big") return `fields.tooBig?max=${issue.maximum}`;
	return "fields.choose";
}

type Read = { value: unknown } | { error: string };

function readField(fact: SegmentFact, field: string, text: string): Read {
	switch (field) {
		case "days":
		case "months":
			return text === "" ? { error: "fields.required" } : whole(text);
		case "year":
			if (text === "this" || text === "last") return { value: text };
			return text === "" ? { error: "fields.required" } : whole(text);
		case "min":
		case "max":
			if (text === "") return { value: null };
			return fact === "giftCount" ? whole(text) : amount(text);
		case "period":
			return { value: text === "" ? "ever" : text };
		case "from":
		case "to":
			return text === "" ? { value: null } : day(text);
		case "country":
			return { value: text.toUpperCase() };
		case "code":
			return { value: text.toLowerCase() };
		case "officerId":
			return text === "" ? { error: "fields.choose" } : { value: text === NOBODY ? null : text };
		default:
			return text === "" ? { error: "fields.choose" } : { value: text };
	}
}

function whole(text: string): Read {
	return /^\d{1,9}$/.test(text) ? { value: Number(text) } : { error: "fields.wholeNumber" };
}

function amount(text: string): Read {
	const parsed = parseYen(text);
	if (parsed.ok) return { value: Number(parsed.yen) };
	// The table of thousands is the same everywhere; what could not be read says why.
	return { error: `fields.amount.${parsed.reason}` };
}

function day(text: string): Read {
	const parsed = dayOf().safeParse(text);
	return parsed.success ? { value: parsed.data } : { error: parsed.error.issues[0]?.message ?? "fields.day" };
}

/** A kept rule as its form shows it. */
export function toRuleValues(rule: SegmentRule): RuleValues {
	const given: Record<string, unknown> = { ...rule };
	const text = (name: string) => {
		const value = given[name];
		if (name === "officerId" && value === null) return NOBODY;
		return value === null || value === undefined ? "" : String(value);
	};
	const own = fieldsOf(rule.fact).map((name) => [name, text(name)] as const);
	return { fact: rule.fact, not: rule.not ? "on" : "", ...Object.fromEntries(own) };
}

/** A new row of this fact, with what is usual already in it. */
export function beginRule(fact: SegmentFact): RuleValues {
	const usual: Record<string, string> = {
		year: "last",
		days: fact === "lastGiftOlder" ? "365" : "90",
		months: "12",
		period: "ever",
	};
	const own = fieldsOf(fact).map((name) => [name, usual[name] ?? ""] as const);
	return { fact, not: "", ...Object.fromEntries(own) };
}
