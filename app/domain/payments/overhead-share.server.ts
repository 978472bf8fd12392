import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { type GiftBooking, type GiftPurpose, giftPosting } from "../ledger/gift-postings";
import type { LedgerPosting } from "../ledger/post-entries.server";

const bookedSchema = z.object({ key: z.string(), kind: z.string(), cause_type: z.string(), yen: z.bigint() });

/** What the ledger holds of one payment: what went away of it, and the institution's share. */
export type BookedShare = {
	/** keys of what is booked already */
	keys: Set<string>;
	grossYen: bigint;
	/** the institution's share when the payment was booked, whatever the fund's rate is now */
	overheadYen: bigint;
	/** what it keeps now */
	keptYen: bigint;
	/** refunds and lost disputes, less what came back */
	goneYen: bigint;
};

const GONE = new Set(["gift_refunded", "gift_refund_failed", "bank_gift_refunded", "dispute_lost"]);

export async function readBookedShare(tx: SqlTx, payment: { id: string; grossYen: bigint }): Promise<BookedShare> {
	const rows = await queryRows(
		tx,
		bookedSchema,
		Prisma.sql`
		SELECT t.idempotency_key AS key, t.kind, t.cause_type, e.amount_yen AS yen
		FROM ledger_transaction t
		JOIN ledger_entry e ON e.transaction_id = t.id AND e.account IN ('gift_income', 'overhead')
		WHERE (t.cause_type = 'payment' AND t.cause_id = ${payment.id})
			OR (t.cause_type = 'refund' AND t.cause_id IN (SELECT id::text FROM refund WHERE payment_id = ${payment.id}::uuid))
			OR (t.cause_type = 'dispute' AND t.cause_id IN (SELECT id::text FROM dispute WHERE payment_id = ${payment.id}::uuid))`,
	);
	const sum = (wanted: (row: z.output<typeof bookedSchema>) => boolean) =>
		rows.filter(wanted).reduce((total, row) => total + row.yen, 0n);
	return {
		keys: new Set(rows.map((row) => row.key)),
		grossYen: payment.grossYen,
		overheadYen: sum((row) => row.kind === "overhead" && row.cause_type === "payment"),
		keptYen: sum((row) => row.kind === "overhead" || row.kind === "overhead_returned"),
		goneYen: sum((row) => GONE.has(row.kind)),
	};
}

/**
 * Moves the institution's share with money that goes (`goneYen` above 0) or comes back, so that it keeps its part of what is
 * left of the payment, to the yen: reckoned from what the ledger holds, not from the order of refunds and disputes, since
 * Stripe tells several of one second in any order. `booked` is brought along, for the next move.
 */
export function shareMoves(
	purpose: GiftPurpose,
	booked: BookedShare,
	move: Pick<GiftBooking, "objectId" | "cause" | "occurredOn"> & { goneYen: bigint },
): LedgerPosting[] {
	const { goneYen, ...given } = move;
	booked.goneYen += goneYen;
	const leftYen = booked.goneYen < booked.grossYen ? booked.grossYen - booked.goneYen : 0n;
	const shareYen = (booked.overheadYen * leftYen) / booked.grossYen;
	const changeYen = shareYen - booked.keptYen;
	booked.keptYen = shareYen;
	if (changeYen === 0n) return [];
	const kind = changeYen > 0n ? "overhead" : "overhead_returned";
	return [giftPosting(purpose, { ...given, kind, amountYen: changeYen > 0n ? changeYen : -changeYen })];
}
