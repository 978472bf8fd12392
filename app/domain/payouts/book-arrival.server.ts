import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { payoutKey, payoutPosting } from "../ledger/payout-postings";
import { postEntries } from "../ledger/post-entries.server";
import { type LockedPayout, readShares } from "./lock-payout.server";

export type Arrival = { arrivedOn: string; basis: "bank_line" | "business_days" };

/**
 * Books a payout as arrived and writes the day to its payments and gifts. An arrival on another day that was booked
 * before is reversed first: a line of the bank knows better than five business days.
 */
export async function bookArrival(tx: SqlTx, ctx: Ctx, row: LockedPayout, arrival: Arrival): Promise<void> {
	const { arrivedOn, basis } = arrival;
	if (row.arrivedOn !== arrivedOn) {
		await reverseArrival(tx, row, jstDayString(ctx.now));
		const number = row.arrivalNumber + 1;
		const parts = await readShares(tx, row.id);
		const posting = payoutPosting({ kind: "payout_arrived", payout: row, number, occurredOn: arrivedOn, parts });
		if (posting) await postEntries(tx, [posting]);
		await tx.$executeRaw`UPDATE payout SET arrival_number = ${number} WHERE id = ${row.id}::uuid`;
	}
	await tx.$executeRaw`
		UPDATE payout SET arrived_on = ${arrivedOn}::date, arrival_basis = ${basis}, updated_at = ${ctx.now} WHERE id = ${row.id}::uuid`;
	await writeDay(tx, ctx, row.id, arrivedOn);
	await audit(tx, ctx, {
		action: "payout.arrived",
		subject: { type: "payout", id: row.id },
		cause: row.stripePayoutId,
		before: { arrivedOn: row.arrivedOn, basis: row.arrivalBasis },
		after: { arrivedOn, basis },
	});
}

/** Takes the arrival back: the payout failed after all, or the line of the bank was another's. */
export async function unbookArrival(tx: SqlTx, ctx: Ctx, row: LockedPayout, on: string): Promise<void> {
	if (row.arrivedOn === null) return;
	await reverseArrival(tx, row, on);
	await tx.$executeRaw`
		UPDATE payout SET arrived_on = NULL, arrival_basis = NULL, updated_at = ${ctx.now} WHERE id = ${row.id}::uuid`;
	await writeDay(tx, ctx, row.id, null);
}

async function reverseArrival(tx: SqlTx, row: LockedPayout, on: string): Promise<void> {
	if (row.arrivedOn === null) return;
	const number = row.arrivalNumber;
	const parts = await readShares(tx, row.id);
	if (parts.every(({ amountYen }) => amountYen === 0n)) return;
	const { id: reversesId } = await queryRow(
		tx,
		z.object({ id: z.bigint() }),
		Prisma.sql`SELECT id FROM ledger_transaction WHERE idempotency_key = ${payoutKey(row, "payout_arrived", number)}`,
	);
	const posting = payoutPosting({ kind: "payout_arrived", payout: row, number, occurredOn: on, parts, reversesId });
	if (posting) await postEntries(tx, [posting]);
}

const changedSchema = z.object({ id: z.uuid(), receipted: z.boolean() });

/**
 * The day of a payout on its payments, and on each gift the day by which arrived payments cover it. Gifts are locked first,
 * as whoever books a gift does. A receipt that was dated by a day that is no longer true is looked at again.
 */
async function writeDay(tx: SqlTx, ctx: Ctx, payoutId: string, arrivedOn: string | null): Promise<void> {
	const gifts = await queryRows(
		tx,
		z.object({ id: z.uuid() }),
		Prisma.sql`
		SELECT g.id FROM gift g WHERE g.id IN (
			SELECT a.gift_id FROM allocation a JOIN payment p ON p.id = a.payment_id WHERE p.payout_id = ${payoutId}::uuid)
		ORDER BY g.id FOR UPDATE`,
	);
	await tx.$executeRaw`UPDATE payment SET arrived_on = ${arrivedOn}::date WHERE payout_id = ${payoutId}::uuid`;
	const ids = gifts.map(({ id }) => id);
	const changed = await queryRows(
		tx,
		changedSchema,
		Prisma.sql`
		WITH covered AS (
			SELECT g.id, g.arrived_on AS was, (
				SELECT min(day) FROM (
					SELECT p.arrived_on AS day, sum(a.amount_yen) OVER (ORDER BY p.arrived_on, p.id) AS so_far
					FROM allocation a JOIN payment p ON p.id = a.payment_id
					WHERE a.gift_id = g.id AND p.arrived_on IS NOT NULL
				) parts WHERE so_far >= g.amount_yen) AS day
			FROM gift g WHERE g.id = ANY(${ids}::uuid[])
		)
		UPDATE gift SET arrived_on = covered.day, updated_at = ${ctx.now} FROM covered
		WHERE gift.id = covered.id AND covered.day IS DISTINCT FROM covered.was
		RETURNING gift.id, gift.receipted`,
	);
	for (const { id, receipted } of changed) {
		if (receipted) await enqueue(tx, "reviseReceipts", { giftId: id }, { jobKey: `receipts:${id}` });
	}
}
