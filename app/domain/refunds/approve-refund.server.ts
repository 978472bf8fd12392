import { inSqlTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { alertStaff } from "../mails/alert-staff.server";
import { lockRefund } from "./lock-refund.server";

/**
 * The second person's yes: the refund is sent by a job, or by finance when the money came by bank.
 * @throws AppError forbidden, refund_not_found, refund_own (403: asked for by the same person), refund_decided (409)
 */
export async function approveRefund(ctx: Ctx, input: { refundId: string; note?: string }): Promise<void> {
	const { refundId, note = "" } = input;
	await authorize(ctx, "approve", { type: "Refund", id: refundId });
	await inSqlTransaction(ctx, async (tx) => {
		const refund = await lockRefund(tx, refundId);
		const approver = actorId(ctx.actor);
		if (refund.requestedBy === approver) {
			throw forbidden(`refund ${refundId} was asked for by the same person`, { personKey: "refund.own" });
		}
		if (refund.status !== "requested") {
			throw conflict("refund_decided", `refund ${refundId} is ${refund.status}`, { personKey: "refund.decided" });
		}
		await tx.$executeRaw`
			UPDATE refund SET status = 'approved', approved_by = ${approver}, approved_at = ${ctx.now}, decision_note = ${note},
				updated_at = ${ctx.now}
			WHERE id = ${refundId}::uuid`;
		const { institutionId, hubId } = refund;
		await audit(tx, ctx, {
			action: "refund.approved",
			subject: { type: "refund", id: refundId },
			institutionId,
			before: { status: refund.status },
			after: { status: "approved", amountYen: refund.amountYen.toString(), note },
		});
		if (refund.stripeAccountId) {
			await enqueue(tx, "sendRefund", { refundId }, { jobKey: `refund:${refundId}` });
			return;
		}
		await alertStaff(tx, ctx, {
			kind: "refund-alert",
			onceKey: `refund-transfer:${refundId}`,
			institutionId,
			hubId,
			refundId,
			params: { event: "transfer" },
			roles: ["finance"],
			notAtHub: true,
		});
	});
}
