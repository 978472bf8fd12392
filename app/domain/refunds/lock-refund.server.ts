import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import { CHANNELS, USES } from "../ledger/kinds";
import { REFUND_STATES } from "./refund.status";

const lockedSchema = z.object({
	id: z.uuid(),
	status: z.enum(REFUND_STATES as [string, ...string[]]).transform((value) => value as (typeof REFUND_STATES)[number]),
	amountYen: z.bigint(),
	stripeAccountId: z.string().nullable(),
	requestedBy: z.string().nullable(),
	sendingAt: z.date().nullable(),
	paymentId: z.uuid(),
	grossYen: z.bigint(),
	channel: z.enum(CHANNELS),
	givenOn: z.date(),
	giftId: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	fundId: z.uuid(),
	pledgeId: z.uuid().nullable(),
	use: z.enum(USES),
});
export type LockedRefund = z.output<typeof lockedSchema>;

/**
 * A refund with its gift, both locked until the transaction ends; the gift first, as everywhere.
 * @throws AppError refund_not_found
 */
export async function lockRefund(tx: SqlTx, refundId: string): Promise<LockedRefund> {
	await tx.$queryRaw`
		SELECT 1 FROM gift g WHERE g.id IN (
			SELECT a.gift_id FROM refund r JOIN allocation a ON a.payment_id = r.payment_id WHERE r.id = ${refundId}::uuid)
		ORDER BY g.id FOR UPDATE`;
	const [refund] = await queryRows(
		tx,
		lockedSchema,
		Prisma.sql`
		SELECT r.id, r.status, r.amount_yen AS "amountYen", r.stripe_account_id AS "stripeAccountId", r.requested_by AS "requestedBy",
			r.sending_at AS "sendingAt", p.id AS "paymentId", p.gross_yen AS "grossYen", p.channel, p.given_on AS "givenOn",
			g.id AS "giftId", g.institution_id AS "institutionId", g.hub_id AS "hubId", g.fund_id AS "fundId",
			g.pledge_id AS "pledgeId", f.use
		FROM refund r JOIN payment p ON p.id = r.payment_id JOIN allocation a ON a.payment_id = p.id
			JOIN gift g ON g.id = a.gift_id JOIN fund f ON f.id = g.fund_id
		WHERE r.id = ${refundId}::uuid ORDER BY a.id LIMIT 1
		FOR UPDATE OF r`,
	);
	if (!refund) throw notFound("refund", refundId);
	return refund;
}
