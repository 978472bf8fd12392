import { z } from "zod";
import type { Ctx } from "~/domain/access/ctx.server";
import { countSegment } from "~/domain/segments/count-segment.server";
import { explainSegment } from "~/domain/segments/get-segment.server";
import { keepSegment } from "~/domain/segments/keep-segment.server";
import type { SegmentPlace } from "~/domain/segments/list-segments.server";
import { listSegmentChoices } from "~/domain/segments/segment-choices.server";
import { beginRule, isFact, type RuleRefusal, type RuleValues, readRuleValues } from "~/domain/segments/segment-form";
import { MAX_RULES, type SegmentRules } from "~/domain/segments/segment-rules";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { isAppError } from "~/platform/errors";
import { nameOf } from "./fund-view.server";
import { builderRows, factOptions, parseRows, segmentWords } from "./segment-view.server";

type Place = { institutionId: string; hubId: string | null };
export type SegmentForm = {
	name: string;
	match: "all" | "any";
	rows: RuleValues[];
	errors: Record<number, RuleRefusal>;
	nameError: string | null;
	/** of the whole form */
	error: string | null;
	count: number | null;
};

const WHOLE = "-";
/** A place in a form or an address: `<hub or ->/<institution>`. */
export const placeWord = (place: SegmentPlace) => `${place.hub?.id ?? WHOLE}/${place.institution.id}`;

export function placeLabel(place: SegmentPlace, lang: Lang): string {
	const institution = nameOf(place.institution, lang);
	return place.hub === null
		? getT(lang, "console")("segments.wholeInstitution", { institution })
		: `${place.hub.abbreviation} / ${institution}`;
}

export function readSegmentForm(form: FormData): SegmentForm {
	const name = form.get("name");
	return {
		name: typeof name === "string" ? name.slice(0, 1000) : "",
		match: form.get("match") === "any" ? "any" : "all",
		rows: readRuleValues(form),
		errors: {},
		nameError: null,
		error: null,
		count: null,
	};
}

const FIELD = z.string().catch("");

/**
 * What a button of the builder does: a row more or less, a count, or the segment is kept.
 * @returns the kept segment's id, or the form to show again
 */
export async function actOnSegmentForm(
	ctx: Ctx,
	form: FormData,
	place: Place & { segmentId?: string },
): Promise<{ segmentId: string } | { segmentId: null; form: SegmentForm; status: number }> {
	const sent = readSegmentForm(form);
	const again = (changes: Partial<SegmentForm>, status = 200) => ({
		segmentId: null,
		form: { ...sent, ...changes },
		status,
	});
	const intent = FIELD.parse(form.get("intent"));
	const removed = /^remove\.(\d+)$/.exec(intent);
	if (removed) return again({ rows: sent.rows.filter((_, index) => index !== Number(removed[1])) });
	if (intent === "add") {
		const fact = form.get("addFact");
		if (!isFact(fact) || sent.rows.length >= MAX_RULES) return again({ error: "segments.tooMany" }, 400);
		return again({ rows: [...sent.rows, beginRule(fact)] });
	}
	const { rules: list, errors } = parseRows(sent.rows);
	if (Object.keys(errors).length > 0) return again({ errors }, 400);
	const rules: SegmentRules = { match: sent.match, rules: list };
	if (intent !== "save") return again({ count: await countSegment(ctx, { ...place, rules }) });
	try {
		return await keepSegment(ctx, { ...place, name: sent.name, rules });
	} catch (error) {
		if (!isAppError(error) || error.status !== 400) throw error;
		const field = String(error.params.field ?? "");
		const row = /^rule\.(\d+)$/.exec(field);
		if (row) return again({ errors: { [Number(row[1])]: { field: "", error: error.personKey } } }, 400);
		return again(field === "name" ? { nameError: error.personKey } : { error: error.personKey }, 400);
	}
}

/** The builder as its page shows it. */
export async function showBuilder(ctx: Ctx, place: Place, form: SegmentForm) {
	const { lang, now } = ctx;
	const { rules, errors } = parseRows(form.rows);
	const isWhole = form.count === null && Object.keys(errors).length === 0;
	const [choices, count] = await Promise.all([
		listSegmentChoices(ctx, place),
		isWhole ? countSegment(ctx, { ...place, rules: { match: form.match, rules } }) : form.count,
	]);
	return {
		...form,
		count,
		rows: builderRows(form.rows, choices, form.errors, { lang, now }),
		facts: factOptions(place.hubId, lang),
		mayAdd: form.rows.length < MAX_RULES,
	};
}
export type ShownBuilder = Awaited<ReturnType<typeof showBuilder>>;

/** The rules in words and how many fit. */
export async function showAudience(ctx: Ctx, place: Place, rules: SegmentRules) {
	const [{ names, gone }, count] = await Promise.all([
		explainSegment(ctx, place, rules),
		countSegment(ctx, { ...place, rules }),
	]);
	return { words: segmentWords(rules, names, ctx.lang), gone: gone.length > 0, count };
}
