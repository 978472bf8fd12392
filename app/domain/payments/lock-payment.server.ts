import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { CHANNELS, USES } from "../ledger/kinds";

const lockedSchema = z.object({
	paymentId: z.uuid(),
	stripeAccountId: z.string(),
	grossYen: z.bigint(),
	channel: z.enum(CHANNELS),
	giftId: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	fundId: z.uuid(),
	pledgeId: z.uuid().nullable(),
	use: z.enum(USES),
});
export type LockedPayment = z.output<typeof lockedSchema>;

/**
 * The payment of a charge with the gift it was for, the gift locked until the transaction ends.
 * @returns null when this account has no such payment, or not yet
 */
export async function lockPayment(
	tx: SqlTx,
	charge: { stripeAccountId: string; chargeId: string },
): Promise<LockedPayment | null> {
	const rows = await queryRows(
		tx,
		lockedSchema,
		Prisma.sql`
		SELECT p.id AS "paymentId", p.stripe_account_id AS "stripeAccountId", p.gross_yen AS "grossYen", p.channel,
			g.id AS "giftId", g.institution_id AS "institutionId", g.hub_id AS "hubId", g.fund_id AS "fundId",
			g.pledge_id AS "pledgeId", f.use
		FROM payment p JOIN allocation a ON a.payment_id = p.id JOIN gift g ON g.id = a.gift_id JOIN fund f ON f.id = g.fund_id
		WHERE p.stripe_account_id = ${charge.stripeAccountId} AND p.charge_id = ${charge.chargeId}
		ORDER BY a.id LIMIT 1
		FOR UPDATE OF g`,
	);
	return rows[0] ?? null;
}
