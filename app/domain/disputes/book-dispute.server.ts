import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { jstDayString } from "../calendar/fiscal-year";
import { type GiftBooking, giftPosting, postingKey } from "../ledger/gift-postings";
import type { LedgerPosting } from "../ledger/post-entries.server";
import type { LockedPayment } from "../payments/lock-payment.server";
import { readBookedShare, shareMoves } from "../payments/overhead-share.server";
import { type DisputeTruth, heldYen } from "./dispute-truth";

const bookedSchema = z.object({
	id: z.bigint(),
	key: z.string(),
	kind: z.string(),
	occurredOn: z.string(),
	/** on gift_income, for a loss */
	lostYen: z.bigint(),
	reversesId: z.bigint().nullable(),
});
type Booked = z.output<typeof bookedSchema>;

/**
 * What the ledger still lacks of a dispute. Money follows its balance transactions, each on its own day; a loss is booked on
 * the day the dispute was closed, and taken back by a reversal when the decision turns. The gift is locked.
 * @param dispute.lostOn  the day it was closed; null while it is not lost
 */
export async function bookDispute(
	tx: SqlTx,
	payment: LockedPayment,
	truth: DisputeTruth,
	dispute: { id: string; lostOn: string | null; today: string },
): Promise<LedgerPosting[]> {
	const booked = await readBooked(tx, dispute.id);
	const keys = new Set(booked.map((one) => one.key));
	const cause = { type: "dispute" as const, id: dispute.id };
	const moves: GiftBooking[] = truth.balanceTransactions.flatMap(({ id, amountYen, feeYen, createdAt }) => {
		const given = { objectId: id, cause, occurredOn: jstDayString(createdAt) };
		return [
			...(amountYen < 0n ? [{ ...given, kind: "dispute_withdrawn" as const, amountYen: -amountYen }] : []),
			...(amountYen > 0n ? [{ ...given, kind: "dispute_reinstated" as const, amountYen }] : []),
			...(feeYen !== 0n ? [{ ...given, kind: "dispute_fee" as const, amountYen: feeYen }] : []),
		];
	});
	const postings = moves
		.filter(({ kind, objectId }) => !keys.has(postingKey(payment, kind, objectId)))
		.map((move) => giftPosting(payment, move));
	return [...postings, ...(await lossOf(tx, payment, truth, { ...dispute, booked }))];
}

async function lossOf(
	tx: SqlTx,
	payment: LockedPayment,
	truth: DisputeTruth,
	dispute: { id: string; lostOn: string | null; today: string; booked: Booked[] },
): Promise<LedgerPosting[]> {
	const losses = dispute.booked.filter(({ kind }) => kind === "dispute_lost");
	const wantedYen = dispute.lostOn === null ? 0n : heldYen(truth);
	const bookedYen = losses.reduce((sum, one) => sum + one.lostYen, 0n);
	if (wantedYen === bookedYen) return [];
	const cause = { type: "dispute" as const, id: dispute.id };
	const share = await readBookedShare(tx, { id: payment.paymentId, grossYen: payment.grossYen });
	const postings: LedgerPosting[] = [];
	let number = losses.length;
	const book = (occurredOn: string, amountYen: bigint, reversesId?: bigint) => {
		const objectId = number === 0 ? truth.id : `${truth.id}:${number}`;
		number += 1;
		const given = { objectId, cause, occurredOn };
		postings.push(
			giftPosting(payment, {
				...given,
				kind: "dispute_lost",
				amountYen,
				...(reversesId === undefined ? {} : { reversesId }),
			}),
			...shareMoves(payment, share, { ...given, goneYen: amountYen }),
		);
	};
	const reversed = new Set(losses.map((one) => one.reversesId));
	const standing = losses.filter((one) => one.reversesId === null && !reversed.has(one.id));
	for (const one of standing) book(dispute.today, -one.lostYen, one.id);
	if (wantedYen > 0n) book(dispute.lostOn ?? dispute.today, wantedYen);
	return postings;
}

function readBooked(tx: SqlTx, disputeId: string): Promise<Booked[]> {
	return queryRows(
		tx,
		bookedSchema,
		Prisma.sql`
		SELECT t.id, t.idempotency_key AS key, t.kind, t.occurred_on::text AS "occurredOn", t.reverses_id AS "reversesId",
			coalesce((SELECT sum(e.amount_yen) FROM ledger_entry e
				WHERE e.transaction_id = t.id AND e.account = 'gift_income'), 0)::bigint AS "lostYen"
		FROM ledger_transaction t
		WHERE t.cause_type = 'dispute' AND t.cause_id = ${disputeId}
		ORDER BY t.id`,
	);
}
