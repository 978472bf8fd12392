import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";

const WAITED_MS = 60 * 60 * 1000;
const AT_ONCE = 1000;

/** Queues again what no file was made for within an hour: its job may have been given up after too many failures. */
export async function queueMissingFiles(ctx: Ctx): Promise<void> {
	const before = new Date(ctx.now.getTime() - WAITED_MS);
	await inTransaction(ctx, (tx) =>
		tx.$executeRaw(Prisma.sql`
		SELECT enqueue_job('renderReceipt', json_build_object('receiptId', id), 'receipt:' || id, NULL, NULL, 5, NULL)
		FROM (SELECT id FROM receipt WHERE status = 'issued' AND file_key IS NULL AND issued_at < ${before} ORDER BY issued_at LIMIT ${AT_ONCE}) AS late`),
	);
}
