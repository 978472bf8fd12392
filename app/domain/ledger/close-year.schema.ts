import { z } from "zod";
import { checkbox, lineOf, linesOf } from "../form-text.schema.ts";

export const CLOSE_YEAR_MAX = { title: 120, note: 1000 } as const;

const form = z.object({
	fiscalYear: z.coerce
		.number("fields.choose")
		.int("fields.choose")
		.min(1990, "fields.choose")
		.max(2100, "fields.choose"),
	title: lineOf(CLOSE_YEAR_MAX.title).refine((text) => text !== "", "fields.required"),
	note: linesOf(CLOSE_YEAR_MAX.note),
	confirm: checkbox.refine((confirmed) => confirmed, "closeYear.confirm"),
});

/** Closing a fiscal year, as it is asked for; a field left out is empty. Messages are keys of errors.json. */
export const closeYearSchema = z.preprocess((input) => {
	const sent = typeof input === "object" && input !== null ? Object.entries(input) : [];
	const empty = { title: "", note: "", confirm: "" };
	return { ...empty, ...Object.fromEntries(sent.filter(([, value]) => value !== undefined)) };
}, form);
