import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import type { DonorCtx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { sumOf } from "../ledger/measure-sql.server";
import { OWN_GIFT_ROWS, type OwnGift, ownGift } from "./own-gift";

const OWN_GIFTS_PER_PAGE = 20;

/** Nothing was given: tries that came to nothing are in the download, not in the list. */
const CAME_TO_NOTHING = ["pending", "failed", "expired", "cancelled"];

/**
 * The donor's gifts to every institution and hub, newest first.
 * @param input.cursor  id of the last gift of the page before
 */
export async function listOwnGifts(
	ctx: DonorCtx,
	input: { cursor?: string },
): Promise<{ gifts: OwnGift[]; nextCursor: string | null }> {
	const rows = await ctx.db.gift.findMany({
		where: {
			donorId: { in: ctx.actor.donorIds },
			OR: [{ paymentStatus: { notIn: CAME_TO_NOTHING } }, { application: { isNot: null } }],
			...(input.cursor === undefined ? {} : { id: { lt: input.cursor } }),
		},
		include: OWN_GIFT_ROWS,
		orderBy: { id: "desc" },
		take: OWN_GIFTS_PER_PAGE + 1,
	});
	const page = rows.slice(0, OWN_GIFTS_PER_PAGE);
	return {
		gifts: page.map((gift) => ownGift(gift, ctx.lang)),
		nextCursor: rows.length > OWN_GIFTS_PER_PAGE ? (page.at(-1)?.id ?? null) : null,
	};
}

const yearRow = z.object({ taxYear: z.number(), grossYen: z.bigint(), refundedYen: z.bigint(), count: z.number() });

/**
 * What the donor gave in each calendar year, by the ledger's own rule: gross and refunded are sums of its lines, each on
 * the day it was booked for (a refund counts in the year of its own day). Each of the few causes is looked up by index
 * (OFFSET 0 keeps it so): a join could read the whole ledger instead.
 */
export function listOwnYears(ctx: DonorCtx): Promise<z.output<typeof yearRow>[]> {
	return readRows(
		ctx,
		yearRow,
		(visible) => Prisma.sql`
		WITH paid AS (
			SELECT DISTINCT a.payment_id AS id FROM allocation a JOIN gift g ON g.id = a.gift_id WHERE ${visible("gift", "g")}
		), causes AS (
			SELECT 'payment' AS type, id::text AS id FROM paid
			UNION ALL SELECT 'refund', r.id::text FROM refund r JOIN paid ON paid.id = r.payment_id
			UNION ALL SELECT 'dispute', d.id::text FROM dispute d JOIN paid ON paid.id = d.payment_id
		)
		SELECT extract(year FROM e.occurred_on)::int AS "taxYear", ${sumOf("e", "gross")} AS "grossYen",
			${sumOf("e", "refunded")} AS "refundedYen", (count(DISTINCT c.id) FILTER (WHERE c.type = 'payment'))::int AS "count"
		FROM causes c
		CROSS JOIN LATERAL (
			SELECT le.account, le.kind, le.category, le.amount_yen, le.occurred_on
			FROM ledger_transaction lt JOIN ledger_entry le ON le.transaction_id = lt.id
			WHERE lt.cause_type = c.type AND lt.cause_id = c.id AND le.account = 'gift_income'
			OFFSET 0
		) e
		GROUP BY 1 ORDER BY 1 DESC`,
	);
}
