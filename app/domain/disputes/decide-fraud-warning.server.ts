import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRow } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { lockRefundable } from "../refunds/lock-refundable.server";
import { noteSchema } from "../refunds/refund.schema";
import { requestRefund } from "../refunds/request-refund.server";

const giftSchema = z.object({ giftId: z.uuid(), paymentId: z.uuid(), institutionId: z.uuid() });

/**
 * Answers an early fraud warning: the payment goes back at once, before it is disputed, or is kept for a reason.
 * @throws AppError forbidden, fraudwarning_not_found, fraud_warning_decided (409), and what requestRefund refuses
 */
export async function decideFraudWarning(
	ctx: Ctx,
	input: { warningId: string; decision: "refund" | "keep"; note: string },
): Promise<{ refundId: string | null }> {
	const { warningId, decision } = input;
	await authorize(ctx, "decide", { type: "FraudWarning", id: warningId });
	const note = noteSchema.safeParse(input.note);
	if (!note.success) throw invalid("refund_invalid", "a decision has a reason", { personKey: "refund.invalid" });
	return inSqlTransaction(ctx, async (tx) => {
		const { giftId, paymentId, institutionId } = await queryRow(
			tx,
			giftSchema,
			Prisma.sql`
			SELECT a.gift_id AS "giftId", w.payment_id AS "paymentId", p.institution_id AS "institutionId"
			FROM fraud_warning w JOIN payment p ON p.id = w.payment_id JOIN allocation a ON a.payment_id = p.id
			WHERE w.id = ${warningId}::uuid ORDER BY a.id LIMIT 1`,
		);
		const gift = await lockRefundable(tx, giftId);
		const status = decision === "refund" ? "refunded" : "kept";
		const decided = await tx.$executeRaw`
			UPDATE fraud_warning SET status = ${status}, decided_by = ${actorId(ctx.actor)}, decided_at = ${ctx.now}, note = ${note.data}
			WHERE id = ${warningId}::uuid AND status = 'open'`;
		if (decided === 0) {
			throw conflict("fraud_warning_decided", `warning ${warningId} is decided`, { personKey: "refund.decided" });
		}
		const amountYen = gift.payments.find((one) => one.paymentId === paymentId)?.leftYen ?? 0n;
		const refund =
			decision === "refund" && amountYen > 0n
				? await requestRefund(ctx, { giftId, paymentId, amountYen, note: note.data, reason: "fraudulent" })
				: null;
		await audit(tx, ctx, {
			action: `fraud_warning.${status}`,
			subject: { type: "fraud_warning", id: warningId },
			institutionId,
			before: { status: "open" },
			after: { status, note: note.data, refundId: refund?.refundId ?? null },
		});
		return { refundId: refund?.refundId ?? null };
	});
}
