import { z } from "zod";
import { Prisma } from "~/platform/db/client.server.ts";
import { readPublicFigures } from "../access/read-rows.server.ts";
import type { FiscalYear } from "../calendar/fiscal-year.ts";
import { inMeasure, sumOf } from "../ledger/measure-sql.server.ts";
import { type Yen, yen, ZERO_YEN } from "../money/yen.ts";

/** Gifts of one fiscal year, from the ledger. What public pages show as received is `keptYen`, before fees. */
export interface GiftTotals {
	grossYen: Yen;
	refundedYen: Yen;
	/** received less refunds */
	keptYen: Yen;
	/** payments that arrived, refunded ones among them */
	giftCount: number;
}

export const NO_GIFTS: GiftTotals = { grossYen: ZERO_YEN, refundedYen: ZERO_YEN, keptYen: ZERO_YEN, giftCount: 0 };

const yenColumn = z.bigint().transform((value): Yen => yen(value));

const totalsRow = z.object({
	is_programme: z.boolean(),
	hub_id: z.string().nullable(),
	gross_yen: yenColumn,
	refunded_yen: yenColumn,
	kept_yen: yenColumn,
	gift_count: z.bigint().transform(Number),
});

export interface GiftTotalsByHub {
	/** by hub id */
	byHub: ReadonlyMap<string, GiftTotals>;
	/** every hub and the programme's own funds */
	programme: GiftTotals;
}

/** One statement over the rollup, whatever the number of gifts. A failed refund is a gift again. */
export async function giftTotalsByHub(fiscalYear: FiscalYear): Promise<GiftTotalsByHub> {
	const rows = await readPublicFigures(
		totalsRow,
		"sums of gifts by hub and year are published on every hub's page",
		Prisma.sql`
			SELECT (grouping(lb.hub_id) = 1) AS is_programme, lb.hub_id::text AS hub_id,
				${sumOf("lb", "gross")} AS gross_yen, ${sumOf("lb", "refunded")} AS refunded_yen,
				(${sumOf("lb", "gross")} - ${sumOf("lb", "refunded")})::bigint AS kept_yen,
				coalesce(sum(lb.entry_count) FILTER (WHERE ${inMeasure("lb", "gross")}), 0)::bigint AS gift_count
			FROM ledger_balance lb
			WHERE lb.account = 'gift_income' AND lb.fiscal_year = ${fiscalYear}
			GROUP BY GROUPING SETS ((lb.hub_id), ())`,
	);
	const byHub = new Map(rows.flatMap((row) => (row.hub_id === null ? [] : [[row.hub_id, totalsOf(row)] as const])));
	const all = rows.find((row) => row.is_programme);
	return { byHub, programme: all ? totalsOf(all) : NO_GIFTS };
}

function totalsOf(row: z.output<typeof totalsRow>): GiftTotals {
	const { gross_yen: grossYen, refunded_yen: refundedYen, kept_yen: keptYen, gift_count: giftCount } = row;
	return { grossYen, refundedYen, keptYen, giftCount };
}
