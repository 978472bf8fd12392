import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { daysLeft, jstDayString } from "../calendar/fiscal-year";
import { requestPledgeMail } from "./pledge-mail.server";
import { REMIND_BEFORE_DAYS, REMIND_UNTIL_DAYS, reminderStage } from "./reminder-stage";

/** A promise that has just been confirmed needs no reminder of it. */
const SETTLES_IN_DAYS = 3;
const ROWS_AT_ONCE = 500;

const rowSchema = z.object({
	instalmentId: z.uuid(),
	dueOn: z.string(),
	id: z.uuid(),
	donorId: z.uuid(),
	institutionId: z.uuid(),
	hubId: z.uuid().nullable(),
	lang: z.string(),
	email: z.string(),
});

/**
 * Asks for the reminders of today: before an instalment is due, and after, while something of it is open. Once per pledge,
 * day it is due and stage, also when an amendment has made its row anew. None when reminders were stopped by hand, the pledge
 * is not in force, or its donor has no address or was forgotten.
 * @returns how many mails were asked for
 */
export async function remindOfInstalments(ctx: Ctx): Promise<number> {
	const today = jstDayString(ctx.now);
	let asked = 0;
	let after: string | null = null;
	for (;;) {
		const page: { last: string | null; asked: number } = await remindPage(ctx, today, after);
		asked += page.asked;
		if (page.last === null) return asked;
		after = page.last;
	}
}

function remindPage(ctx: Ctx, today: string, after: string | null): Promise<{ last: string | null; asked: number }> {
	return inTransaction(ctx, async (tx) => {
		const rows = await queryRows(
			tx,
			rowSchema,
			Prisma.sql`
			SELECT i.id AS "instalmentId", i.due_on::text AS "dueOn", p.id, p.donor_id AS "donorId", p.institution_id AS "institutionId",
				p.hub_id AS "hubId", p.lang, d.email
			FROM instalment i JOIN pledge p ON p.id = i.pledge_id JOIN donor d ON d.id = p.donor_id
			WHERE i.current AND i.status IN ('scheduled', 'due', 'overdue')
				AND i.due_on BETWEEN ${today}::date - ${REMIND_UNTIL_DAYS}::int AND ${today}::date + ${REMIND_BEFORE_DAYS}::int
				AND p.status = 'active' AND p.reminders_stopped_at IS NULL AND d.email <> '' AND d.erased_at IS NULL
				AND p.activated_at <= ${ctx.now}::timestamptz - make_interval(days => ${SETTLES_IN_DAYS}::int)
				AND (${after}::uuid IS NULL OR i.id > ${after}::uuid)
			ORDER BY i.id LIMIT ${ROWS_AT_ONCE}`,
		);
		let asked = 0;
		for (const { instalmentId, dueOn, ...pledge } of rows) {
			const stage = reminderStage(daysLeft(today, dueOn));
			if (stage === null) continue;
			const made = await requestPledgeMail(tx, ctx, pledge, {
				kind: "pledge-reminder",
				onceKey: `pledge-reminder:${pledge.id}:${dueOn}:${stage.when}-${stage.days}`,
				params: { instalmentId, ...stage },
			});
			if (made) asked += 1;
		}
		return { last: rows.length < ROWS_AT_ONCE ? null : (rows.at(-1)?.instalmentId ?? null), asked };
	});
}
