import { inSqlTransaction, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { alertStaff } from "../mails/alert-staff.server";
import { lockRefund } from "./lock-refund.server";
import { noteSchema } from "./refund.schema";

/**
 * The second person's no, or the withdrawal by who asked: also of an approved one that nobody has sent yet.
 * @throws AppError forbidden, refund_not_found, refund_invalid (no reason), refund_decided (409)
 */
export async function refuseRefund(ctx: Ctx, input: { refundId: string; note: string }): Promise<void> {
	const { refundId } = input;
	await authorize(ctx, "read", { type: "Refund", id: refundId });
	const note = noteSchema.safeParse(input.note);
	if (!note.success) throw invalid("refund_invalid", "a refusal has a reason", { personKey: "refund.invalid" });
	const who = actorId(ctx.actor);
	const own = await ctx.db.refund.count({ where: { id: refundId, requestedBy: who } });
	if (own === 0) await authorize(ctx, "approve", { type: "Refund", id: refundId });
	await inSqlTransaction(ctx, async (tx) => {
		const refund = await lockRefund(tx, refundId);
		const unsent = refund.status === "approved" && refund.sendingAt === null;
		if (refund.status !== "requested" && !unsent) {
			throw conflict("refund_decided", `refund ${refundId} is ${refund.status}`, { personKey: "refund.decided" });
		}
		await tx.$executeRaw`
			UPDATE refund SET status = 'refused', approved_by = ${who}, approved_at = ${ctx.now}, decision_note = ${note.data},
				updated_at = ${ctx.now}
			WHERE id = ${refundId}::uuid`;
		await reopenWarnings(tx, refund.paymentId);
		const { institutionId, hubId } = refund;
		await audit(tx, ctx, {
			action: "refund.refused",
			subject: { type: "refund", id: refundId },
			institutionId,
			before: { status: refund.status },
			after: { status: "refused", note: note.data },
		});
		if (refund.requestedBy === who) return;
		await alertStaff(tx, ctx, {
			kind: "refund-alert",
			onceKey: `refund-refused:${refundId}`,
			institutionId,
			hubId,
			refundId,
			params: { event: "refused" },
			roles: ["finance"],
			notAtHub: true,
			alsoUserId: refund.requestedBy,
			exceptUserId: who,
		});
	});
}

/** A warning answered by a refund that comes to nothing waits for an answer again. */
export async function reopenWarnings(tx: SqlTx, paymentId: string): Promise<void> {
	await tx.$executeRaw`
		UPDATE fraud_warning SET status = 'open', decided_by = NULL, decided_at = NULL
		WHERE payment_id = ${paymentId}::uuid AND status = 'refunded'`;
}
