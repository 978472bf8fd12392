import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRow } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";

const LONGEST_MS = 8000;
const LOOK_EVERY_MS = 50;
const inFlightRow = z.object({ count: z.int() });

/**
 * Waits until no mail to many is on its way to a donor. Asked after a withdrawal has been committed, and outside any
 * transaction: no mail then leaves for that donor after the answer.
 *
 * A runner locks its mailing before it looks whom it may write to. Locking the donor's mailings here, for a moment, waits for
 * one that looked before the withdrawal; whoever looks later sees it.
 * @returns false when one still was in a slow server's hands after a few seconds
 */
export async function waitForMailsInFlight(ctx: Pick<Ctx, "requestId">, donorId: string): Promise<boolean> {
	await inSqlTransaction(ctx, (tx) =>
		tx.$queryRaw(Prisma.sql`
			SELECT g.id FROM mailing g WHERE g.id IN (
				SELECT mailing_id FROM mail WHERE donor_id = ${donorId}::uuid AND mailing_id IS NOT NULL AND status IN ('queued', 'sending'))
			FOR SHARE`),
	);
	const untilMs = Date.now() + LONGEST_MS;
	for (;;) {
		const { count } = await inSqlTransaction(ctx, (tx) =>
			queryRow(
				tx,
				inFlightRow,
				Prisma.sql`SELECT count(*)::int AS count FROM mail
				WHERE donor_id = ${donorId}::uuid AND mailing_id IS NOT NULL AND status = 'sending'`,
			),
		);
		if (count === 0) return true;
		if (Date.now() > untilMs) return false;
		await sleep(LOOK_EVERY_MS);
	}
}
