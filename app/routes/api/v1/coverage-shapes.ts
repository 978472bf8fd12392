import { z } from "zod";
import { CATEGORIES, USES } from "~/domain/ledger/kinds";
import { LIKELY_SOURCES, SECURED_SOURCES } from "~/domain/sufficiency/coverage";

const yenShape = z.int();
const dayShape = z.iso.date();

const rangeShape = z
	.object({ low: yenShape, expected: yenShape, high: yenShape })
	.describe("a guess with its band, whole yen rounded down");
const ratioShape = z.number().min(0).max(1).nullable();

const yearShape = z.object({
	fiscalYear: z.int(),
	neededYen: yenShape.describe("cost lines of the approved plan"),
	securedYen: yenShape.describe("received, less what is carried over, promised and decided: the sum of sources"),
	placedYen: yenShape.describe("what of it may pay what is needed: a surplus of one use pays no other"),
	securedRatio: ratioShape.describe("placedYen by neededYen; null where nothing is needed"),
	likelyYen: rangeShape.describe("not secured, by weight, whatever it may pay"),
	expectedRatio: ratioShape.describe("with what is likely of expected placed too"),
	receivedYen: yenShape.describe("from the ledger"),
	carriedOverYen: yenShape.describe("received in this year and carried over: it counts in the next"),
	uses: z.array(z.object({ use: z.enum(USES), neededYen: yenShape, placedYen: yenShape, likelyYen: rangeShape })),
	sources: z.array(
		z.object({ source: z.enum(["received", ...SECURED_SOURCES]), category: z.enum(CATEGORIES), yen: yenShape }),
	),
	likelySources: z.array(
		z.object({
			source: z.enum(LIKELY_SOURCES),
			category: z.enum(CATEGORIES),
			weightKey: z.string().describe("what its weight hangs on: a card's state, a stage, how late it is"),
			fullYen: yenShape.describe("before its weight"),
			likelyYen: rangeShape,
			count: z.int(),
		}),
	),
});

export const coverageShape = z.object({
	hub: z.string(),
	asOf: dayShape,
	planVersion: z.int().nullable().describe("null: no plan is approved, so nothing is needed"),
	supportLastFiscalYear: z.int().nullable(),
	years: z.array(yearShape),
	gap: z
		.object({
			fiscalYear: z.int(),
			gapYen: yenShape,
			closeBy: dayShape,
			thisQuarterYen: yenShape,
			thisQuarterBy: dayShape,
			quartersLeft: z.int(),
		})
		.nullable()
		.describe("the first year without support that secured and expected money do not pay"),
});
