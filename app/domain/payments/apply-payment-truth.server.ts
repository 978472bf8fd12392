import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, type SqlTx } from "~/platform/db/transaction.server";
import { AppError } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit, auditSql } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { tallyLater } from "../campaigns/tally-later.server";
import { type GiftPaymentState, giftPayment } from "../gifts/gift-payment.status";
import { postEntries } from "../ledger/post-entries.server";
import type { GiftMailKind } from "../mails/gift-mail-kinds";
import { giftMailSql, requestGiftMail } from "../mails/request-gift-mail.server";
import { settlePledgeLater } from "../pledges/settle-pledge-later.server";
import { bookRefunds } from "../refunds/book-refunds.server";
import { tellOfRefund } from "../refunds/tell-of-refund.server";
import { bookCharge } from "./book-charge.server";
import { type CheckoutAttemptState, checkoutAttempt } from "./checkout-attempt.status";
import { type LockedGift, lockGift } from "./lock-gift.server";
import type { ChargeTruth, PaymentTruth } from "./payment-truth";

const TARGETS: Record<PaymentTruth["state"], { gift: GiftPaymentState | null; attempt: CheckoutAttemptState | null }> =
	{
		confirming: { gift: null, attempt: null },
		awaiting_konbini: { gift: "awaiting_payment", attempt: "awaiting_payment" },
		awaiting_transfer: { gift: "awaiting_payment", attempt: "awaiting_payment" },
		partly_paid: { gift: "partly_paid", attempt: "awaiting_payment" },
		declined: { gift: "failed", attempt: "declined" },
		expired: { gift: "expired", attempt: "expired" },
		paid: { gift: "received", attempt: "completed" },
	};

/**
 * Brings our rows to what Stripe says of one payment intent, in one transaction: states, payment, allocation, refunds,
 * ledger, mirror, mails. Doing it again changes nothing, so events may come twice and in any order.
 * @returns whether the payment is one of ours
 * @throws AppError payment_not_yen, payment_amount_differs
 */
export async function applyPaymentTruth(
	ctx: Ctx,
	stripeAccountId: string,
	truth: PaymentTruth,
): Promise<"applied" | "not_ours"> {
	const attemptId = truth.attemptId;
	if (attemptId === null || !isUuid(attemptId)) return "not_ours";
	return inSqlTransaction(ctx, async (tx) => {
		const gift = await lockGift(tx, { stripeAccountId, attemptId });
		if (!gift) return "not_ours";
		await bringToTruth(tx, ctx, gift, truth);
		return "applied";
	});
}

/**
 * The same for a gift the caller has locked, in the caller's transaction.
 * @throws AppError payment_not_yen, payment_amount_differs
 */
export async function bringToTruth(tx: SqlTx, ctx: Ctx, gift: LockedGift, truth: PaymentTruth): Promise<void> {
	assertAmount(gift, truth);
	if (truth.charge) await bookMoney(tx, ctx, gift, truth, truth.charge);
	else await moveUnpaid(tx, ctx, gift, truth);
}

async function bookMoney(
	tx: SqlTx,
	ctx: Ctx,
	gift: LockedGift,
	truth: PaymentTruth,
	charge: ChargeTruth,
): Promise<void> {
	const booked = await bookCharge(tx, gift, charge, truth.paymentIntentId, ctx.now);
	const refunded = await bookRefunds(tx, gift, charge, booked.paymentId, ctx.now);
	await postEntries(tx, [...booked.postings, ...refunded.postings]);
	const settledOn = charge.balanceTransaction ? jstDayString(charge.balanceTransaction.availableOn) : null;
	const alreadyReceived = gift.paymentStatus === "received";
	if (!alreadyReceived) giftPayment.assertMove(gift.paymentStatus, "received");
	const { giftId, institutionId } = gift;
	const kind: GiftMailKind = gift.recurringPlanId !== null && gift.attempt === null ? "plan-renewed" : "gift-thanks";
	const news = booked.isNew
		? Prisma.sql`, audited AS (${auditSql(ctx, {
				action: alreadyReceived ? "gift.paid_again" : "gift.received",
				subject: { type: "gift", id: giftId },
				institutionId,
				cause: charge.id,
				after: { paymentId: booked.paymentId, grossYen: charge.amountYen.toString() },
			})}), ${giftMailSql(ctx, { giftId, kind, onceKey: `${kind}:${giftId}` })}`
		: Prisma.empty;
	// One statement: the donor's booking waits for every round trip, and so does everybody behind it.
	await tx.$queryRaw(Prisma.sql`
		WITH received AS (
			UPDATE gift SET payment_status = 'received', given_on = coalesce(given_on, ${booked.givenOn}::date),
				settled_on = coalesce(settled_on, ${settledOn}::date), channel = ${charge.channel}, updated_at = ${ctx.now}
			WHERE id = ${giftId}::uuid AND (payment_status <> 'received' OR settled_on IS NULL)
			RETURNING donor_id, hub_id, given_on
		), related AS (
			UPDATE relationship r SET last_given_on = greatest(r.last_given_on, received.given_on)
			FROM received WHERE r.donor_id = received.donor_id AND r.hub_id = received.hub_id
		)${gift.attempt ? Prisma.sql`, moved AS (${attemptSql(ctx, gift.attempt, truth)})` : Prisma.empty}
		${news}
		SELECT ${booked.isNew ? Prisma.sql`(SELECT count(*) FROM queued)` : Prisma.sql`0`} AS mails`);
	if (booked.isNew && gift.pledgeId !== null) await settlePledgeLater(tx, gift.pledgeId);
	if (booked.isNew || refunded.postings.length > 0) await tallyLater(tx, gift);
	for (const refund of refunded.refunds) await tellOfRefund(tx, ctx, gift, refund);
}

async function moveUnpaid(tx: SqlTx, ctx: Ctx, gift: LockedGift, truth: PaymentTruth): Promise<void> {
	// A renewal is a gift only once it is paid.
	if (!gift.attempt) return;
	await tx.$executeRaw(attemptSql(ctx, gift.attempt, truth));
	if (truth.state === "declined") {
		const { paymentIntentId } = truth;
		await enqueue(tx, "closeHammeredCheckout", { stripeAccountId: gift.stripeAccountId, paymentIntentId });
	}
	const target = TARGETS[truth.state].gift;
	// What an older attempt says of a gift that was paid or is being tried again is no longer news.
	if (!target || !gift.attempt.isLatest) return;
	const moves = giftPayment.canMove(gift.paymentStatus, target);
	if (!moves && gift.paymentStatus !== target) return;
	if (moves) {
		await tx.$executeRaw`UPDATE gift SET payment_status = ${target}, updated_at = ${ctx.now} WHERE id = ${gift.giftId}::uuid`;
		await audit(tx, ctx, {
			action: `gift.${target}`,
			subject: { type: "gift", id: gift.giftId },
			institutionId: gift.institutionId,
			cause: truth.paymentIntentId,
			before: { paymentStatus: gift.paymentStatus },
			after: { paymentStatus: target, failureCode: truth.failureCode },
		});
	}
	const mail = unpaidMail(gift.attempt.id, truth, moves && gift.paymentStatus === "awaiting_payment");
	if (mail) await requestGiftMail(tx, ctx, { giftId: gift.giftId, ...mail });
}

function unpaidMail(
	attemptId: string,
	truth: PaymentTruth,
	waitIsOver: boolean,
): { kind: GiftMailKind; onceKey: string } | null {
	switch (truth.state) {
		case "awaiting_konbini":
			return { kind: "konbini-instructions", onceKey: `konbini-instructions:${attemptId}` };
		case "awaiting_transfer":
			return { kind: "bank-transfer-instructions", onceKey: `bank-transfer-instructions:${attemptId}` };
		case "partly_paid": {
			// Each part that comes is told of, with what is missing then.
			const missing = truth.instructions?.kind === "bank_transfer" ? truth.instructions.remainingYen : "part";
			return { kind: "bank-transfer-instructions", onceKey: `bank-transfer-instructions:${attemptId}:${missing}` };
		}
		case "expired":
			// Only who was given a voucher or an account waits for news of its end.
			return waitIsOver ? { kind: "gift-expired", onceKey: `gift-expired:${attemptId}` } : null;
		default:
			return null;
	}
}

function attemptSql(ctx: Ctx, attempt: NonNullable<LockedGift["attempt"]>, truth: PaymentTruth): Prisma.Sql {
	const target = TARGETS[truth.state].attempt;
	const moves = target !== null && checkoutAttempt.canMove(attempt.status, target);
	// Money on an attempt that we had closed is still that attempt's money.
	const status = moves || (target === "completed" && truth.charge) ? target : attempt.status;
	const instructions = truth.instructions ? JSON.stringify(truth.instructions) : null;
	return Prisma.sql`
		UPDATE checkout_attempt SET status = ${status}, payment_intent_id = ${truth.paymentIntentId},
			failure_code = ${truth.failureCode}, instructions = coalesce(${instructions}::jsonb, instructions), updated_at = ${ctx.now}
		WHERE id = ${attempt.id}::uuid`;
}

function assertAmount(gift: LockedGift, truth: PaymentTruth): void {
	if (truth.currency !== "jpy") {
		throw new AppError({
			code: "payment_not_yen",
			status: 500,
			logMessage: `payment intent ${truth.paymentIntentId} of gift ${gift.giftId} is in ${truth.currency}`,
		});
	}
	if (truth.amountYen !== gift.amountYen) {
		throw new AppError({
			code: "payment_amount_differs",
			status: 500,
			logMessage: `payment intent ${truth.paymentIntentId} asks ${truth.amountYen} yen, gift ${gift.giftId} is ${gift.amountYen}`,
		});
	}
}
