import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict, forbidden, notFound } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { actorId } from "../access/actor";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDay, jstDayString } from "../calendar/fiscal-year";

/** How far back a night looks; what is older was compared when it was new. */
const DAYS_BACK = 35;
/** A run that has not ended by then will not. */
const GIVEN_UP_AFTER = "20 hours";

/**
 * Starts a comparison of one Stripe account now.
 * @param input.fromDay  looks back to this JST day; absent: as a night does
 * @returns the new run, or the one that is under way
 * @throws AppError stripe_account_not_found, forbidden
 */
export async function requestRun(
	ctx: Ctx,
	input: { stripeAccountId: string; fromDay?: string | null },
): Promise<{ runId: string }> {
	const account = await ctx.db.stripeAccount.findUnique({ where: { id: input.stripeAccountId } });
	if (!account) throw notFound("stripe_account", input.stripeAccountId);
	const { institutionId } = account;
	if (!mayDo(ctx, "explain", "ReconciliationDifference", { institutionId })) {
		throw forbidden(`reconcile ${input.stripeAccountId}`);
	}
	return inTransaction(ctx, async (tx) => {
		const run = await startRun(tx, ctx, input);
		if (run.isNew) {
			await audit(tx, ctx, {
				action: "reconciliation.requested",
				subject: { type: "reconciliation_run", id: run.runId },
				...(institutionId === null ? {} : { institutionId }),
				after: { stripeAccountId: input.stripeAccountId },
			});
		}
		return { runId: run.runId };
	});
}

/** Every night: each account by itself, so that one that does not answer stops no other. */
export async function startNightlyRuns(ctx: Ctx): Promise<number> {
	// One that is still being set up has nothing to compare; one that was disabled may hold money.
	const accounts = await ctx.db.stripeAccount.findMany({
		where: { OR: [{ status: "active" }, { payments: { some: {} } }] },
		select: { id: true },
		orderBy: { id: "asc" },
	});
	for (const { id } of accounts) {
		await inTransaction(ctx, (tx) => startRun(tx, ctx, { stripeAccountId: id }));
	}
	return accounts.length;
}

const daysSchema = z.object({ from: z.string() });
const runSchema = z.object({ id: z.uuid() });

async function startRun(
	tx: SqlTx,
	ctx: Ctx,
	input: { stripeAccountId: string; fromDay?: string | null },
): Promise<{ runId: string; isNew: boolean }> {
	const { stripeAccountId } = input;
	await tx.$executeRaw`
		UPDATE reconciliation_run SET status = 'failed', error = coalesce(error, 'it never ended')
		WHERE stripe_account_id = ${stripeAccountId} AND status = 'running' AND started_at < ${ctx.now}::timestamptz - ${GIVEN_UP_AFTER}::interval`;
	const today = jstDayString(ctx.now);
	const usual = jstDay(ctx.now).subtract({ days: DAYS_BACK }).toString();
	const fromDay = input.fromDay ?? (await firstDay(tx, stripeAccountId, usual));
	const inserted = await queryRows(
		tx,
		runSchema,
		Prisma.sql`
		INSERT INTO reconciliation_run (id, stripe_account_id, from_day, to_day, status, requested_by, started_at)
		VALUES (gen_random_uuid(), ${stripeAccountId}, ${fromDay > today ? today : fromDay}::date, ${today}::date, 'running',
			${ctx.actor.kind === "job" ? null : actorId(ctx.actor)}, ${ctx.now})
		ON CONFLICT DO NOTHING
		RETURNING id`,
	);
	const [run] =
		inserted.length > 0
			? inserted
			: await queryRows(
					tx,
					runSchema,
					Prisma.sql`SELECT id FROM reconciliation_run WHERE stripe_account_id = ${stripeAccountId} AND status = 'running'`,
				);
	if (!run) throw conflict("reconciliation_busy", `a run of ${stripeAccountId} has just ended`);
	await enqueue(tx, "reconcileAccount", { runId: run.id }, { jobKey: `reconcile:${stripeAccountId}`, maxAttempts: 8 });
	return { runId: run.id, isNew: inserted.length > 0 };
}

/** All of it the first time; later the usual days, or as far back as the oldest difference that is open. */
async function firstDay(tx: SqlTx, stripeAccountId: string, usual: string): Promise<string> {
	const [days] = await queryRows(
		tx,
		daysSchema,
		Prisma.sql`
		SELECT least(${usual}::date,
			(SELECT min(object_on) FROM reconciliation_difference WHERE stripe_account_id = ${stripeAccountId} AND status = 'open'),
			CASE WHEN NOT EXISTS (SELECT 1 FROM reconciliation_run WHERE stripe_account_id = ${stripeAccountId} AND status = 'done') THEN
				(SELECT (min(charged_at) AT TIME ZONE 'Asia/Tokyo')::date FROM payment WHERE stripe_account_id = ${stripeAccountId}) END
		)::text AS "from"`,
	);
	return days?.from ?? usual;
}
