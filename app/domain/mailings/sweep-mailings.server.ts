import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";
import type { Ctx } from "../access/ctx.server";
import { mailingJobKey } from "./mailing-row.server";

const dueRow = z.object({ id: z.uuid() });

/**
 * Asks again for the job of every mailing that has work to do: one whose job failed too often or was lost goes on, and mails
 * left behind by a runner that died while the mailing was paused are found.
 */
export async function sweepMailings(ctx: Ctx): Promise<number> {
	return inTransaction(ctx, async (tx) => {
		const due = await queryRows(
			tx,
			dueRow,
			Prisma.sql`
			SELECT g.id FROM mailing g
			WHERE g.status IN ('preparing', 'sending')
				OR (g.status = 'scheduled' AND g.scheduled_at <= ${ctx.now})
				OR (g.status = 'cancelled' AND g.finished_at IS NULL)
				OR (g.status = 'paused' AND EXISTS (SELECT 1 FROM mail m WHERE m.mailing_id = g.id AND m.status = 'sending'))`,
		);
		for (const { id } of due) {
			await enqueue(tx, "runMailing", { mailingId: id }, { jobKey: mailingJobKey(id), priority: 5 });
		}
		return due.length;
	});
}
