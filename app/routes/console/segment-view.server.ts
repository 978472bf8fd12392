import { OVERSEAS, PREFECTURES } from "~/domain/addresses/prefectures";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { nameKey, referenceOf, type SegmentChoices, type SegmentNames } from "~/domain/segments/segment-choices.server";
import { fieldsOf, NOBODY, parseRule, type RuleRefusal, type RuleValues } from "~/domain/segments/segment-form";
import {
	contradictionOf,
	PERIODS,
	SEGMENT_CONSENTS,
	SEGMENT_FACTS,
	SEGMENT_KINDS,
	SEGMENT_LANGS,
	type SegmentRule,
	type SegmentRules,
} from "~/domain/segments/segment-rules";
import { formatDayShort, formatFiscalYear, formatInteger } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { BuilderField, BuilderRow } from "~/ui/console/segment-builder";

/** The rules of a form as its rows, each field with its choices, and what is wrong with it. */
export function builderRows(
	rows: readonly RuleValues[],
	choices: SegmentChoices,
	errors: Readonly<Record<number, RuleRefusal>>,
	shown: { lang: Lang; now: Date },
): BuilderRow[] {
	const t = getT(shown.lang, "console");
	return rows.map((values, index) => ({
		index,
		fact: values.fact,
		label: t(`segments.facts.${values.fact}`),
		hint: t(`segments.meaning.${values.fact}`),
		not: values.not === "on",
		error:
			errors[index] !== undefined && !fieldsOf(values.fact).includes(errors[index].field) ? errors[index].error : null,
		fields: fieldsOf(values.fact).map((name) => ({
			...fieldShape(values.fact, name, choices, shown),
			name,
			value: values[name] ?? "",
			error: errors[index]?.field === name ? errors[index].error : null,
		})),
	}));
}

/** Every fact that can be added here: a hub's segment does not ask for other hubs. */
export function factOptions(hubId: string | null, lang: Lang) {
	const t = getT(lang, "console");
	return SEGMENT_FACTS.filter((fact) => hubId === null || fact !== "gaveToHub").map((value) => ({
		value,
		label: t(`segments.facts.${value}`),
	}));
}

type Shape = Pick<BuilderField, "label" | "options" | "numeric">;

function fieldShape(
	fact: string,
	name: string,
	choices: SegmentChoices,
	{ lang, now }: { lang: Lang; now: Date },
): Shape {
	const t = getT(lang, "console");
	const label = t(`segments.fields.${fieldKey(fact, name)}`);
	const named = (list: SegmentChoices["fund"]) => list.map((one) => ({ value: one.id, label: one[lang] }));
	const word = <V extends string>(values: readonly V[], text: (value: V) => string) =>
		values.map((value) => ({ value, label: text(value) }));
	switch (name) {
		case "year": {
			const thisYear = fiscalYearOf(now);
			const past = Array.from({ length: 12 }, (_, back) => thisYear - back);
			return {
				label,
				options: [
					...word(["this", "last"] as const, (value) => t(`segments.years.${value}`)),
					...past.map((year) => ({ value: String(year), label: formatFiscalYear(year, lang) })),
				],
			};
		}
		case "fundId":
			return { label, options: named(choices.fund) };
		case "hubId":
			return { label, options: named(choices.hub) };
		case "campaignId":
			return { label, options: named(choices.campaign) };
		case "code":
			return { label, options: named(choices.code) };
		case "officerId":
			return { label, options: [{ value: NOBODY, label: t("segments.nobody") }, ...named(choices.officer)] };
		case "period":
			return { label, options: word(PERIODS, (value) => t(`segments.periods.${value}`)) };
		case "kind":
			return { label, options: word(SEGMENT_KINDS, (value) => t(`donors.kinds.${value}`)) };
		case "lang":
			return { label, options: word(SEGMENT_LANGS, (value) => t(`donors.langs.${value}`)) };
		case "purpose":
			return { label, options: word(SEGMENT_CONSENTS, (value) => t(`segments.consents.${value}`)) };
		case "prefecture":
			return {
				label,
				options: [
					...PREFECTURES.map((one) => ({ value: one.value, label: one[lang] })),
					{ value: OVERSEAS, label: t("segments.overseas") },
				],
			};
		default:
			return { label, numeric: ["days", "months", "min", "max"].includes(name) };
	}
}

const FIELD_KEYS = ["year", "days", "months", "fundId", "hubId", "campaignId", "code", "period", "from", "to"] as const;
const MORE_KEYS = ["kind", "lang", "prefecture", "country", "purpose", "officerId"] as const;
type FieldKey =
	| (typeof FIELD_KEYS)[number]
	| (typeof MORE_KEYS)[number]
	| "minYen"
	| "maxYen"
	| "minCount"
	| "maxCount";

function fieldKey(fact: string, name: string): FieldKey {
	if (name === "min") return fact === "giftCount" ? "minCount" : "minYen";
	if (name === "max") return fact === "giftCount" ? "maxCount" : "maxYen";
	return [...FIELD_KEYS, ...MORE_KEYS].find((key) => key === name) ?? "year";
}

/** The rules a form sent, or where each wrong row is wrong. */
export function parseRows(rows: readonly RuleValues[]): { rules: SegmentRule[]; errors: Record<number, RuleRefusal> } {
	const rules: SegmentRule[] = [];
	const errors: Record<number, RuleRefusal> = {};
	for (const [index, values] of rows.entries()) {
		const read = parseRule(values);
		if (read.rule === null) {
			errors[index] = read.refusal;
			continue;
		}
		const wrong = contradictionOf(read.rule);
		if (wrong !== null) errors[index] = { field: wrong === "segments.days" ? "from" : "min", error: wrong };
		rules.push(read.rule);
	}
	return { rules, errors };
}

/** A segment in words, one line a rule; a rule that names what is gone says so. */
export function segmentWords(rules: SegmentRules, names: SegmentNames, lang: Lang): { join: string; lines: string[] } {
	const t = getT(lang, "console");
	const lines = rules.rules.map((rule) => {
		const words = ruleWords(rule, names, lang);
		return rule.not ? t("segments.notWords", { words }) : words;
	});
	if (lines.length === 0) return { join: t("segments.everybody"), lines };
	if (lines.length === 1) return { join: "", lines };
	return { join: t(`segments.joins.${rules.match}`), lines };
}

function ruleWords(rule: SegmentRule, names: SegmentNames, lang: Lang): string {
	const t = getT(lang, "console");
	const reference = referenceOf(rule);
	const name = reference ? (names[nameKey(reference.kind, reference.id)]?.[lang] ?? t("segments.gone")) : "";
	switch (rule.fact) {
		case "gaveInYear": {
			const year = typeof rule.year === "number" ? formatFiscalYear(rule.year, lang) : t(`segments.years.${rule.year}`);
			return t("segments.words.gaveInYear", { year });
		}
		case "firstGiftWithin":
		case "lastGiftWithin":
		case "lastGiftOlder":
			return t(`segments.words.${rule.fact}`, { days: formatInteger(rule.days) });
		case "monthlyFor":
			return t("segments.words.monthlyFor", { months: rule.months });
		case "gaveToFund":
		case "gaveToHub":
		case "gaveByCampaign":
		case "answeredAppeal":
			return t(`segments.words.${rule.fact}`, { name });
		case "officer":
			return rule.officerId === null ? t("segments.words.noOfficer") : t("segments.words.officer", { name });
		case "totalYen":
		case "largestYen":
		case "giftCount":
			return t(`segments.words.${rule.fact}`, { period: periodWords(rule, lang), bounds: boundWords(rule, lang) });
		case "kind":
			return t("segments.words.kind", { kind: t(`donors.kinds.${rule.kind}`) });
		case "lang":
			return t("segments.words.lang", { lang: t(`donors.langs.${rule.lang}`) });
		case "prefecture": {
			const place = PREFECTURES.find(({ value }) => value === rule.prefecture)?.[lang] ?? t("segments.overseas");
			return t("segments.words.prefecture", { place });
		}
		case "country":
			return t("segments.words.country", { country: rule.country });
		case "consent":
			return t("segments.words.consent", { purpose: t(`segments.consents.${rule.purpose}`) });
		default:
			return t(`segments.facts.${rule.fact}`);
	}
}

type Measured = Extract<SegmentRule, { min: number | null }>;

function boundWords({ fact, min, max }: Measured, lang: Lang): string {
	const t = getT(lang, "console");
	const unit = fact === "giftCount" ? "count" : "yen";
	const text = (value: number) => t(`segments.units.${unit}`, { value: formatInteger(value) });
	if (min !== null && max !== null) return t("segments.bounds.between", { min: text(min), max: text(max) });
	return min !== null
		? t("segments.bounds.atLeast", { min: text(min) })
		: t("segments.bounds.atMost", { max: text(max ?? 0) });
}

function periodWords(rule: Measured, lang: Lang): string {
	const t = getT(lang, "console");
	if (rule.period !== "between") return t(`segments.periods.${rule.period}`);
	const day = (value: string | null) => (value === null ? "" : formatDayShort(value, lang));
	return t("segments.periodBetween", { from: day(rule.from), to: day(rule.to) });
}
