import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { requestMail } from "../mails/request-mail.server";

const WINDOW_MS = 60 * 60 * 1000;
/** An alarm ends by itself when it was quiet for so long. */
const QUIET_MS = 2 * 60 * 60 * 1000;
/** Few refusals say nothing; from here on, half of all tries refused is not what donors do. */
const MIN_DECLINED = 10;
const MIN_SHARE = 0.5;

const countedSchema = z.object({ institution_id: z.uuid(), declined: z.int(), attempts: z.int() });

export function isAlarming({ declined, attempts }: { declined: number; attempts: number }): boolean {
	return declined >= MIN_DECLINED && declined >= attempts * MIN_SHARE;
}

/**
 * Looks at the last hour's payments of each institution and opens, keeps or ends its alarm. While one is open, givers of
 * that institution are challenged, and its staff were told once.
 */
export async function watchDeclines(ctx: Ctx): Promise<{ opened: number; ended: number }> {
	return inTransaction(ctx, async (tx) => {
		await tx.$queryRaw(Prisma.sql`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('watchDeclines', 0))`);
		const counted = await queryRows(tx, countedSchema, countSql(new Date(ctx.now.getTime() - WINDOW_MS)));
		let opened = 0;
		for (const { institution_id: institutionId, declined, attempts } of counted) {
			if (!isAlarming({ declined, attempts })) continue;
			const kept = await tx.declineAlarm.updateMany({
				where: { institutionId, closedAt: null },
				data: { declined, attempts, lastSeenAt: ctx.now },
			});
			if (kept.count > 0) continue;
			const alarm = await tx.declineAlarm.create({
				data: { institutionId, declined, attempts, openedAt: ctx.now, lastSeenAt: ctx.now },
				select: { id: true },
			});
			opened += 1;
			await audit(tx, ctx, {
				action: "decline_alarm.opened",
				subject: { type: "decline_alarm", id: alarm.id },
				institutionId,
				after: { declined, attempts },
			});
			await tellStaff(tx, ctx, { alarmId: alarm.id, institutionId });
		}
		const { count: ended } = await tx.declineAlarm.updateMany({
			where: { closedAt: null, lastSeenAt: { lt: new Date(ctx.now.getTime() - QUIET_MS) } },
			data: { closedAt: ctx.now },
		});
		return { opened, ended };
	});
}

/** Refusals as Stripe told them: several tries on one Checkout page are several. */
function countSql(since: Date): Prisma.Sql {
	return Prisma.sql`
		SELECT coalesce(g.institution_id, p.institution_id) AS institution_id,
			(count(*) FILTER (WHERE e.type = 'payment_intent.payment_failed'))::int AS declined, count(*)::int AS attempts
		FROM stripe_event e
		LEFT JOIN checkout_attempt a ON a.stripe_account_id = e.stripe_account_id AND a.payment_intent_id = e.root_id
		LEFT JOIN gift g ON g.id = a.gift_id
		LEFT JOIN stripe_account p ON p.id = e.stripe_account_id
		WHERE e.type IN ('payment_intent.payment_failed', 'payment_intent.succeeded') AND e.created_at > ${since}
			AND coalesce(g.institution_id, p.institution_id) IS NOT NULL
		GROUP BY 1`;
}

type MailTx = Parameters<typeof requestMail>[0];
const staffSchema = z.object({ email: z.string() });

/** Finance officers and administrators of the institution, or of the whole programme where it has none. */
async function tellStaff(tx: MailTx, ctx: Ctx, alarm: { alarmId: string; institutionId: string }): Promise<void> {
	const staff = await queryRows(
		tx,
		staffSchema,
		Prisma.sql`
		SELECT DISTINCT u.email FROM staff_user u JOIN role_grant r ON r.user_id = u.id
		WHERE r.role IN ('finance', 'admin') AND (r.institution_id = ${alarm.institutionId}::uuid
			OR (r.scope_kind = 'programme' AND NOT EXISTS (
				SELECT 1 FROM role_grant own WHERE own.role IN ('finance', 'admin') AND own.institution_id = ${alarm.institutionId}::uuid)))`,
	);
	for (const { email } of staff) {
		await requestMail(tx, ctx, {
			kind: "decline-alarm",
			onceKey: `decline-alarm:${alarm.alarmId}:${email}`,
			toAddress: email,
			lang: "ja",
			institutionId: alarm.institutionId,
			subject: { type: "decline_alarm", id: alarm.alarmId },
		});
	}
}
