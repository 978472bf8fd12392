import type Stripe from "stripe";
import { inTransaction } from "~/platform/db/transaction.server";
import { AppError, notFound } from "~/platform/errors";
import { openSecret } from "~/platform/seal.server";
import { getStripe, stripeWithKey } from "~/platform/stripe/stripe.server";
import type { Ctx } from "../access/ctx.server";

/** The account gifts are charged on until an institution has its own. */
export const PLATFORM_ACCOUNT = "platform";

/** Our own word for an account, as it stands in the address of its webhook. */
export const STRIPE_ACCOUNT_WORD = /^[a-z0-9][a-z0-9-]{0,59}$/;

export const STRIPE_ACCOUNT_KINDS = ["platform", "connected", "own_keys"] as const;
export type StripeAccountKind = (typeof STRIPE_ACCOUNT_KINDS)[number];

/** What a sealed key opens for. */
export const keyPurpose = (stripeAccountId: string, which: "secret_key" | "webhook_secret") =>
	`stripe_account:${stripeAccountId}:${which}`;

/** The SDK and the options a request must carry so that it acts on exactly this account. */
export type StripeOf = { stripe: Stripe; options: Stripe.RequestOptions };

/**
 * Every call to Stripe goes through this: the right key and the right `Stripe-Account`, never the platform's for money
 * that is another account's.
 * @throws AppError not_found, stripe_account_not_usable
 */
export async function stripeOf(ctx: Ctx, stripeAccountId: string): Promise<StripeOf> {
	if (stripeAccountId === PLATFORM_ACCOUNT) return { stripe: getStripe(), options: {} };
	const account = await inTransaction(ctx, (tx) =>
		tx.stripeAccount.findUnique({ where: { id: stripeAccountId }, omit: { secretKeySealed: false } }),
	);
	if (!account) throw notFound("stripe_account", stripeAccountId);
	if (account.kind === "connected" && account.stripeId) {
		return { stripe: getStripe(), options: { stripeAccount: account.stripeId } };
	}
	if (account.kind === "own_keys" && account.secretKeySealed) {
		const secretKey = openSecret(account.secretKeySealed, keyPurpose(account.id, "secret_key"));
		return { stripe: stripeWithKey(secretKey), options: {} };
	}
	throw new AppError({
		code: "stripe_account_not_usable",
		status: 500,
		logMessage: `Stripe account ${account.id} of kind ${account.kind} cannot be acted on`,
	});
}

/** The platform's own account, which every installation has. */
export async function ensurePlatformAccount(ctx: Ctx): Promise<void> {
	await inTransaction(ctx, (tx) =>
		tx.stripeAccount.createMany({ data: [{ id: PLATFORM_ACCOUNT, kind: "platform" }], skipDuplicates: true }),
	);
}
