import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type Tx } from "~/platform/db/transaction.server";

const blockersRow = z.object({
	/** still charged: stop them first */
	plans: z.number(),
	/** a voucher or a transfer may still be paid, and would have nobody to thank */
	awaiting: z.number(),
	/** money on its way back, whose outcome the donor is told */
	refunds: z.number(),
	/** a bank may still ask who gave */
	disputes: z.number(),
	applications: z.number(),
	/** promised and still open: taken back, paid or written off first */
	pledges: z.number(),
});
export type ErasureBlockers = z.output<typeof blockersRow>;

/** What must end before a donor can be forgotten, counted. */
export function listErasureBlockers(tx: Tx, donorId: string): Promise<ErasureBlockers> {
	return queryRow(
		tx,
		blockersRow,
		Prisma.sql`
		WITH own AS (SELECT id, payment_status FROM gift WHERE donor_id = ${donorId}::uuid),
		paid AS (SELECT DISTINCT a.payment_id AS id FROM allocation a JOIN own ON own.id = a.gift_id)
		SELECT (SELECT count(*) FROM recurring_plan p WHERE p.donor_id = ${donorId}::uuid AND p.status <> 'cancelled')::int AS "plans",
			(SELECT count(*) FROM own WHERE payment_status IN ('awaiting_payment', 'partly_paid'))::int AS "awaiting",
			(SELECT count(*) FROM refund r JOIN paid ON paid.id = r.payment_id WHERE r.status IN ('requested', 'approved', 'sent'))::int AS "refunds",
			(SELECT count(*) FROM dispute d JOIN paid ON paid.id = d.payment_id WHERE d.status = 'open')::int AS "disputes",
			(SELECT count(*) FROM application ap JOIN own ON own.id = ap.gift_id
				WHERE ap.status IN ('applied', 'under_review') OR (ap.status = 'accepted' AND own.payment_status <> 'received'))::int AS "applications",
			(SELECT count(*) FROM pledge pl WHERE pl.donor_id = ${donorId}::uuid AND pl.status IN ('draft', 'active'))::int AS "pledges"`,
	);
}

export function isBlocked(blockers: ErasureBlockers): boolean {
	return Object.values(blockers).some((count) => count > 0);
}
