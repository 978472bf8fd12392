import { z } from "zod";
import { REPORT_KINDS } from "~/domain/reports/report.status";

const inBoth = z.object({ ja: z.string(), en: z.string() });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const figureShape = z.object({
	key: z.string(),
	label: inBoth,
	definition: inBoth,
	unit: z.enum(["yen", "gifts", "donors"]),
	value: z.int().describe("whole yen, or a count, as unit says"),
	asOf: z.iso.date().describe("the day it was read from the ledger, in Japan"),
	lineCount: z.int().describe("ledger lines it is made of"),
	linesSha256: sha256.describe("of these lines as `id:amount`, one a line, in order of id"),
	rows: z.array(z.object({ key: z.string(), ja: z.string(), en: z.string(), value: z.int() })),
});

const head = {
	id: z.uuid(),
	kind: z.enum(REPORT_KINDS),
	hub: z.string().nullable().describe("null: of the whole institution"),
	institution: z.string(),
	title: inBoth,
	from: z.iso.date(),
	to: z.iso.date(),
	status: z.enum(["approved", "sending", "sent"]),
	approvedAt: z.iso.datetime(),
	sha256: sha256.describe("of blocks and frozen content in canonical JSON, keys in order"),
	figures: z.array(figureShape),
};

export const reportRowShape = z.object(head);
export const reportShape = z.object({
	...head,
	blocks: z.array(z.looseObject({ id: z.string(), kind: z.string() })).describe("what it says, as it was approved"),
	frozen: z
		.looseObject({ version: z.int() })
		.describe("everything that approval froze, the read point of the ledger too"),
});
