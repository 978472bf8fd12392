import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";

const giftSchema = z.object({
	giftId: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	approvalYen: z.bigint(),
	/** of this gift, asked for by people and let pass without a second one */
	unapprovedYen: z.bigint(),
});

const paymentSchema = z.object({
	paymentId: z.uuid(),
	/** null for money of the institution's own bank */
	stripeAccountId: z.string().nullable(),
	/** of the payment, less refunds that are under way or done */
	leftYen: z.bigint(),
	/** the donor's bank has the money back, or has asked for it */
	disputed: z.boolean(),
});
export type RefundablePayment = z.output<typeof paymentSchema>;
export type RefundableGift = z.output<typeof giftSchema> & { payments: RefundablePayment[] };

/**
 * A gift, locked until the transaction ends, with what can still be sent back of each of its payments, newest first.
 * An inquiry (`warning_…`) is no dispute yet: a refund is what settles it.
 * @throws AppError gift_not_found
 */
export async function lockRefundable(tx: SqlTx, giftId: string): Promise<RefundableGift> {
	const [gift] = await queryRows(
		tx,
		giftSchema,
		Prisma.sql`
		SELECT g.id AS "giftId", g.institution_id AS "institutionId", g.hub_id AS "hubId", p.refund_approval_yen AS "approvalYen",
			coalesce((SELECT sum(r.amount_yen) FROM allocation a JOIN refund r ON r.payment_id = a.payment_id
				WHERE a.gift_id = g.id AND r.requested_by IS NOT NULL AND r.approved_by IS NULL
					AND r.status NOT IN ('failed', 'refused')), 0)::bigint AS "unapprovedYen"
		FROM gift g JOIN giving_policy p ON p.institution_id = g.institution_id
		WHERE g.id = ${giftId}::uuid FOR UPDATE OF g`,
	);
	if (!gift) throw notFound("gift", giftId);
	// Read after the lock: what another request has just asked for is counted.
	const payments = await queryRows(
		tx,
		paymentSchema,
		Prisma.sql`
		SELECT p.id AS "paymentId", p.stripe_account_id AS "stripeAccountId",
			greatest(a.amount_yen - coalesce((SELECT sum(r.amount_yen) FROM refund r
				WHERE r.payment_id = p.id AND r.status NOT IN ('failed', 'refused')), 0), 0)::bigint AS "leftYen",
			EXISTS (SELECT 1 FROM dispute d WHERE d.payment_id = p.id AND d.status <> 'won' AND d.stripe_status NOT LIKE 'warning\\_%') AS "disputed"
		FROM allocation a JOIN payment p ON p.id = a.payment_id
		WHERE a.gift_id = ${giftId}::uuid
		ORDER BY p.charged_at DESC, p.id DESC`,
	);
	return { ...gift, payments };
}
