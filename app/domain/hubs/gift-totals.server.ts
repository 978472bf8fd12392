import { z } from "zod";
import { Prisma } from "~/platform/db/client.server.ts";
import { readPublicFigures } from "../access/read-rows.server.ts";
import type { FiscalYear } from "../calendar/fiscal-year.ts";
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

const totalsRow = z.object({
	hub_id: z.string().nullable(),
	gross_yen: z.bigint(),
	refunded_yen: z.bigint(),
	gift_count: z.bigint(),
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
			SELECT hub_id::text AS hub_id,
				coalesce(-sum(amount_yen) FILTER (WHERE kind = 'gift_received'), 0)::bigint AS gross_yen,
				coalesce(sum(amount_yen) FILTER (WHERE kind IN ('gift_refunded', 'gift_refund_failed')), 0)::bigint AS refunded_yen,
				coalesce(sum(entry_count) FILTER (WHERE kind = 'gift_received'), 0)::bigint AS gift_count
			FROM ledger_balance
			WHERE account = 'gift_income' AND fiscal_year = ${fiscalYear}
			GROUP BY hub_id`,
	);
	const byHub = new Map<string, GiftTotals>();
	let programme = NO_GIFTS;
	for (const row of rows) {
		const totals = totalsOf(row.gross_yen, row.refunded_yen, Number(row.gift_count));
		programme = totalsOf(
			programme.grossYen + totals.grossYen,
			programme.refundedYen + totals.refundedYen,
			programme.giftCount + totals.giftCount,
		);
		if (row.hub_id !== null) byHub.set(row.hub_id, totals);
	}
	return { byHub, programme };
}

function totalsOf(gross: bigint, refunded: bigint, giftCount: number): GiftTotals {
	return { grossYen: yen(gross), refundedYen: yen(refunded), keptYen: yen(gross - refunded), giftCount };
}
