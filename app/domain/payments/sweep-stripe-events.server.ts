import { inTransaction } from "~/platform/db/transaction.server";
import { getStripe } from "~/platform/stripe/stripe.server";
import type { Ctx } from "../access/ctx.server";
import { storeEvent } from "./receive-stripe-event.server";
import { stripeOptions } from "./stripe-account.server";
import { readEvent } from "./stripe-events";

/** Asked again each time, so that an event made while the last sweep ran is not missed. */
const OVERLAP_SECONDS = 6 * 60 * 60;
/** Stripe keeps events for 30 days. */
const FIRST_SWEEP_SECONDS = 30 * 24 * 60 * 60;

/**
 * Asks Stripe which events there were since the last sweep and stores those that no webhook brought.
 * @returns how many were missing
 */
export async function sweepStripeEvents(ctx: Ctx): Promise<{ seen: number; missed: number }> {
	const accounts = await ctx.db.stripeAccount.findMany({ select: { id: true } });
	let seen = 0;
	let missed = 0;
	for (const account of accounts) {
		const last = await ctx.db.stripeSweep.findUnique({ where: { stripeAccountId: account.id } });
		const since = last
			? Math.floor(last.sweptUntil.getTime() / 1000) - OVERLAP_SECONDS
			: Math.floor(ctx.now.getTime() / 1000) - FIRST_SWEEP_SECONDS;
		const options = await stripeOptions(ctx, account.id);
		for await (const event of getStripe().events.list({ created: { gte: since }, limit: 100 }, options)) {
			seen += 1;
			const inbox = readEvent(event);
			if (!inbox?.known) continue;
			const isNew = await inTransaction(ctx, (tx) => storeEvent(tx, ctx, account.id, inbox, "sweep"));
			if (isNew) missed += 1;
		}
		await inTransaction(ctx, (tx) =>
			tx.stripeSweep.upsert({
				where: { stripeAccountId: account.id },
				create: { stripeAccountId: account.id, sweptUntil: ctx.now },
				update: { sweptUntil: ctx.now },
			}),
		);
	}
	return { seen, missed };
}
