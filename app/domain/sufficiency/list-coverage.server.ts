import type { Ctx } from "../access/ctx.server";
import { coverYears } from "./cover-years";
import type { Coverage, CoverageCell } from "./coverage";
import { readInputs } from "./read-inputs.server";

/**
 * Every hub the actor's roles reach, over the same fiscal years, by its slug. As many statements as for one hub.
 * @param input.fiscalYears  in order; years between them are reckoned too
 * @throws AppError forbidden
 */
export async function listCoverages(ctx: Ctx, input: { fiscalYears: readonly number[] }): Promise<Coverage[]> {
	if (input.fiscalYears.length === 0) return [];
	const years = { from: Math.min(...input.fiscalYears), to: Math.max(...input.fiscalYears) };
	return (await readInputs(ctx, { hubId: null, years })).map(({ inputs }) => coverYears(inputs, years));
}

/** The same as squares of a table, hub by year. */
export async function listCoverage(ctx: Ctx, input: { fiscalYears: readonly number[] }): Promise<CoverageCell[]> {
	const wanted = new Set(input.fiscalYears);
	return (await listCoverages(ctx, input)).flatMap(({ hubId, hub, planVersion, support, gap, years }) =>
		years
			.filter(({ fiscalYear }) => wanted.has(fiscalYear))
			.map((year) => ({ ...year, hubId, hub, planVersion, support, gap })),
	);
}
