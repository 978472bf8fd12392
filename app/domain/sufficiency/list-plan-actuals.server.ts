import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { sumOf } from "../ledger/measure-sql.server";
import { yen } from "../money/yen";
import { TARGET_CATEGORIES } from "./plan";

const row = z.object({
	fiscalYear: z.int(),
	category: z.enum(TARGET_CATEGORIES),
	yen: z.bigint().transform((value) => yen(value)),
	precision: z.enum(["yen", "million_yen"]),
});
export type PlanActual = z.output<typeof row>;

/** What a plan's targets are compared with: money that counts toward standing alone, from the ledger. */
export async function listPlanActuals(
	ctx: Ctx,
	input: { hubId: string; firstFiscalYear: number; lastFiscalYear: number },
): Promise<PlanActual[]> {
	await authorize(ctx, "read", "LedgerBalance");
	return readRows(
		ctx,
		row,
		(visible) => Prisma.sql`
		SELECT lb.fiscal_year AS "fiscalYear", lb.category, ${sumOf("lb", "secured")} AS "yen",
			CASE WHEN bool_or(lb."precision" = 'million_yen') THEN 'million_yen' ELSE 'yen' END AS "precision"
		FROM ledger_balance lb
		WHERE ${visible("ledger_balance", "lb")} AND lb.hub_id = ${input.hubId}::uuid
			AND lb.account IN ('gift_income', 'processor_fee', 'external_fund_income', 'host_contribution')
			AND lb.category <> 'wpi_subsidy'
			AND lb.fiscal_year BETWEEN ${input.firstFiscalYear} AND ${input.lastFiscalYear}
		GROUP BY 1, 2 ORDER BY 1, 2`,
	);
}
