import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { inMeasure, sumOf } from "../ledger/measure-sql.server";
import { type Yen, yen } from "../money/yen";
import { EXPENSE_ITEMS } from "./expense-items";
import { listSpending, type SpendingRow } from "./list-spending.server";
import type { SpendingSource } from "./spending.schema";

const yenColumn = z.bigint().transform((value): Yen => yen(value));
const yearRow = z.object({
	fiscalYear: z.number(),
	grossYen: yenColumn,
	refundedYen: yenColumn,
	feeYen: yenColumn,
	overheadYen: yenColumn,
	/** to be spent: received less what was sent back, fees and the institution's own share */
	receivedYen: yenColumn,
	spentYen: yenColumn,
	/** million_yen when any part of what was received is only known in millions */
	precision: z.enum(["yen", "million_yen"]),
});
const itemRow = z.object({
	fiscalYear: z.number(),
	expenseItem: z.enum(EXPENSE_ITEMS),
	yen: yenColumn,
	count: z.bigint().transform(Number),
});

export type BalanceYear = z.output<typeof yearRow> & {
	/** at the end of the year, all years before it included; below zero what was advanced */
	leftYen: Yen;
};
export type BalanceItem = z.output<typeof itemRow>;
export type FundBalance = {
	receivedYen: Yen;
	spentYen: Yen;
	leftYen: Yen;
	precision: "yen" | "million_yen";
	/** oldest first */
	years: BalanceYear[];
	/** by fiscal year and 費目, newest year first */
	items: BalanceItem[];
	/** what it bought last */
	bought: SpendingRow[];
};

const BOUGHT = 10;

/**
 * What a fund's gifts or an award brought, what was spent, what is left and what it bought, from the ledger. Asks nothing of
 * the row itself: the caller has shown that the actor may see it.
 */
export async function getFundBalance(ctx: Ctx, source: SpendingSource): Promise<FundBalance> {
	await authorize(ctx, "read", "LedgerEntry");
	const [rows, items, { lines }] = await Promise.all([
		readRows(ctx, yearRow, (visible) => yearsSql(visible, source)),
		readRows(
			ctx,
			itemRow,
			(visible) => Prisma.sql`
			SELECT s.fiscal_year AS "fiscalYear", s.expense_item AS "expenseItem", sum(s.amount_yen)::bigint AS yen, count(*) AS count
			FROM spending_line s
			WHERE ${visible("spending_line", "s")} AND s.voided_at IS NULL AND ${sameSource("s", source)}
			GROUP BY 1, 2 ORDER BY 1 DESC, 2`,
		),
		listSpending(ctx, { ...source, limit: BOUGHT }),
	]);
	let left = 0n;
	const years = rows.map((year) => {
		left += year.receivedYen - year.spentYen;
		return { ...year, leftYen: yen(left) };
	});
	const sum = (key: "receivedYen" | "spentYen") => yen(years.reduce((total, year) => total + year[key], 0n));
	return {
		receivedYen: sum("receivedYen"),
		spentYen: sum("spentYen"),
		leftYen: yen(left),
		precision: years.some((year) => year.precision === "million_yen") ? "million_yen" : "yen",
		years,
		items,
		bought: lines,
	};
}

function sameSource(alias: "lb" | "le" | "s", { fundId, externalFundId }: SpendingSource): Prisma.Sql {
	const a = Prisma.raw(alias);
	return fundId === undefined
		? Prisma.sql`${a}.external_fund_id = ${externalFundId}::uuid`
		: Prisma.sql`${a}.fund_id = ${fundId}::uuid`;
}

/** A fund's gifts are summed in the rollup; it knows no single award, so an award's few lines are summed themselves. */
function yearsSql(visible: Visible, source: SpendingSource): Prisma.Sql {
	if (source.fundId !== undefined) {
		return yearSums("lb", Prisma.sql`ledger_balance lb WHERE ${visible("ledger_balance", "lb")}`, source);
	}
	return yearSums("le", Prisma.sql`ledger_entry le WHERE ${visible("ledger_entry_of_hub", "le")}`, source);
}

function yearSums(alias: "lb" | "le", from: Prisma.Sql, source: SpendingSource): Prisma.Sql {
	const a = Prisma.raw(alias);
	return Prisma.sql`
		SELECT ${a}.fiscal_year AS "fiscalYear", ${sumOf(alias, "gross")} AS "grossYen", ${sumOf(alias, "refunded")} AS "refundedYen",
			${sumOf(alias, "fee")} AS "feeYen", ${sumOf(alias, "overhead")} AS "overheadYen",
			${sumOf(alias, "net")} - ${sumOf(alias, "overhead")} AS "receivedYen", ${sumOf(alias, "spent")} AS "spentYen",
			CASE WHEN bool_or(${a}."precision" = 'million_yen' AND ${inMeasure(alias, "net")}) THEN 'million_yen' ELSE 'yen' END AS "precision"
		FROM ${from} AND ${sameSource(alias, source)}
		GROUP BY 1 ORDER BY 1`;
}
