import type Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRows, type SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { type StripeOf, stripeOf } from "../stripe-accounts/stripe-account.server";
import { compareBalance } from "./compare-balance.server";
import { CHARGE_EXPAND, compareCharges } from "./compare-charges.server";
import { compareDisputes } from "./compare-disputes.server";
import { comparePayments, compareUnseen } from "./compare-ours.server";
import { comparePayouts, PAYOUT_LIST_EXPAND } from "./compare-payouts.server";
import { compareRefunds, REFUND_EXPAND } from "./compare-refunds.server";
import { compareTransactions, TRANSACTION_EXPAND } from "./compare-transactions.server";
import type { Finding } from "./difference-kinds";
import { closeGone, keepFindings } from "./keep-findings.server";
import type { RunRow } from "./run-row";

const PAGE = 100;

const PHASES = ["charges", "refunds", "disputes", "payouts", "transactions", "payments", "balance"] as const;
type Phase = (typeof PHASES)[number];

const cursorSchema = z.object({
	phase: z.enum(PHASES).default("charges"),
	/** the last object of the page before */
	after: z.string().nullable().default(null),
	/** disputes and payouts are few: their ids are remembered, so that what Stripe does not list is seen */
	disputes: z.array(z.string()).default([]),
	payouts: z.array(z.string()).default([]),
	quietYen: z.string().default("0"),
	read: z.int().default(0),
	known: z.int().default(0),
});
type Cursor = z.output<typeof cursorSchema>;

type Step = { findings: Finding[]; next: Cursor };
type Work = { run: RunRow; db: SqlTx; of: StripeOf; others: StripeOf[] };

/**
 * Compares one Stripe account with the books, page by page: what Stripe lists with what we have, what we have with what
 * Stripe lists, and the balance. After each page the way so far is kept, so a run that was stopped goes on from there.
 * Does nothing when the run is over, or another one of the account has begun since.
 * @throws what Stripe threw; the run says so and is tried again
 */
export async function reconcileAccount(ctx: Ctx, input: { runId: string }): Promise<void> {
	const begun = await beginRun(ctx, input.runId);
	if (!begun) return;
	const { run } = begun;
	let cursor = cursorSchema.parse(begun.cursor);
	try {
		const work = await openWork(ctx, run);
		while (cursor.phase !== "balance") {
			const step = await takeStep(work, cursor);
			await inSqlTransaction(ctx, async (tx) => {
				await keepFindings(tx, run, step.findings, ctx.now);
				await keepCursor(tx, run, step.next);
			});
			cursor = step.next;
		}
		await finish(ctx, work, cursor);
	} catch (error) {
		const message = (error instanceof Error ? error.message : String(error)).slice(0, 500);
		await inSqlTransaction(
			ctx,
			(tx) =>
				tx.$executeRaw`UPDATE reconciliation_run SET status = 'failed', error = ${message} WHERE id = ${run.id}::uuid`,
		);
		throw error;
	}
}

const runSchema = z.object({
	id: z.uuid(),
	stripeAccountId: z.string(),
	institutionId: z.uuid().nullable(),
	fromDay: z.string(),
	toDay: z.string(),
	startedAt: z.date(),
	cursor: z.unknown(),
});

async function beginRun(ctx: Ctx, runId: string): Promise<{ run: RunRow; cursor: unknown } | null> {
	const rows = await inSqlTransaction(ctx, (tx) =>
		queryRows(
			tx,
			runSchema,
			Prisma.sql`
			UPDATE reconciliation_run r SET status = 'running', error = NULL
			FROM stripe_account a
			WHERE r.id = ${runId}::uuid AND r.status <> 'done' AND a.id = r.stripe_account_id
				AND NOT EXISTS (SELECT 1 FROM reconciliation_run newer WHERE newer.stripe_account_id = r.stripe_account_id AND newer.started_at > r.started_at)
			RETURNING r.id, r.stripe_account_id AS "stripeAccountId", a.institution_id AS "institutionId", r.from_day::text AS "fromDay",
				r.to_day::text AS "toDay", r.started_at AS "startedAt", r.cursor`,
		),
	);
	const [row] = rows;
	if (!row) return null;
	const { cursor, ...run } = row;
	return { run, cursor };
}

/** Each statement stands alone: Stripe is asked between them, and no transaction may wait for that. */
async function openWork(ctx: Ctx, run: RunRow): Promise<Work> {
	const db: SqlTx = {
		$queryRaw: ((...query: Parameters<SqlTx["$queryRaw"]>) =>
			inSqlTransaction(ctx, (tx) => tx.$queryRaw(...query))) as SqlTx["$queryRaw"],
		$executeRaw: ((...query: Parameters<SqlTx["$executeRaw"]>) =>
			inSqlTransaction(ctx, (tx) => tx.$executeRaw(...query))) as SqlTx["$executeRaw"],
	};
	const accounts = await ctx.db.stripeAccount.findMany({
		where: { id: { not: run.stripeAccountId } },
		select: { id: true },
	});
	const others: StripeOf[] = [];
	for (const { id } of accounts) {
		// An account that cannot be used is told of by its own run.
		const of = await stripeOf(ctx, id).catch(() => null);
		if (of) others.push(of);
	}
	return { run, db, of: await stripeOf(ctx, run.stripeAccountId), others };
}

async function takeStep(work: Work, cursor: Cursor): Promise<Step> {
	const { run, db, of, others } = work;
	if (cursor.phase === "payments") {
		const page = await comparePayments(db, run, { here: of, others }, cursor.after);
		const again = await compareCharges(db, run, of, page.again);
		const quietYen = (BigInt(cursor.quietYen) + page.quietYen).toString();
		const findings = [...page.findings, ...again.findings];
		return { findings, next: { ...moveOn(cursor, page.nextId), quietYen } };
	}
	const { data, hasMore } = await readPage(work, cursor);
	const { findings, known } = await compare(work, cursor.phase, data);
	const next = moveOn(cursor, hasMore ? (data.at(-1)?.id ?? null) : null);
	next.read += data.length;
	next.known += known;
	if (cursor.phase === "disputes") next.disputes = [...cursor.disputes, ...data.map(({ id }) => id)];
	if (cursor.phase === "payouts") next.payouts = [...cursor.payouts, ...data.map(({ id }) => id)];
	return { findings, next };
}

function moveOn(cursor: Cursor, after: string | null): Cursor {
	if (after !== null) return { ...cursor, after };
	return { ...cursor, phase: PHASES[PHASES.indexOf(cursor.phase) + 1] ?? "balance", after: null };
}

type Listed = Stripe.Charge | Stripe.Refund | Stripe.Dispute | Stripe.Payout | Stripe.BalanceTransaction;

async function readPage({ run, of }: Work, { phase, after }: Cursor): Promise<{ data: Listed[]; hasMore: boolean }> {
	const { stripe, options } = of;
	const gte = Math.floor(Date.parse(`${run.fromDay}T00:00:00+09:00`) / 1000);
	const lte = Math.floor(run.startedAt.getTime() / 1000);
	const page = { created: { gte, lte }, limit: PAGE, ...(after === null ? {} : { starting_after: after }) };
	const list: { data: Listed[]; has_more: boolean } =
		phase === "charges"
			? await stripe.charges.list({ ...page, expand: CHARGE_EXPAND }, options)
			: phase === "refunds"
				? await stripe.refunds.list({ ...page, expand: REFUND_EXPAND }, options)
				: phase === "disputes"
					? await stripe.disputes.list(page, options)
					: phase === "payouts"
						? await stripe.payouts.list({ ...page, expand: PAYOUT_LIST_EXPAND }, options)
						: await stripe.balanceTransactions.list({ ...page, expand: TRANSACTION_EXPAND }, options);
	return { data: list.data, hasMore: list.has_more };
}

function compare({ run, db, of }: Work, phase: Phase, data: Listed[]): Promise<{ findings: Finding[]; known: number }> {
	switch (phase) {
		case "charges":
			return compareCharges(db, run, of, data as Stripe.Charge[]);
		case "refunds":
			return compareRefunds(db, run, data as Stripe.Refund[]);
		case "disputes":
			return compareDisputes(db, run, data as Stripe.Dispute[]);
		case "payouts":
			return comparePayouts(db, run, data as Stripe.Payout[]);
		default:
			return compareTransactions(db, run, data as Stripe.BalanceTransaction[]);
	}
}

async function keepCursor(tx: SqlTx, run: RunRow, cursor: Cursor): Promise<void> {
	await tx.$executeRaw`
		UPDATE reconciliation_run SET cursor = ${JSON.stringify(cursor)}::jsonb, stripe_count = ${cursor.read}, our_count = ${cursor.known}
		WHERE id = ${run.id}::uuid`;
}

async function finish(ctx: Ctx, { run, db, of }: Work, cursor: Cursor): Promise<void> {
	const unseen = await compareUnseen(db, run, of, cursor);
	await inSqlTransaction(ctx, (tx) => keepFindings(tx, run, unseen, ctx.now));
	const seen = await ctx.db.reconciliationDifference.findMany({
		where: { lastRunId: run.id, kind: { not: "balance_differs" } },
		select: { objectId: true, effectYen: true },
	});
	const quietYen = BigInt(cursor.quietYen);
	const balance = await compareBalance(db, run, of, { quietYen, findings: seen });
	await inSqlTransaction(ctx, async (tx) => {
		await keepFindings(tx, run, balance.findings, ctx.now);
		await closeGone(tx, run, ctx.now);
		await tx.$executeRaw`
			UPDATE reconciliation_run SET status = 'done', finished_at = ${ctx.now}, error = NULL, stripe_yen = ${balance.stripeYen},
				ledger_yen = ${balance.ledgerYen},
				difference_count = (SELECT count(*) FROM reconciliation_difference WHERE last_run_id = ${run.id}::uuid)
			WHERE id = ${run.id}::uuid`;
	});
}
