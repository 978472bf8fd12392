import { z } from "zod";
import { dayOf, optionalDayOf } from "../form-day.schema.ts";
import { asText, choiceOf, lineOf, linesOf, readLineOf, withBlanks } from "../form-text.schema.ts";
import { readSourceUrl } from "../stories/doi.ts";
import { EVENT_AUDIENCES, EVENT_KINDS, type EventAudience } from "./event-kinds.ts";

export const EVENT_MAX = {
	title: 120,
	place: 120,
	description: 5000,
	slug: 80,
	people: 10_000_000,
	stories: 20,
} as const;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A number of people as typed; empty is not known. */
const people = z.unknown().transform((value, ctx): number | null => {
	const text = (asText(value) ?? "?").normalize("NFKC").replace(/[,\s人]/g, "");
	if (text === "") return null;
	const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
	if (count <= EVENT_MAX.people) return count;
	ctx.addIssue({ code: "custom", message: "events.count" });
	return z.NEVER;
});

const listOf = (value: unknown): string[] => {
	const given = Array.isArray(value) ? value : value === undefined || value === "" ? [] : [value];
	return [...new Set(given.map((one) => asText(one)?.trim() ?? "").filter((one) => one !== ""))];
};

const TEXTS = ["titleJa", "titleEn", "descriptionJa", "descriptionEn", "placeJa", "placeEn", "slug", "url"] as const;
const REST = ["kind", "startsOn", "endsOn", "expectedCount", "attendedCount"] as const;

const fields = z
	.object({
		kind: choiceOf(EVENT_KINDS, "fields.choose", "fields.choose"),
		titleJa: lineOf(EVENT_MAX.title).refine((text) => text !== "", "fields.required"),
		titleEn: lineOf(EVENT_MAX.title),
		descriptionJa: linesOf(EVENT_MAX.description),
		descriptionEn: linesOf(EVENT_MAX.description),
		placeJa: lineOf(EVENT_MAX.place),
		placeEn: lineOf(EVENT_MAX.place),
		startsOn: dayOf({ from: "1990-01-01", to: "2100-12-31" }),
		/** empty: it is one day */
		endsOn: optionalDayOf({ from: "1990-01-01", to: "2100-12-31" }),
		audiences: z
			.unknown()
			.transform((value): EventAudience[] => EVENT_AUDIENCES.filter((one) => listOf(value).includes(one))),
		expectedCount: people,
		attendedCount: people,
		url: readLineOf(500, "events.url", readSourceUrl).transform((text) => (text === "" ? null : text)),
		slug: readLineOf(EVENT_MAX.slug, "stories.slug", (text) => (SLUG.test(text) ? text : null)),
		storyIds: z.unknown().transform((value) =>
			listOf(value)
				.filter((one) => UUID.test(one))
				.slice(0, EVENT_MAX.stories),
		),
	})
	.superRefine(({ startsOn, endsOn }, ctx) => {
		if (endsOn !== null && endsOn < startsOn) {
			ctx.addIssue({ code: "custom", message: "events.daysOrder", path: ["endsOn"] });
		}
	})
	.transform(({ endsOn, ...rest }) => ({ ...rest, endsOn: endsOn ?? rest.startsOn }));

/** An outreach event as its form sends it; messages are keys of errors.json. */
export const eventSchema = z.preprocess((sent) => {
	const given = (typeof sent === "object" && sent !== null ? sent : {}) as Record<string, unknown>;
	return { ...withBlanks([...TEXTS, ...REST])(sent), audiences: given.audiences, storyIds: given.storyIds };
}, fields);
export type EventFields = z.output<typeof fields>;
