import { z } from "zod";
import { REPORT_SAMPLES, type ReportReader } from "~/domain/reports/look-at-report.server";
import type { Lang } from "~/i18n/lang";
import { readQuery } from "./list-query";

export const PREVIEW_SHAPES = ["desktop", "phone", "mail", "mailPhone", "text", "pdf"] as const;
export type PreviewShape = (typeof PREVIEW_SHAPES)[number];

const querySchema = z.object({
	as: z.string().max(60).catch("person"),
	/** the report's language; `lang` is the console's own */
	in: z.enum(["ja", "en"]).optional().catch(undefined),
	shape: z.enum(PREVIEW_SHAPES).catch("desktop"),
	q: z.string().max(100).catch(""),
	done: z.enum(["sent"]).optional().catch(undefined),
});

/** Who reads, in which language and how: a sample by its name, a donor by id. */
export function previewQuery(request: Request, lang: Lang) {
	const { as, q, ...query } = readQuery(request, querySchema);
	return { as, search: q, ...query, lang: query.in ?? lang, reader: readerOf(as) };
}

export function readerOf(as: string): ReportReader {
	const sample = REPORT_SAMPLES.find((one) => one === as);
	if (sample) return { sample };
	return z.uuid().safeParse(as).success ? { donorId: as } : { sample: "person" };
}
