import { invalid, notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { fiscalYearOf } from "../calendar/fiscal-year";
import { applyChanges } from "./apply-changes";
import { coverYears } from "./cover-years";
import type { Coverage } from "./coverage";
import type { CoverageInputs } from "./coverage-inputs";
import type { Years } from "./coverage-sql.server";
import { listFunders } from "./list-funders.server";
import { readInputs } from "./read-inputs.server";
import type { ScenarioChange } from "./scenario.schema";
import { HORIZON_YEARS } from "./weights";

/** The most fiscal years one answer has. */
const MAX_COVERAGE_YEARS = 40;
/** Years before this one, where no plan begins earlier. */
const YEARS_BEFORE = 2;

/**
 * A hub's way to standing alone, by fiscal year: needed, secured, likely, and what is to be closed to stay on the line.
 * @param input.years  both included; absent: the plan's years and those around this one
 * @param input.changes  what if: applied to the figures, never kept with them
 * @throws AppError forbidden, hub_not_found
 */
export async function getCoverage(
	ctx: Ctx,
	input: { hubId: string; years?: Years; changes?: readonly ScenarioChange[] },
): Promise<Coverage> {
	const { inputs, years } = await inputsOf(ctx, input);
	return coverYears(applyChanges(inputs, input.changes ?? []), years);
}

/** The same hub under several what-ifs, from one reading of its figures; the first is without any. */
export async function compareCoverage(
	ctx: Ctx,
	input: { hubId: string; years?: Years; variants: readonly (readonly ScenarioChange[])[] },
): Promise<Coverage[]> {
	const { inputs, years } = await inputsOf(ctx, { ...input, changes: input.variants.flat() });
	return [[], ...input.variants].map((changes) => coverYears(applyChanges(inputs, changes), years));
}

/** @throws AppError forbidden, hub_not_found */
async function inputsOf(
	ctx: Ctx,
	input: { hubId: string; years?: Years; changes?: readonly ScenarioChange[] },
): Promise<{ inputs: CoverageInputs; years: Years }> {
	if (!isUuid(input.hubId)) throw notFound("hub", "with such an id");
	const [read] = await readInputs(ctx, { hubId: input.hubId, years: input.years ?? null });
	if (!read) throw notFound("hub", input.hubId);
	const asksForFunders = input.changes?.some(({ kind }) => kind === "lose_largest_funder") ?? false;
	const inputs = asksForFunders ? { ...read.inputs, funders: await listFunders(ctx, input.hubId) } : read.inputs;
	return { inputs, years: input.years ?? usualYears(fiscalYearOf(ctx.now), read.plan) };
}

/** From the plan's first year, or two years ago, to its last, or as far as an outlook reaches. */
function usualYears(thisYear: number, plan: Years | null): Years {
	const to = Math.max(thisYear + HORIZON_YEARS, Math.min(plan?.to ?? 0, thisYear + 20));
	return { from: Math.max(Math.min(plan?.from ?? thisYear, thisYear - YEARS_BEFORE), thisYear - HORIZON_YEARS), to };
}

/**
 * The same by the hub's slug, for who has no id; years that are not given follow from the other, or are the usual ones.
 * @throws AppError forbidden, hub_not_found, coverage_years_wrong
 */
export async function findCoverage(
	ctx: Ctx,
	input: { slug: string; from?: number | undefined; to?: number | undefined },
): Promise<Coverage> {
	const hub = await ctx.db.hub.findUnique({ where: { slug: input.slug }, select: { id: true } });
	if (!hub) throw notFound("hub", input.slug);
	const { from, to } = input;
	if (from === undefined && to === undefined) return getCoverage(ctx, { hubId: hub.id });
	const usual = usualYears(fiscalYearOf(ctx.now), null);
	const years = {
		from: from ?? Math.min(usual.from, to ?? usual.from),
		to: to ?? Math.max(usual.to, from ?? usual.to),
	};
	if (years.from > years.to || years.to - years.from >= MAX_COVERAGE_YEARS) {
		throw invalid("coverage_years_wrong", `fiscal years ${years.from} to ${years.to}`);
	}
	return getCoverage(ctx, { hubId: hub.id, years });
}
