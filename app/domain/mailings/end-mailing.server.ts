import { z } from "zod";
import { currentTime } from "~/platform/clock";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRow } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { appealSendingEnded } from "../appeals/appeal-sending.server";
import { audit } from "../audit/audit.server";
import { reportSendingEnded } from "../reports/report-sending.server";
import { lockMailing } from "./mailing-row.server";

const SLICE = 5000;
const countsRow = z.object({
	waiting: z.int(),
	sent: z.int(),
	bounced: z.int(),
	uncertain: z.int(),
	dropped: z.int(),
	finished: z.boolean(),
});

/** Of a mailing that was called off, what has not left is dropped, some thousands at a time. */
export async function dropQueued(ctx: Ctx, mailingId: string): Promise<"more" | "done"> {
	const dropped = await inTransaction(ctx, async (tx) => {
		const { status } = await lockMailing(tx, mailingId);
		if (status !== "cancelled") return 0;
		return tx.$executeRaw(Prisma.sql`
			UPDATE mail SET status = 'dropped', error = 'cancelled' WHERE id IN (
				SELECT id FROM mail WHERE mailing_id = ${mailingId}::uuid AND status = 'queued' ORDER BY id LIMIT ${SLICE})`);
	});
	return dropped === SLICE ? "more" : "done";
}

/** Nothing waits and nothing is in anybody's hands: the mailing is over, and its report or appeal with it. Once. */
export async function endMailing(given: Ctx, mailingId: string): Promise<void> {
	const ctx = { ...given, now: currentTime() };
	await inTransaction(ctx, async (tx) => {
		const row = await lockMailing(tx, mailingId);
		if (row.status !== "sending" && row.status !== "cancelled") return;
		const { waiting, finished, ...counts } = await queryRow(
			tx,
			countsRow,
			Prisma.sql`
			SELECT count(*) FILTER (WHERE status IN ('queued', 'sending'))::int AS waiting,
				count(*) FILTER (WHERE status = 'sent')::int AS sent, count(*) FILTER (WHERE status = 'bounced')::int AS bounced,
				count(*) FILTER (WHERE status = 'uncertain')::int AS uncertain, count(*) FILTER (WHERE status = 'dropped')::int AS dropped,
				(SELECT finished_at IS NOT NULL FROM mailing WHERE id = ${row.id}::uuid) AS finished
			FROM mail WHERE mailing_id = ${row.id}::uuid`,
		);
		if (waiting > 0 || finished) return;
		const status = row.status === "cancelled" ? "cancelled" : "sent";
		await tx.mailing.update({
			where: { id: row.id },
			data: { status, finishedAt: ctx.now, waitsUntil: null, serverTries: 0 },
		});
		const outcome = { anySent: status === "sent" || counts.sent + counts.bounced + counts.uncertain > 0 };
		if (row.reportId !== null) await reportSendingEnded(tx, ctx, row.reportId, outcome);
		else if (row.appealId !== null) await appealSendingEnded(tx, ctx, row.appealId, outcome);
		await audit(tx, ctx, {
			action: status === "sent" ? "mailing.sent" : "mailing.called_off",
			subject: { type: "mailing", id: row.id },
			institutionId: row.institutionId,
			after: counts,
		});
	});
}
