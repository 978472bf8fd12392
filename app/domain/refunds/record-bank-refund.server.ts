import { inSqlTransaction } from "~/platform/db/transaction.server";
import { conflict, forbidden, invalid } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { tallyGiftLater } from "../campaigns/tally-later.server";
import { adjustmentFor } from "../ledger/closed-years.server";
import { giftPosting } from "../ledger/gift-postings";
import { postEntries } from "../ledger/post-entries.server";
import { requestGiftMail } from "../mails/request-gift-mail.server";
import { readBookedShare, shareMoves } from "../payments/overhead-share.server";
import { settlePledge } from "../pledges/settle-pledge.server";
import { lockRefund } from "./lock-refund.server";

/**
 * Finance has sent a bank gift's money back: booked on the day the bank did it, and the donor is told.
 * @param input.refundedOn  day in Japan, from the gift's own day to today
 * @param input.adjustmentReason  why it is booked although the fiscal year of that day is closed
 * @throws AppError forbidden, refund_not_found, refund_not_by_bank, refund_decided (409), refund_day, year_closed (409)
 */
export async function recordBankRefund(
	ctx: Ctx,
	input: { refundId: string; refundedOn: string; adjustmentReason?: string },
): Promise<void> {
	const { refundId, refundedOn } = input;
	await authorize(ctx, "read", { type: "Refund", id: refundId });
	await inSqlTransaction(ctx, async (tx) => {
		const refund = await lockRefund(tx, refundId);
		const { institutionId, giftId, amountYen } = refund;
		if (!mayDo(ctx, "record", "BankLine", { institutionId }))
			throw forbidden(`record the transfer of refund ${refundId}`);
		if (refund.stripeAccountId !== null) {
			throw conflict("refund_not_by_bank", `refund ${refundId} is sent by Stripe`, { personKey: "refund.decided" });
		}
		if (refund.status !== "approved") {
			throw conflict("refund_decided", `refund ${refundId} is ${refund.status}`, { personKey: "refund.decided" });
		}
		const givenOn = refund.givenOn.toISOString().slice(0, 10);
		if (refundedOn > jstDayString(ctx.now) || refundedOn < givenOn) {
			throw invalid("refund_day", `refund ${refundId} on ${refundedOn}`, { personKey: "refund.day" });
		}
		const purpose = { ...refund, stripeAccountId: null };
		const cause = { type: "refund" as const, id: refundId };
		const given = { objectId: refundId, cause, occurredOn: refundedOn };
		const booked = await readBookedShare(tx, { id: refund.paymentId, grossYen: refund.grossYen });
		const adjustmentReason = await adjustmentFor(tx, refundedOn, input.adjustmentReason);
		const postings = [
			giftPosting(purpose, { ...given, kind: "bank_gift_refunded", amountYen }),
			...shareMoves(purpose, booked, { ...given, goneYen: amountYen }),
		];
		await postEntries(
			tx,
			postings.map((posting) => ({ ...posting, adjustmentReason })),
		);
		await tx.$executeRaw`
			UPDATE refund SET status = 'succeeded', refunded_on = ${refundedOn}::date, updated_at = ${ctx.now}
			WHERE id = ${refundId}::uuid`;
		await audit(tx, ctx, {
			action: "refund.succeeded",
			subject: { type: "refund", id: refundId },
			institutionId,
			before: { status: refund.status },
			after: { status: "succeeded", refundedOn, amountYen: amountYen.toString() },
		});
		await requestGiftMail(tx, ctx, {
			giftId,
			kind: "gift-refunded",
			refundId,
			onceKey: `gift-refunded:${refundId}`,
		});
		await enqueue(tx, "reviseReceipts", { giftId }, { jobKey: `receipts:${giftId}` });
		if (refund.pledgeId !== null) await settlePledge(tx, ctx, refund.pledgeId);
		await tallyGiftLater(tx, giftId);
	});
}
