import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type SqlTx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import { type GiftPurpose, giftPosting, postingKey } from "../ledger/gift-postings";
import type { LedgerPosting } from "../ledger/post-entries.server";
import { mirrorBalanceTransaction, purposeOf } from "../payments/book-charge.server";
import type { LockedGift } from "../payments/lock-gift.server";
import { readBookedShare, shareMoves } from "../payments/overhead-share.server";
import type { ChargeTruth, RefundTruth } from "../payments/payment-truth";
import type { RefundState } from "./refund.status";

const refundSchema = z.object({ id: z.uuid(), status_before: z.string().nullable() });

export type BookedRefund = { id: string; amountYen: bigint; status: RefundState; statusBefore: string | null };

type KnownRefund = BookedRefund & { truth: RefundTruth };

/**
 * Brings our refund rows to Stripe's. The ledger follows the balance transactions: the refund's own when the money left
 * us, the failure's when it came back. A refund asked for here is known by our id in its metadata, so that an event that is
 * quicker than the answer to our own request makes no second row. The gift is locked.
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
	kind: "gift_refunded" | "gift_refund_failed";
	given: { objectId: string; cause: { type: "refund"; id: string }; occurredOn: string };
	amountYen: bigint;
	feeYen: bigint;
	at: Date;
};

function movesOf(id: string, refund: RefundTruth): Move[] {
	const move = (kind: Move["kind"], balance: RefundTruth["balanceTransaction"]): Move[] =>
		balance
			? [
					{
						kind,
						given: {
							objectId: refund.id,
							cause: { type: "refund", id },
							occurredOn: jstDayString(balance.createdAt),
						},
						amountYen: refund.amountYen,
						feeYen: kind === "gift_refunded" ? balance.feeYen : 0n,
						at: balance.createdAt,
					},
				]
			: [];
	return [
		...move("gift_refunded", refund.balanceTransaction),
		...move("gift_refund_failed", refund.failureBalanceTransaction),
	];
}

/** Each move once, with the institution's share of it. */
async function postingsOf(
	tx: SqlTx,
	purpose: GiftPurpose,
	charge: ChargeTruth,
	paymentId: string,
	moves: Move[],
): Promise<LedgerPosting[]> {
	const booked = await readBookedShare(tx, { id: paymentId, grossYen: charge.amountYen });
	const postings: LedgerPosting[] = [];
	for (const { kind, given, amountYen, feeYen } of moves.sort((a, b) => a.at.getTime() - b.at.getTime())) {
		if (booked.keys.has(postingKey(purpose, kind, given.objectId))) continue;
		postings.push(giftPosting(purpose, { ...given, kind, amountYen }));
		if (feeYen > 0n) postings.push(giftPosting(purpose, { ...given, kind: "refund_fee", amountYen: feeYen }));
		const goneYen = kind === "gift_refunded" ? amountYen : -amountYen;
		postings.push(...shareMoves(purpose, booked, { ...given, goneYen }));
	}
	return postings;
}

/** Our own row when there is one, else the one of Stripe's id, else a new one: it was made at Stripe's dashboard. */
async function upsertRefund(tx: SqlTx, account: string, paymentId: string, refund: RefundTruth, now: Date) {
	const refundedOn = refund.balanceTransaction ? jstDayString(refund.balanceTransaction.createdAt) : null;
	return queryRow(
		tx,
		refundSchema,
		Prisma.sql`
		WITH known AS (
			SELECT id, status FROM refund
			WHERE (stripe_account_id = ${account} AND stripe_refund_id = ${refund.id})
				OR (id = ${refund.ourRefundId}::uuid AND payment_id = ${paymentId}::uuid AND stripe_refund_id IS NULL)
			ORDER BY stripe_refund_id NULLS LAST LIMIT 1
		), changed AS (
			UPDATE refund SET stripe_refund_id = ${refund.id}, status = ${stateOf(refund)}, failure_reason = ${refund.failureReason},
				refunded_on = ${refundedOn}::date, updated_at = ${now}
			FROM known WHERE refund.id = known.id
			RETURNING refund.id, known.status
		), made AS (
			INSERT INTO refund (id, payment_id, stripe_account_id, stripe_refund_id, amount_yen, status, reason, failure_reason,
				refunded_on, created_at, updated_at)
			SELECT gen_random_uuid(), ${paymentId}::uuid, ${account}, ${refund.id}, ${refund.amountYen}, ${stateOf(refund)}, ${refund.reason},
				${refund.failureReason}, ${refundedOn}::date, ${refund.createdAt}, ${now}
			WHERE NOT EXISTS (SELECT 1 FROM known)
			RETURNING id
		)
		SELECT id, status AS status_before FROM changed UNION ALL SELECT id, NULL FROM made`,
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
