import { inTransaction } from "~/platform/db/transaction.server";
import { log } from "~/platform/log.server";
import type { Ctx } from "../access/ctx.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";
import { refreshStripeAccount, shutOut } from "../stripe-accounts/sync-stripe-account.server";
import { storeEvent } from "./receive-stripe-event.server";
import { type InboxEvent, KNOWN_EVENT_TYPES, readEvent } from "./stripe-events";

/** Asked again each time, so that an event made while the last sweep ran is not missed. */
const OVERLAP_SECONDS = 6 * 60 * 60;
/** Stripe keeps events for 30 days. */
const FIRST_SWEEP_SECONDS = 30 * 24 * 60 * 60;

const PAGE = 100;
/** Stripe takes at most so many types in one question. */
const TYPES_AT_ONCE = 20;

/**
 * Asks Stripe which events there were since the last sweep and stores those that no webhook brought. An account that
 * cannot be asked is noted, shown to staff, and keeps none of the others waiting.
 * @returns how many events were looked at, how many were missing, and the accounts that could not be asked
 */
export async function sweepStripeEvents(ctx: Ctx): Promise<{ seen: number; missed: number; failed: string[] }> {
	const accounts = await ctx.db.stripeAccount.findMany({
		// What was never connected has no events.
		where: { OR: [{ kind: { not: "connected" } }, { stripeId: { not: null } }] },
		select: { id: true, kind: true },
		orderBy: { id: "asc" },
	});
	const sum = { seen: 0, missed: 0, failed: [] as string[] };
	for (const account of accounts) {
		try {
			const { seen, missed } = await sweepAccount(ctx, account.id);
			sum.seen += seen;
			sum.missed += missed;
			await noteProblem(ctx, account.id, null);
		} catch (error) {
			sum.failed.push(account.id);
			log.error({ err: error, stripeAccountId: account.id }, "an account's events could not be swept");
			await noteProblem(ctx, account.id, error);
			if (shutOut(account.kind, error)) await refreshStripeAccount(ctx, account.id);
		}
	}
	return sum;
}

async function sweepAccount(ctx: Ctx, account: string): Promise<{ seen: number; missed: number }> {
	let seen = 0;
	let missed = 0;
	for (let from = 0; from < KNOWN_EVENT_TYPES.length; from += TYPES_AT_ONCE) {
		const types = KNOWN_EVENT_TYPES.slice(from, from + TYPES_AT_ONCE);
		for await (const events of pagesSince(ctx, account, types)) {
			seen += events.length;
			missed += await storeMissing(ctx, account, events);
		}
	}
	await inTransaction(ctx, (tx) =>
		tx.stripeSweep.upsert({
			where: { stripeAccountId: account },
			create: { stripeAccountId: account, sweptUntil: ctx.now },
			update: { sweptUntil: ctx.now },
		}),
	);
	return { seen, missed };
}

async function noteProblem(ctx: Ctx, id: string, error: unknown): Promise<void> {
	const problem = error === null ? null : (error instanceof Error ? error.message : String(error)).slice(0, 500);
	const where = problem === null ? { id, problem: { not: null } } : { id };
	await inTransaction(ctx, (tx) =>
		tx.stripeAccount.updateMany({ where, data: { problem, problemAt: problem === null ? null : ctx.now } }),
	);
}

async function* pagesSince(ctx: Ctx, account: string, types: string[]): AsyncGenerator<InboxEvent[]> {
	const last = await ctx.db.stripeSweep.findUnique({ where: { stripeAccountId: account } });
	const since = last
		? Math.floor(last.sweptUntil.getTime() / 1000) - OVERLAP_SECONDS
		: Math.floor(ctx.now.getTime() / 1000) - FIRST_SWEEP_SECONDS;
	const { stripe, options } = await stripeOf(ctx, account);
	let startingAfter: string | undefined;
	for (;;) {
		const page = await stripe.events.list(
			{
				created: { gte: since },
				types,
				limit: PAGE,
				...(startingAfter && { starting_after: startingAfter }),
			},
			options,
		);
		yield page.data.map(readEvent).filter((event) => event !== null);
		startingAfter = page.data.at(-1)?.id;
		if (!page.has_more || !startingAfter) return;
	}
}

/** Most of a page is known already: one question for all of it. */
async function storeMissing(ctx: Ctx, account: string, events: InboxEvent[]): Promise<number> {
	const known = await ctx.db.stripeEvent.findMany({
		where: { stripeAccountId: account, eventId: { in: events.map((event) => event.eventId) } },
		select: { eventId: true },
	});
	const there = new Set(known.map((event) => event.eventId));
	const missing = events.filter((event) => event.known && !there.has(event.eventId));
	let stored = 0;
	for (const event of missing) {
		if (await storeEvent(ctx, account, event, "sweep")) stored += 1;
	}
	return stored;
}
