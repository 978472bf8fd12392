import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, queryRows, type SqlTx } from "~/platform/db/transaction.server";
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
import { type Yen, yen } from "../money/yen";
import { mirrorBalanceTransaction, purposeOf } from "./book-charge.server";
import type { LockedGift } from "./lock-gift.server";
import type { ChargeTruth, RefundTruth } from "./payment-truth";
import type { RefundState } from "./refund.status";

const refundSchema = z.object({ id: z.uuid(), status_before: z.string().nullable() });

export type BookedRefund = { id: string; amountYen: bigint; status: RefundState; statusBefore: string | null };

type KnownRefund = BookedRefund & { truth: RefundTruth };

/**
 * Brings our refund rows to Stripe's. The ledger follows the balance transactions: the refund's own when the money left
 * us, the failure's when it came back.
 */
export async function bookRefunds(
	tx: SqlTx,
	gift: LockedGift,
	charge: ChargeTruth,
	paymentId: string,
	now: Date,
): Promise<{ refunds: BookedRefund[]; postings: LedgerPosting[] }> {
	if (charge.refunds.length === 0) return { refunds: [], postings: [] };
	const refunds: KnownRefund[] = [];
	for (const truth of [...charge.refunds].sort(byAge)) {
		await mirrorRefund(tx, gift.stripeAccountId, charge.id, truth, now);
		const row = await upsertRefund(tx, gift.stripeAccountId, paymentId, truth, now);
		const { amountYen } = truth;
		refunds.push({ id: row.id, amountYen, status: stateOf(truth), statusBefore: row.status_before, truth });
	}
	const moves = refunds.flatMap(({ id, truth }) => movesOf(id, truth));
	return { refunds, postings: await postingsOf(tx, purposeOf(gift, charge), charge, paymentId, moves) };
}

const byAge = (a: RefundTruth, b: RefundTruth) =>
	a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

function stateOf(refund: RefundTruth): RefundState {
	if (refund.status === "succeeded") return "succeeded";
	return refund.status === "failed" || refund.status === "canceled" ? "failed" : "sent";
}

/** Money of a refund that moved: out when it was made, back when it failed. */
type Move = {
	direction: "out" | "back";
	refund: { id: string; stripeRefundId: string; bookedOn: string };
	amountYen: Yen;
	feeYen: Yen;
	at: Date;
};

function movesOf(id: string, refund: RefundTruth): Move[] {
	const move = (direction: Move["direction"], balance: RefundTruth["balanceTransaction"]): Move[] =>
		balance
			? [
					{
						direction,
						refund: { id, stripeRefundId: refund.id, bookedOn: jstDayString(balance.createdAt) },
						amountYen: yen(refund.amountYen),
						feeYen: yen(direction === "out" ? balance.feeYen : 0n),
						at: balance.createdAt,
					},
				]
			: [];
	return [...move("out", refund.balanceTransaction), ...move("back", refund.failureBalanceTransaction)];
}

/**
 * Moves already booked are posted again as they are, and the ledger leaves them alone. Each new one also moves the
 * institution's share, so that it keeps its part of what is left of the payment, to the yen: reckoned from what the ledger
 * holds, not from the order of refunds, since Stripe tells several of one second in any order.
 */
async function postingsOf(
	tx: SqlTx,
	purpose: GiftPurpose,
	charge: ChargeTruth,
	paymentId: string,
	moves: Move[],
): Promise<LedgerPosting[]> {
	const booked = await readBooked(tx, paymentId);
	let { keptYen, refundedYen } = booked;
	const postings: LedgerPosting[] = [];
	for (const move of moves.sort((a, b) => a.at.getTime() - b.at.getTime())) {
		const posting = move.direction === "out" ? giftRefunded : giftRefundFailed;
		const made = posting(purpose, move.refund, move.amountYen);
		postings.push(made);
		if (move.feeYen > 0n) postings.push(refundFee(purpose, move.refund, move.feeYen));
		if (booked.keys.has(made.idempotencyKey)) continue;
		refundedYen += move.direction === "out" ? move.amountYen : -move.amountYen;
		const leftYen = refundedYen < charge.amountYen ? charge.amountYen - refundedYen : 0n;
		const shareYen = (booked.overheadYen * leftYen) / charge.amountYen;
		if (shareYen < keptYen) postings.push(overheadReturned(purpose, move.refund, yen(keptYen - shareYen)));
		if (shareYen > keptYen) postings.push(overheadKeptAgain(purpose, move.refund, yen(shareYen - keptYen)));
		keptYen = shareYen;
	}
	return postings;
}

const bookedSchema = z.object({ key: z.string(), kind: z.string(), cause_type: z.string(), yen: z.bigint() });

/** What the ledger holds of a payment's refunds and of the institution's share of it. */
async function readBooked(tx: SqlTx, paymentId: string) {
	const rows = await queryRows(
		tx,
		bookedSchema,
		Prisma.sql`
		SELECT t.idempotency_key AS key, t.kind, t.cause_type, e.amount_yen AS yen
		FROM ledger_transaction t
		JOIN ledger_entry e ON e.transaction_id = t.id AND e.account IN ('gift_income', 'overhead')
		WHERE (t.cause_type = 'payment' AND t.cause_id = ${paymentId})
			OR (t.cause_type = 'refund' AND t.cause_id IN (SELECT id::text FROM refund WHERE payment_id = ${paymentId}::uuid))`,
	);
	const sum = (wanted: (row: z.output<typeof bookedSchema>) => boolean) =>
		rows.filter(wanted).reduce((total, row) => total + row.yen, 0n);
	return {
		keys: new Set(rows.map((row) => row.key)),
		/** the institution's share when the payment was booked, whatever the fund's rate is now */
		overheadYen: sum((row) => row.kind === "overhead" && row.cause_type === "payment"),
		keptYen: sum((row) => row.kind === "overhead" || row.kind === "overhead_returned"),
		refundedYen: sum((row) => row.kind === "gift_refunded" || row.kind === "gift_refund_failed"),
	};
}

async function upsertRefund(tx: SqlTx, account: string, paymentId: string, refund: RefundTruth, now: Date) {
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

async function mirrorRefund(
	tx: SqlTx,
	account: string,
	chargeId: string,
	refund: RefundTruth,
	now: Date,
): Promise<void> {
	await tx.$executeRaw`
		INSERT INTO stripe_refund (stripe_account_id, id, charge_id, amount_yen, status, balance_transaction_id, failure_balance_transaction_id, created_at, read_at)
		VALUES (${account}, ${refund.id}, ${chargeId}, ${refund.amountYen}, ${refund.status}, ${refund.balanceTransaction?.id ?? null},
			${refund.failureBalanceTransaction?.id ?? null}, ${refund.createdAt}, ${now})
		ON CONFLICT (stripe_account_id, id) DO UPDATE SET status = excluded.status, balance_transaction_id = excluded.balance_transaction_id,
			failure_balance_transaction_id = excluded.failure_balance_transaction_id, read_at = excluded.read_at`;
	if (refund.balanceTransaction) await mirrorBalanceTransaction(tx, account, refund.balanceTransaction);
	if (refund.failureBalanceTransaction) await mirrorBalanceTransaction(tx, account, refund.failureBalanceTransaction);
}
