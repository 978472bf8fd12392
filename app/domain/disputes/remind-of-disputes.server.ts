import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRows } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { alertStaff } from "../mails/alert-staff.server";

const REMIND_MS = 3 * 24 * 60 * 60 * 1000;

const dueSchema = z.object({ id: z.uuid(), institutionId: z.uuid(), hubId: z.uuid().nullable() });

/** Three days before evidence is due, whoever looks after the gift hears of it once more. @returns how many are due */
export async function remindOfDisputes(ctx: Ctx): Promise<number> {
	return inSqlTransaction(ctx, async (tx) => {
		const due = await queryRows(
			tx,
			dueSchema,
			Prisma.sql`
			SELECT d.id, p.institution_id AS "institutionId", p.hub_id AS "hubId"
			FROM dispute d JOIN payment p ON p.id = d.payment_id
			WHERE d.status = 'open' AND d.stripe_status IN ('needs_response', 'warning_needs_response')
				AND d.evidence_due_at BETWEEN ${ctx.now} AND ${new Date(ctx.now.getTime() + REMIND_MS)}`,
		);
		for (const { id, institutionId, hubId } of due) {
			await alertStaff(tx, ctx, {
				kind: "dispute-alert",
				onceKey: `dispute-deadline:${id}`,
				institutionId,
				hubId,
				subject: { type: "dispute", id },
				params: { event: "deadline" },
				roles: ["officer", "finance"],
			});
		}
		return due.length;
	});
}
