import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { type FiscalYear, fiscalYearOf } from "../calendar/fiscal-year";
import { type Yen, yen } from "../money/yen";

/** Plans that are charged, those Stripe cannot charge now, and those at rest: never in one sum. */
const INCOME_STATES = ["active", "past_due", "paused"] as const;
type IncomeState = (typeof INCOME_STATES)[number];

type ExpectedIncome = {
	fiscalYear: FiscalYear;
	rows: { status: IncomeState; plans: number; thisYearYen: Yen; nextYearYen: Yen }[];
};

const incomeRow = z.object({
	status: z.enum(INCOME_STATES),
	plans: z.bigint(),
	thisYearYen: z.bigint(),
	nextYearYen: z.bigint(),
});

/**
 * What the plans of the actor's scope are expected to bring this fiscal year from now on, and the next, if nothing changes.
 * A fiscal year ends with a month, so months count and the anchor day does not.
 */
export async function expectedIncome(ctx: Ctx, input: { hubId?: string } = {}): Promise<ExpectedIncome> {
	await authorize(ctx, "read", "RecurringPlan");
	const fiscalYear = fiscalYearOf(ctx.now);
	const hub = input.hubId === undefined ? Prisma.sql`TRUE` : Prisma.sql`p.hub_id = ${input.hubId}::uuid`;
	// March of the year's end, counted in months.
	const lastMonth = (fiscalYear + 1) * 12 + 3;
	const found = await readRows(
		ctx,
		incomeRow,
		(visible) => Prisma.sql`
		WITH plan AS (
			SELECT p.status, p.amount_yen, CASE p.unit WHEN 'year' THEN 12 ELSE 1 END AS step,
				(extract(year FROM p.next_charge_on) * 12 + extract(month FROM p.next_charge_on))::int AS first
			FROM recurring_plan p WHERE p.status IN ('active', 'past_due', 'paused') AND ${hub} AND ${visible("recurring_plan", "p")}
		), counted AS (
			SELECT status, amount_yen,
				CASE WHEN first <= ${lastMonth}::int THEN (${lastMonth}::int - first) / step + 1 ELSE 0 END AS this_year,
				CASE WHEN first <= ${lastMonth}::int + 12 THEN (${lastMonth}::int + 12 - first) / step + 1 ELSE 0 END AS both_years
			FROM plan
		)
		SELECT status, count(*) AS plans, coalesce(sum(amount_yen * this_year), 0)::bigint AS "thisYearYen",
			coalesce(sum(amount_yen * (both_years - this_year)), 0)::bigint AS "nextYearYen"
		FROM counted GROUP BY status`,
	);
	const rows = INCOME_STATES.map((status) => {
		const row = found.find((one) => one.status === status);
		return {
			status,
			plans: Number(row?.plans ?? 0n),
			thisYearYen: yen(row?.thisYearYen ?? 0n),
			nextYearYen: yen(row?.nextYearYen ?? 0n),
		};
	});
	return { fiscalYear, rows };
}
