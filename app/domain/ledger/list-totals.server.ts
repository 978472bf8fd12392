import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { type Yen, yen } from "../money/yen";
import { CATEGORIES } from "./kinds";
import { inMeasure, measuredAccounts, sumOf } from "./measure-sql.server";

const yenColumn = z.bigint().transform((value): Yen => yen(value));

const totalRow = z.object({
	fiscalYear: z.number(),
	/** null: a programme fund */
	hubId: z.uuid().nullable(),
	hub: z.string().nullable(),
	institutionId: z.uuid(),
	institution: z.string(),
	category: z.enum(CATEGORIES),
	grossYen: yenColumn,
	refundedYen: yenColumn,
	feeYen: yenColumn,
	overheadYen: yenColumn,
	netYen: yenColumn,
	/** lines of money received */
	count: z.bigint().transform(Number),
	/** million_yen when any part of it was only known in millions */
	precision: z.enum(["yen", "million_yen"]),
});

export type TotalRow = z.output<typeof totalRow>;
export type TotalsFilter = { fiscalYear?: number; hubId?: string };

/**
 * Money by fiscal year, hub, institution and category: the one place totals come from. Pages, files and the API show
 * these rows; each figure is one SUM over the ledger's rollup.
 * @returns rows the actor may see, by year (newest first), hub, institution, category
 */
export async function listTotals(ctx: Ctx, filter: TotalsFilter = {}): Promise<TotalRow[]> {
	await authorize(ctx, "read", "LedgerBalance");
	const { fiscalYear, hubId } = filter;
	return readRows(
		ctx,
		totalRow,
		(visible) => Prisma.sql`
		SELECT lb.fiscal_year AS "fiscalYear", h.id AS "hubId", h.slug AS "hub",
			i.id AS "institutionId", i.slug AS "institution", lb.category,
			${sumOf("lb", "gross")} AS "grossYen",
			${sumOf("lb", "refunded")} AS "refundedYen",
			${sumOf("lb", "fee")} AS "feeYen",
			${sumOf("lb", "overhead")} AS "overheadYen",
			${sumOf("lb", "net")} AS "netYen",
			coalesce(sum(lb.entry_count) FILTER (WHERE ${inMeasure("lb", "gross")}), 0)::bigint AS "count",
			CASE WHEN bool_or(lb."precision" = 'million_yen') THEN 'million_yen' ELSE 'yen' END AS "precision"
		FROM ledger_balance lb
		JOIN institution i ON i.id = lb.institution_id
		LEFT JOIN hub h ON h.id = lb.hub_id
		WHERE ${visible("ledger_balance", "lb")} AND lb.account IN (${measuredAccounts()})
			${fiscalYear === undefined ? Prisma.empty : Prisma.sql`AND lb.fiscal_year = ${fiscalYear}`}
			${hubId === undefined ? Prisma.empty : Prisma.sql`AND lb.hub_id = ${hubId}::uuid`}
		GROUP BY lb.fiscal_year, h.id, h.slug, i.id, i.slug, lb.category
		ORDER BY lb.fiscal_year DESC, h.slug NULLS LAST, i.slug, lb.category`,
	);
}
