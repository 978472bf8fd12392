import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { measuredAccounts, sumOf } from "../ledger/measure-sql.server";
import { type Yen, yen } from "../money/yen";
import { getSnapshot } from "./get-snapshot.server";

const row = z.object({
	transactionId: z.bigint(),
	kind: z.string(),
	occurredOn: z.string(),
	fiscalYear: z.number(),
	bookedAt: z.date(),
	reason: z.string().nullable(),
	hub: z.string().nullable(),
	/** what it changes of net */
	netYen: z.bigint().transform((value): Yen => yen(value)),
	spentYen: z.bigint().transform((value): Yen => yen(value)),
	precision: z.enum(["yen", "million_yen"]),
});
export type BookedSince = z.output<typeof row>;

export const SINCE_PER_PAGE = 50;
/** Entries that took their number before the snapshot and were committed after it are this near to its last one. */
const UNDER_WAY = 10_000n;

/**
 * What was booked into the years of a snapshot after it was taken: late entries, and adjustments with their reason; newest
 * first. Whether an entry was seen is PostgreSQL's own answer, so a booking under way at that moment is not lost.
 * @throws AppError snapshot_not_found
 */
export async function listBookedSince(
	ctx: Ctx,
	snapshotId: string,
	input: { cursor?: bigint } = {},
): Promise<{ bookings: BookedSince[]; nextCursor: bigint | null }> {
	await authorize(ctx, "read", "LedgerEntry");
	const { content, hub } = await getSnapshot(ctx, snapshotId);
	const { readPoint, lastEntryId } = content.ledger;
	const last = BigInt(lastEntryId);
	const bookings = await readRows(
		ctx,
		row,
		(visible) => Prisma.sql`
		SELECT lt.id AS "transactionId", lt.kind, lt.occurred_on::text AS "occurredOn", lt.fiscal_year AS "fiscalYear",
			lt.booked_at AS "bookedAt", lt.adjustment_reason AS reason, min(h.slug) AS hub, ${sumOf("le", "net")} AS "netYen",
			${sumOf("le", "spent")} AS "spentYen", lt."precision"
		FROM ledger_entry le
		JOIN ledger_transaction lt ON lt.id = le.transaction_id
		LEFT JOIN hub h ON h.id = le.hub_id
		WHERE ${visible("ledger_entry_of_hub", "le")} AND le.account IN (${measuredAccounts()})
			AND le.fiscal_year IN (${Prisma.join(content.fiscalYears)}) AND le.id > ${last - UNDER_WAY}
			AND (le.id > ${last} OR NOT pg_visible_in_snapshot(lt.db_transaction::text::xid8, ${readPoint}::pg_snapshot))
			${hub === null ? Prisma.empty : Prisma.sql`AND le.hub_id = ${hub.id}::uuid`}
			${input.cursor === undefined ? Prisma.empty : Prisma.sql`AND lt.id < ${input.cursor}`}
		GROUP BY lt.id
		ORDER BY lt.id DESC
		LIMIT ${SINCE_PER_PAGE + 1}`,
	);
	const page = bookings.slice(0, SINCE_PER_PAGE);
	return { bookings: page, nextCursor: bookings.length > SINCE_PER_PAGE ? (page.at(-1)?.transactionId ?? null) : null };
}
