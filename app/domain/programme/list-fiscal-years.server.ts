import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { type FiscalYear, fiscalYearOf } from "../calendar/fiscal-year";

/** Fiscal years with money the actor may see, and the present one; newest first. */
export async function listFiscalYears(ctx: Ctx): Promise<FiscalYear[]> {
	const rows = await readRows(
		ctx,
		z.object({ year: z.number() }),
		(visible) => Prisma.sql`
		SELECT DISTINCT lb.fiscal_year AS year FROM ledger_balance lb WHERE ${visible("ledger_balance", "lb")}`,
	);
	return [...new Set([...rows.map((row) => row.year), fiscalYearOf(ctx.now)])].sort((a, b) => b - a);
}
