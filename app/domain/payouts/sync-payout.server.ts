import type Stripe from "stripe";
import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inSqlTransaction, queryRows } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import type { Root, SyncOutcome } from "../payments/sync-stripe-object.server";
import { type StripeOf, stripeOf } from "../stripe-accounts/stripe-account.server";
import { applyPayoutTruth } from "./apply-payout-truth.server";
import { CARRIED_EXPAND, type CarriedTruth, PAYOUT_EXPAND, readCarried, readPayout } from "./payout-truth";

const PAGE = 100;

/** Reads one object again and books it: what the payout carries must be in the ledger before the payout is. */
type SyncAgain = (ctx: Ctx, root: Root) => Promise<SyncOutcome>;

/** Reads a payout and what it carries from Stripe, books what of that was not known yet, then the payout itself. */
export async function syncPayout(ctx: Ctx, root: Root, syncAgain: SyncAgain): Promise<SyncOutcome> {
	const { stripeAccountId, rootId } = root;
	const of = await stripeOf(ctx, stripeAccountId);
	const payout = await of.stripe.payouts.retrieve(rootId, { expand: PAYOUT_EXPAND }, of.options);
	if (payout.currency !== "jpy") return "not_ours";
	const group = payout.automatic ? await readGroup(of, payout.id) : null;
	const truth = readPayout(payout, group);
	if (truth.carried) await bookUnknown(ctx, stripeAccountId, truth.carried, syncAgain);
	else if (!payout.automatic) await bookUnknownBefore(ctx, stripeAccountId, { of, payout }, syncAgain);
	return applyPayoutTruth(ctx, stripeAccountId, truth);
}

async function readGroup({ stripe, options }: StripeOf, payoutId: string): Promise<CarriedTruth[]> {
	const group: CarriedTruth[] = [];
	const every = stripe.balanceTransactions.list({ payout: payoutId, limit: PAGE, expand: CARRIED_EXPAND }, options);
	for await (const transaction of every) group.push(readCarried(transaction));
	return group;
}

/** Of balance transactions the mirror does not hold, the objects behind them are read and booked. */
async function bookUnknown(ctx: Ctx, account: string, carried: CarriedTruth[], syncAgain: SyncAgain): Promise<number> {
	const known = await knownOf(ctx, account, carried);
	const unknown = carried.filter(({ id }) => !known.has(id));
	const roots = new Set(unknown.flatMap(({ rootId }) => (rootId === null ? [] : [rootId])));
	for (const rootId of roots) await syncAgain(ctx, { stripeAccountId: account, rootId });
	return unknown.length;
}

/**
 * What a payout by hand carries is not told: everything before it is booked first, newest first, until a whole page of it
 * is known.
 */
async function bookUnknownBefore(
	ctx: Ctx,
	account: string,
	{ of, payout }: { of: StripeOf; payout: Stripe.Payout },
	syncAgain: SyncAgain,
): Promise<void> {
	let startingAfter: string | undefined;
	for (;;) {
		const page = await of.stripe.balanceTransactions.list(
			{
				created: { lte: payout.created },
				limit: PAGE,
				expand: CARRIED_EXPAND,
				...(startingAfter && { starting_after: startingAfter }),
			},
			of.options,
		);
		const others = page.data.map(readCarried).filter(({ rootId }) => rootId !== payout.id);
		const unknown = await bookUnknown(ctx, account, others, syncAgain);
		startingAfter = page.data.at(-1)?.id;
		if (!page.has_more || !startingAfter || (unknown === 0 && others.length > 0)) return;
	}
}

async function knownOf(ctx: Ctx, account: string, carried: CarriedTruth[]): Promise<Set<string>> {
	const ids = carried.map(({ id }) => id);
	const rows = await inSqlTransaction(ctx, (tx) =>
		queryRows(
			tx,
			z.object({ id: z.string() }),
			Prisma.sql`SELECT id FROM stripe_balance_transaction WHERE stripe_account_id = ${account} AND id = ANY(${ids})`,
		),
	);
	return new Set(rows.map(({ id }) => id));
}
