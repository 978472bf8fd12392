import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { visibleWhere } from "../access/visible-where.server";
import { type FiscalYear, fiscalYearOf } from "../calendar/fiscal-year";
import { sumOf } from "../ledger/measure-sql.server";
import { type Yen, yen, ZERO_YEN } from "../money/yen";

const keptRow = z.object({ fundId: z.uuid(), keptYen: z.bigint().transform((value): Yen => yen(value)) });

/** Every fund the actor oversees, open ones first, with what it received this fiscal year less refunds. */
export async function listFunds(ctx: Ctx) {
	const fiscalYear = fiscalYearOf(ctx.now);
	const [funds, kept] = await Promise.all([
		ctx.db.fund.findMany({
			where: visibleWhere(ctx.ability, "oversee", "Fund"),
			include: {
				hub: { select: { abbreviation: true } },
				institution: { select: { nameJa: true, nameEn: true } },
			},
		}),
		keptByFund(ctx, fiscalYear),
	]);
	const order = (fund: (typeof funds)[number]) =>
		[fund.hub?.abbreviation ?? "", fund.status === "open" ? 0 : 1] as const;
	return {
		fiscalYear,
		funds: funds
			.map((fund) => ({ ...fund, keptYen: kept.get(fund.id) ?? ZERO_YEN }))
			.sort((a, b) => {
				const [hubA, closedA] = order(a);
				const [hubB, closedB] = order(b);
				return (
					hubA.localeCompare(hubB) || closedA - closedB || a.sortOrder - b.sortOrder || a.slug.localeCompare(b.slug)
				);
			}),
	};
}

/** By fund id, received less refunds and before fees: what public pages show as received. */
export async function keptByFund(ctx: Ctx, fiscalYear: FiscalYear): Promise<ReadonlyMap<string, Yen>> {
	const rows = await readRows(
		ctx,
		keptRow,
		(visible) => Prisma.sql`
		SELECT lb.fund_id::text AS "fundId", (${sumOf("lb", "gross")} - ${sumOf("lb", "refunded")})::bigint AS "keptYen"
		FROM ledger_balance lb
		WHERE lb.account = 'gift_income' AND lb.fiscal_year = ${fiscalYear} AND lb.fund_id IS NOT NULL AND ${visible("ledger_balance", "lb")}
		GROUP BY lb.fund_id`,
	);
	return new Map(rows.map((row) => [row.fundId, row.keptYen]));
}
