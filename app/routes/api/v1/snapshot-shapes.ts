import { z } from "zod";
import { CATEGORIES } from "~/domain/ledger/kinds";

const yen = z.int().describe("whole yen");
const hub = z.string().describe("slug; `all` is a sum of its own, `none` money of the programme itself");

export const snapshotRowShape = z.object({
	id: z.uuid(),
	hub: z.string().nullable().describe("null: the whole programme"),
	fiscalYear: z.int(),
	title: z.string(),
	takenAt: z.iso.datetime(),
	sha256: z.string().describe("of the content in canonical form"),
	pdfSha256: z.string().nullable().describe("null until the file is made"),
	xlsxSha256: z.string().nullable(),
});

/** Everything a snapshot froze. */
export const snapshotShape = snapshotRowShape.extend({
	note: z.string(),
	takenBy: z.string(),
	figures: z.array(
		z.object({
			fiscalYear: z.int(),
			hub,
			category: z.enum([...CATEGORIES, "all"]),
			externalYen: yen,
			grossYen: yen,
			refundedYen: yen,
			feeYen: yen,
			netYen: yen,
			securedYen: yen,
			spentYen: yen,
			count: z.int(),
			precision: z.enum(["yen", "million_yen"]).describe("million_yen: a part is known only in millions"),
		}),
	),
	coverage: z.array(
		z.object({
			hub: z.string(),
			fiscalYear: z.int(),
			neededYen: yen,
			securedYen: yen,
			likelyYen: z.object({ low: yen, expected: yen, high: yen }),
			securedRatio: z.number().nullable(),
		}),
	),
	findings: z.array(z.object({ hub: z.string(), open: z.int(), answered: z.int(), late: z.int() })),
	indicators: z.array(
		z.object({ hub: z.string(), indicator: z.string(), value: z.number().nullable(), target: z.number().nullable() }),
	),
});

export const takeSnapshotBody = z.strictObject({
	fiscalYear: z.int().min(1990).max(2100).describe("the present one or an earlier one"),
	hub: z.string().max(80).nullable().default(null).describe("slug; null for the whole programme"),
	title: z.string().trim().min(1).max(120),
	note: z.string().max(1000).default(""),
});
