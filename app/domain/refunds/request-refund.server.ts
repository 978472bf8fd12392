import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRow, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { alertStaff } from "../mails/alert-staff.server";
import { lockRefundable, type RefundableGift, type RefundablePayment } from "./lock-refundable.server";
import { noteSchema, type RefundReason } from "./refund.schema";

export type RequestedRefund = {
	/** the first of them */
	refundId: string;
	/** one for each payment it takes money from: nearly always one */
	refunds: { refundId: string; amountYen: bigint }[];
	/** waits for a second person */
	waits: boolean;
};

/**
 * Asks for a gift's money to go back, wholly or in part. Up to the institution's limit it is approved at once and a job sends
 * it; above, a second person decides. What one gift had sent back without a second person counts together, so that a
 * large refund is not many small ones.
 * A gift paid more than once is refunded from the newest payment that has enough, or from several.
 * @param input.amountYen  above 0; at most what is left of the gift's payments, less refunds under way
 * @param input.note  why, in the words of who asks
 * @param input.paymentId  this payment of the gift only
 * @throws AppError forbidden, gift_not_found, refund_invalid, refund_not_received, refund_charge_disputed, refund_too_much
 */
export async function requestRefund(
	ctx: Ctx,
	input: { giftId: string; amountYen: bigint; note: string; reason?: RefundReason; paymentId?: string },
): Promise<RequestedRefund> {
	const { giftId, amountYen } = input;
	await authorize(ctx, "refund", { type: "Gift", id: giftId });
	const note = noteSchema.safeParse(input.note);
	if (amountYen <= 0n || !note.success) {
		throw invalid("refund_invalid", `refund of ${amountYen} yen of gift ${giftId}`, { personKey: "refund.invalid" });
	}
	return inSqlTransaction(ctx, async (tx) => {
		const locked = await lockRefundable(tx, giftId);
		const { paymentId } = input;
		const payments = locked.payments.filter((one) => paymentId === undefined || one.paymentId === paymentId);
		const gift = { ...locked, payments };
		const parts = partsOf(gift, amountYen);
		const waits = amountYen + gift.unapprovedYen > gift.approvalYen;
		const refunds: RequestedRefund["refunds"] = [];
		for (const part of parts) {
			const reason = input.reason ?? "requested_by_customer";
			const refundId = await writeRefund(tx, ctx, gift, { ...part, waits, note: note.data, reason });
			refunds.push({ refundId, amountYen: part.amountYen });
		}
		return { refundId: refunds[0]?.refundId ?? "", refunds, waits };
	});
}

type Part = { payment: RefundablePayment; amountYen: bigint };

function partsOf(gift: RefundableGift, amountYen: bigint): Part[] {
	const { giftId, payments } = gift;
	if (payments.length === 0) {
		throw conflict("refund_not_received", `gift ${giftId} has no payment`, { personKey: "refund.notReceived" });
	}
	const open = payments.filter((payment) => !payment.disputed && payment.leftYen > 0n);
	const leftYen = open.reduce((sum, payment) => sum + payment.leftYen, 0n);
	if (amountYen > leftYen) {
		if (payments.some((payment) => payment.disputed)) {
			throw conflict("refund_charge_disputed", `gift ${giftId} has a disputed payment`, {
				personKey: "refund.disputed",
			});
		}
		throw conflict("refund_too_much", `${amountYen} yen of gift ${giftId}, ${leftYen} left`, {
			personKey: "refund.tooMuch",
			params: { left: Number(leftYen) },
		});
	}
	const enough = open.find((payment) => payment.leftYen >= amountYen);
	if (enough) return [{ payment: enough, amountYen }];
	const parts: Part[] = [];
	let missingYen = amountYen;
	for (const payment of open) {
		if (missingYen === 0n) break;
		const partYen = payment.leftYen < missingYen ? payment.leftYen : missingYen;
		parts.push({ payment, amountYen: partYen });
		missingYen -= partYen;
	}
	return parts;
}

type NewRefund = Part & { waits: boolean; note: string; reason: RefundReason };

async function writeRefund(tx: SqlTx, ctx: Ctx, gift: RefundableGift, refund: NewRefund): Promise<string> {
	const { payment, amountYen, waits, note, reason } = refund;
	const { institutionId, hubId, giftId } = gift;
	const asker = actorId(ctx.actor) ?? ctx.actor.kind;
	const status = waits ? "requested" : "approved";
	const { id } = await queryRow(
		tx,
		z.object({ id: z.uuid() }),
		Prisma.sql`
		INSERT INTO refund (id, payment_id, stripe_account_id, amount_yen, status, reason, note, requested_by, requested_at, approved_at,
			created_at, updated_at)
		VALUES (gen_random_uuid(), ${payment.paymentId}::uuid, ${payment.stripeAccountId}, ${amountYen}, ${status}, ${reason}, ${note},
			${asker}, ${ctx.now}, ${waits ? null : ctx.now}, ${ctx.now}, ${ctx.now})
		RETURNING id`,
	);
	await audit(tx, ctx, {
		action: "refund.requested",
		subject: { type: "refund", id },
		institutionId,
		after: { giftId, amountYen: amountYen.toString(), status, note },
	});
	if (!waits && payment.stripeAccountId) await enqueue(tx, "sendRefund", { refundId: id }, { jobKey: `refund:${id}` });
	// Money of the bank is sent by finance itself, so that it learns of it either way.
	if (waits || !payment.stripeAccountId) {
		await alertStaff(tx, ctx, {
			kind: "refund-alert",
			onceKey: `refund-${waits ? "waits" : "transfer"}:${id}`,
			institutionId,
			hubId,
			refundId: id,
			params: { event: waits ? "waits" : "transfer" },
			roles: ["finance", "admin"],
			notAtHub: true,
			exceptUserId: asker,
		});
	}
	return id;
}
