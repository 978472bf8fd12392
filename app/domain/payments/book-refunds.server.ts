import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type Tx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import {
	type GiftPurpose,
	giftRefunded,
	giftRefundFailed,
	overheadKeptAgain,
	overheadReturned,
	refundFee,
} from "../ledger/gift-postings";
import type { LedgerPosting } from "../ledger/post-entries.server";
import { shareOfYen } from "../money/split-yen";
import { yen } from "../money/yen";
import { mirrorBalanceTransaction, purposeOf } from "./book-charge.server";
import type { LockedGift } from "./lock-gift.server";
import type { ChargeTruth, RefundTruth } from "./payment-truth";
import type { RefundState } from "./refund.status";

const refundSchema = z.object({ id: z.uuid(), status_before: z.string().nullable() });

export type BookedRefund = { id: string; amountYen: bigint; status: RefundState; statusBefore: string | null };

/**
 * Brings our refund rows to Stripe's. The ledger follows the balance transactions: the refund's own when the money left
 * us, the failure's when it came back.
 */
export async function bookRefunds(
	tx: Tx,
	gift: LockedGift,
	charge: ChargeTruth,
	paymentId: string,
	now: Date,
): Promise<{ refunds: BookedRefund[]; postings: LedgerPosting[] }> {
	const purpose = purposeOf(gift, charge);
	const refunds: BookedRefund[] = [];
	const postings: LedgerPosting[] = [];
	let refundedBeforeYen = 0n;
	for (const refund of [...charge.refunds].sort(byAge)) {
		await mirrorRefund(tx, gift.stripeAccountId, charge.id, refund, now);
		const row = await upsertRefund(tx, gift.stripeAccountId, paymentId, refund, now);
		refunds.push({ id: row.id, amountYen: refund.amountYen, status: stateOf(refund), statusBefore: row.status_before });
		postings.push(...postingsOf(gift, charge, purpose, row.id, refund, refundedBeforeYen));
		refundedBeforeYen += refund.amountYen;
	}
	return { refunds, postings };
}

const byAge = (a: RefundTruth, b: RefundTruth) =>
	a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

function stateOf(refund: RefundTruth): RefundState {
	if (refund.status === "succeeded") return "succeeded";
	return refund.status === "failed" || refund.status === "canceled" ? "failed" : "sent";
}

function postingsOf(
	gift: LockedGift,
	charge: ChargeTruth,
	purpose: GiftPurpose,
	id: string,
	refund: RefundTruth,
	refundedBeforeYen: bigint,
): LedgerPosting[] {
	const left = refund.balanceTransaction;
	if (!left) return [];
	const booked = { id, stripeRefundId: refund.id, bookedOn: jstDayString(left.createdAt) };
	const amountYen = yen(refund.amountYen);
	const overheadYen = returnedOverhead(gift, charge, refundedBeforeYen, refund.amountYen);
	const postings = [giftRefunded(purpose, booked, amountYen)];
	if (left.feeYen > 0n) postings.push(refundFee(purpose, booked, yen(left.feeYen)));
	if (overheadYen > 0n) postings.push(overheadReturned(purpose, booked, yen(overheadYen)));
	const back = refund.failureBalanceTransaction;
	if (back) {
		const failed = { ...booked, bookedOn: jstDayString(back.createdAt) };
		postings.push(giftRefundFailed(purpose, failed, amountYen));
		if (overheadYen > 0n) postings.push(overheadKeptAgain(purpose, failed, yen(overheadYen)));
	}
	return postings;
}

/** The share is taken of what is left after each refund, so a full refund in parts gives back all of it, to the yen. */
function returnedOverhead(gift: LockedGift, charge: ChargeTruth, beforeYen: bigint, refundYen: bigint): bigint {
	const share = (refundedYen: bigint) => {
		const keptYen = charge.amountYen - refundedYen;
		return shareOfYen(yen(keptYen > 0n ? keptYen : 0n), gift.overheadBasisPoints);
	};
	return share(beforeYen) - share(beforeYen + refundYen);
}

async function upsertRefund(tx: Tx, account: string, paymentId: string, refund: RefundTruth, now: Date) {
	const refundedOn = refund.balanceTransaction ? jstDayString(refund.balanceTransaction.createdAt) : null;
	return queryRow(
		tx,
		refundSchema,
		Prisma.sql`
		WITH known AS (
			SELECT status FROM refund WHERE stripe_account_id = ${account} AND stripe_refund_id = ${refund.id}
		)
		INSERT INTO refund (id, payment_id, stripe_account_id, stripe_refund_id, amount_yen, status, reason, failure_reason, refunded_on, updated_at)
		VALUES (gen_random_uuid(), ${paymentId}::uuid, ${account}, ${refund.id}, ${refund.amountYen}, ${stateOf(refund)}, ${refund.reason},
			${refund.failureReason}, ${refundedOn}::date, ${now})
		ON CONFLICT (stripe_account_id, stripe_refund_id) DO UPDATE SET status = excluded.status, failure_reason = excluded.failure_reason,
			refunded_on = excluded.refunded_on, updated_at = excluded.updated_at
		RETURNING id, (SELECT status FROM known) AS status_before`,
	);
}

async function mirrorRefund(tx: Tx, account: string, chargeId: string, refund: RefundTruth, now: Date): Promise<void> {
	await tx.$executeRaw`
		INSERT INTO stripe_refund (stripe_account_id, id, charge_id, amount_yen, status, balance_transaction_id, failure_balance_transaction_id, created_at, read_at)
		VALUES (${account}, ${refund.id}, ${chargeId}, ${refund.amountYen}, ${refund.status}, ${refund.balanceTransaction?.id ?? null},
			${refund.failureBalanceTransaction?.id ?? null}, ${refund.createdAt}, ${now})
		ON CONFLICT (stripe_account_id, id) DO UPDATE SET status = excluded.status, balance_transaction_id = excluded.balance_transaction_id,
			failure_balance_transaction_id = excluded.failure_balance_transaction_id, read_at = excluded.read_at`;
	if (refund.balanceTransaction) await mirrorBalanceTransaction(tx, account, refund.balanceTransaction);
	if (refund.failureBalanceTransaction) await mirrorBalanceTransaction(tx, account, refund.failureBalanceTransaction);
}
