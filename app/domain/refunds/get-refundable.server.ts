import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";

const leftRow = z.object({
	leftYen: z.bigint(),
	disputed: z.boolean(),
	approvalYen: z.bigint(),
	channel: z.string(),
	byBank: z.boolean(),
	receiptIssued: z.boolean(),
});
export type Refundable = z.output<typeof leftRow>;

/**
 * What of a gift can still be refunded, for the form; requestRefund reckons it again under its lock.
 * @throws AppError forbidden, gift_not_found
 */
export async function getRefundable(ctx: Ctx, giftId: string): Promise<Refundable> {
	await authorize(ctx, "refund", { type: "Gift", id: giftId });
	const [row] = await readRows(
		ctx,
		leftRow,
		(visible) => Prisma.sql`
		SELECT coalesce(sum(one.left_yen) FILTER (WHERE NOT one.disputed), 0)::bigint AS "leftYen",
			coalesce(bool_or(one.disputed), false) AS "disputed", p.refund_approval_yen AS "approvalYen", g.channel,
			coalesce(bool_or(one.by_bank), false) AS "byBank",
			EXISTS (SELECT 1 FROM receipt_gift rg JOIN receipt rc ON rc.id = rg.receipt_id
				WHERE rg.gift_id = g.id AND rg.active AND rc.status = 'issued') AS "receiptIssued"
		FROM gift g
		JOIN giving_policy p ON p.institution_id = g.institution_id
		LEFT JOIN LATERAL (
			SELECT greatest(a.amount_yen - coalesce((SELECT sum(r.amount_yen) FROM refund r
					WHERE r.payment_id = a.payment_id AND r.status NOT IN ('failed', 'refused')), 0), 0) AS left_yen,
				EXISTS (SELECT 1 FROM dispute d WHERE d.payment_id = a.payment_id AND d.status <> 'won'
					AND d.stripe_status NOT LIKE 'warning\\_%') AS disputed,
				(pay.stripe_account_id IS NULL) AS by_bank
			FROM allocation a JOIN payment pay ON pay.id = a.payment_id WHERE a.gift_id = g.id
		) one ON true
		WHERE g.id = ${giftId}::uuid AND ${visible("gift", "g")}
		GROUP BY g.id, p.refund_approval_yen`,
	);
	if (!row) throw new Error(`gift ${giftId} may be refunded and is not seen`);
	return row;
}
