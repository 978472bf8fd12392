import { Prisma } from "~/platform/db/client.server";

/**
 * One row for each payment of the gifts asked for: what came, on which day in Japan, and what of it is kept after refunds
 * that left us and disputes that were lost. Check 22 says the same.
 * @param which  a condition on the gift `g`
 */
export const moneyOf = (which: Prisma.Sql): Prisma.Sql => Prisma.sql`
	SELECT g.id AS gift_id, g.donor_id, p.given_on AS day, a.amount_yen AS received_yen,
		greatest(a.amount_yen
			- coalesce((SELECT sum(r.amount_yen) FROM refund r WHERE r.payment_id = p.id
				AND (r.status = 'succeeded' OR (r.status = 'sent' AND r.refunded_on IS NOT NULL))), 0)
			- coalesce((SELECT sum(d.amount_yen) FROM dispute d WHERE d.payment_id = p.id AND d.status = 'lost'), 0), 0)::bigint AS kept_yen
	FROM gift g JOIN allocation a ON a.gift_id = g.id JOIN payment p ON p.id = a.payment_id
	WHERE ${which}`;
