import type { Ctx } from "../access/ctx.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";
import { applyDisputeTruth } from "./apply-dispute-truth.server";
import { disputeStateOf, readDispute } from "./dispute-truth";

type Root = { stripeAccountId: string; rootId: string };

/**
 * Reads a dispute again from Stripe and brings our rows to it. A dispute heard of before its charge books the charge first.
 * @param syncPayment  reads and books a payment intent
 */
export async function syncDispute(
	ctx: Ctx,
	root: Root,
	syncPayment: (ctx: Ctx, root: Root) => Promise<"applied" | "not_ours">,
): Promise<"applied" | "not_ours"> {
	const { stripeAccountId, rootId } = root;
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const truth = readDispute(await stripe.disputes.retrieve(rootId, {}, options));
	const closedAt = disputeStateOf(truth) === "open" ? null : await findClosing(ctx, root, truth.createdAt);
	if ((await applyDisputeTruth(ctx, stripeAccountId, truth, closedAt)) === "applied") return "applied";
	if (truth.paymentIntentId === null) return "not_ours";
	if ((await syncPayment(ctx, { stripeAccountId, rootId: truth.paymentIntentId })) === "not_ours") return "not_ours";
	await applyDisputeTruth(ctx, stripeAccountId, truth, closedAt);
	return "applied";
}

const CLOSED = "charge.dispute.closed";

/** A dispute does not say when it was closed; its event does, from our inbox or, when that has not come yet, from Stripe. */
async function findClosing(ctx: Ctx, { stripeAccountId, rootId }: Root, openedAt: Date): Promise<Date | null> {
	const known = await ctx.db.stripeEvent.findFirst({
		where: { stripeAccountId, objectId: rootId, type: CLOSED },
		orderBy: { createdAt: "desc" },
		select: { createdAt: true },
	});
	if (known) return known.createdAt;
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const since = Math.floor(openedAt.getTime() / 1000);
	for await (const event of stripe.events.list({ type: CLOSED, created: { gte: since }, limit: 100 }, options)) {
		const object = event.data.object as { id?: string };
		if (object.id === rootId) return new Date(event.created * 1000);
	}
	return null;
}
