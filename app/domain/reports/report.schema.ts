import { z } from "zod";
import { dayOf } from "../form-day.schema.ts";
import { choiceOf, lineOf, linesOf, withBlanks } from "../form-text.schema.ts";
import { REPORT_KINDS } from "./report.status.ts";
import { BLOCK_KINDS } from "./report-blocks.ts";

export const REPORT_MAX = { title: 120, note: 2000 } as const;
const DAYS = { from: "2000-01-01", to: "2100-12-31" };

const shape = {
	titleJa: lineOf(REPORT_MAX.title).refine((text) => text !== "", "fields.required"),
	titleEn: lineOf(REPORT_MAX.title),
	from: dayOf(DAYS),
	to: dayOf(DAYS),
	/** whom it is for, as far as it was chosen */
	segmentId: lineOf(60).transform((text) => (text === "" ? null : text)),
};

function checkDays({ from, to }: { from: string; to: string }, ctx: z.core.$RefinementCtx) {
	if (from > to) ctx.addIssue({ code: "custom", message: "reports.days", path: ["to"] });
}

/** Title, days and audience of a report. */
export const reportFieldsSchema = z.preprocess(withBlanks(Object.keys(shape)), z.object(shape).superRefine(checkDays));
export type ReportFields = z.output<typeof reportFieldsSchema>;

export const REPORT_STARTS = ["template", "last", "empty"] as const;
export type ReportStart = (typeof REPORT_STARTS)[number];

/** A new one. `place` is `institutionId/hubId`, without a hub `institutionId/`. */
export const newReportSchema = z.preprocess(
	withBlanks([...Object.keys(shape), "place", "kind", "start"]),
	z
		.object({
			...shape,
			place: lineOf(80).refine((text) => /^[0-9a-f-]{36}\/(?:[0-9a-f-]{36})?$/.test(text), "fields.choose"),
			kind: choiceOf(REPORT_KINDS, "fields.choose", "fields.choose"),
			start: choiceOf(REPORT_STARTS, "fields.choose", "fields.choose", "template"),
		})
		.superRefine(checkDays)
		.transform(({ place, ...fields }) => {
			const [institutionId = "", hubId = ""] = place.split("/");
			return { ...fields, institutionId, hubId: hubId === "" ? null : hubId };
		}),
);
export type NewReport = z.output<typeof newReportSchema>;

/** What a form of the composer asks for, beside the fields of its block. */
export const composeSchema = z.object({
	intent: z.enum(["fields", "add", "save", "remove", "up", "down"]),
	basedOn: z.string().max(40).default(""),
	blockId: z.string().max(20).default(""),
	kind: z.enum(BLOCK_KINDS).optional(),
});

export const reportNoteSchema = linesOf(REPORT_MAX.note);
