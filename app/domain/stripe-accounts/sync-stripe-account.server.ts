import Stripe from "stripe";
import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { Root, SyncOutcome } from "../payments/sync-stripe-object.server";
import { stripeOf } from "./stripe-account.server";
import type { DisabledReason, StripeAccountState } from "./stripe-account.status";

/** What Stripe says of an account, or that it lets us no longer in. */
export type AccountTruth =
	| {
			reached: true;
			stripeId: string;
			detailsSubmitted: boolean;
			chargesEnabled: boolean;
			payoutsEnabled: boolean;
			capabilities: Record<string, string>;
			missing: string[];
	  }
	| { reached: false; reason: Exclude<DisabledReason, "staff"> };

/** The work behind `account.updated` and `account.application.deauthorized`: reads the account itself again. */
export async function syncStripeAccount(ctx: Ctx, root: Root): Promise<SyncOutcome> {
	await refreshStripeAccount(ctx, root.stripeAccountId);
	return "applied";
}

/**
 * Asks Stripe how an account stands and keeps the answer. An account Stripe no longer lets us into is disabled, so that
 * new gifts pause; when it lets us in again, it is as before. What staff disabled stays so.
 */
export async function refreshStripeAccount(ctx: Ctx, stripeAccountId: string): Promise<AccountTruth> {
	const truth = await askStripe(ctx, stripeAccountId);
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM stripe_account WHERE id = ${stripeAccountId} FOR UPDATE`;
		const before = await tx.stripeAccount.findUniqueOrThrow({ where: { id: stripeAccountId } });
		const status = statusAfter(before, truth);
		const { count } = await tx.stripeAccount.updateMany({
			where: { id: stripeAccountId },
			data: {
				...status,
				...(truth.reached && {
					stripeId: truth.stripeId,
					chargesEnabled: truth.chargesEnabled,
					payoutsEnabled: truth.payoutsEnabled,
					capabilities: truth.capabilities,
					missing: truth.missing,
					problem: null,
					problemAt: null,
				}),
				checkedAt: ctx.now,
				updatedAt: ctx.now,
			},
		});
		const charges = truth.reached ? truth.chargesEnabled : before.chargesEnabled;
		const same = status.status === before.status && charges === before.chargesEnabled;
		if (count === 0 || same) return;
		await audit(tx, ctx, {
			action: "stripe_account.standing",
			subject: before.institutionId
				? { type: "institution", id: before.institutionId }
				: { type: "stripe_account", id: stripeAccountId },
			...(before.institutionId && { institutionId: before.institutionId }),
			before: { status: before.status, chargesEnabled: before.chargesEnabled },
			after: { account: stripeAccountId, ...status, chargesEnabled: charges },
		});
	});
	return truth;
}

type Standing = { status: string; disabledReason: string | null; kind: string };

export function statusAfter(
	before: Standing,
	truth: AccountTruth,
): { status: StripeAccountState; disabledReason: DisabledReason | null } {
	if (before.disabledReason === "staff") return { status: "disabled", disabledReason: "staff" };
	if (!truth.reached) return { status: "disabled", disabledReason: truth.reason };
	// Own keys wait for their webhook's secret, whatever Stripe says of the account.
	const waits = before.kind === "own_keys" ? before.status === "onboarding" : !truth.detailsSubmitted;
	return { status: waits && before.kind !== "platform" ? "onboarding" : "active", disabledReason: null };
}

async function askStripe(ctx: Ctx, stripeAccountId: string): Promise<AccountTruth> {
	const { kind } = await ctx.db.stripeAccount.findUniqueOrThrow({ where: { id: stripeAccountId } });
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	try {
		return readAccount(await stripe.accounts.retrieveCurrent({}, options));
	} catch (error) {
		const reason = shutOut(kind, error);
		if (reason) return { reached: false, reason };
		throw error;
	}
}

/**
 * Stripe's definite no to one account, as against an answer that did not come. A key refused on a connected account's
 * behalf is the platform's own trouble, and says nothing of that account.
 */
export function shutOut(kind: string, error: unknown): Exclude<DisabledReason, "staff"> | null {
	if (kind === "connected" && error instanceof Stripe.errors.StripePermissionError) return "deauthorized";
	if (kind === "own_keys" && error instanceof Stripe.errors.StripeAuthenticationError) return "key_refused";
	return null;
}

export function readAccount(account: Stripe.Account): Extract<AccountTruth, { reached: true }> {
	return {
		reached: true,
		stripeId: account.id,
		detailsSubmitted: account.details_submitted ?? false,
		chargesEnabled: account.charges_enabled ?? false,
		payoutsEnabled: account.payouts_enabled ?? false,
		capabilities: Object.fromEntries(
			Object.entries(account.capabilities ?? {}).filter(
				(entry): entry is [string, string] => typeof entry[1] === "string",
			),
		),
		missing: [...new Set(account.requirements?.currently_due ?? [])],
	};
}
