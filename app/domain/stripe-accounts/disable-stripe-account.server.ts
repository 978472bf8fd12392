import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { stripeRefusal } from "../payments/stripe-refusal.server";
import { ownStripeAccount } from "./own-stripe-account.server";
import { refreshStripeAccount } from "./sync-stripe-account.server";

type Input = { institution: string; account: string };

/**
 * Pauses new gifts on an account at once. What was given on it goes on: its keys stay, for refunds, renewals and disputes.
 * Disabling twice is once.
 * @throws AppError institution_not_found, forbidden, stripe_account_not_found
 */
export async function disableStripeAccount(ctx: Ctx, input: Input): Promise<void> {
	const { institution, account } = await ownStripeAccount(ctx, input);
	await inTransaction(ctx, async (tx) => {
		const { count } = await tx.stripeAccount.updateMany({
			where: { id: account.id, OR: [{ disabledReason: null }, { disabledReason: { not: "staff" } }] },
			data: { status: "disabled", disabledReason: "staff", updatedAt: ctx.now },
		});
		if (count === 0) return;
		await audit(tx, ctx, {
			action: "stripe_account.disabled",
			subject: { type: "institution", id: institution.id },
			institutionId: institution.id,
			after: { account: account.id },
		});
	});
}

/**
 * Lets an account that staff disabled take gifts again, as far as Stripe lets it.
 * @throws AppError those of disableStripeAccount, stripe_unreachable (503)
 */
export async function enableStripeAccount(ctx: Ctx, input: Input): Promise<void> {
	const { institution, account } = await ownStripeAccount(ctx, input);
	await inTransaction(ctx, async (tx) => {
		const row = await tx.stripeAccount.findUniqueOrThrow({
			where: { id: account.id },
			omit: { webhookSecretSealed: false },
		});
		const status = row.kind === "own_keys" && row.webhookSecretSealed ? "active" : "onboarding";
		const { count } = await tx.stripeAccount.updateMany({
			where: { id: account.id, disabledReason: "staff" },
			data: { status, disabledReason: null, updatedAt: ctx.now },
		});
		if (count === 0) return;
		await audit(tx, ctx, {
			action: "stripe_account.enabled",
			subject: { type: "institution", id: institution.id },
			institutionId: institution.id,
			after: { account: account.id },
		});
	});
	if (isMade(account)) await ask(ctx, account.id);
}

/**
 * Asks Stripe now how an account stands, instead of waiting to be told.
 * @throws AppError those of disableStripeAccount, stripe_account_not_made (409), stripe_unreachable (503)
 */
export async function checkStripeAccount(ctx: Ctx, input: Input): Promise<void> {
	const { account } = await ownStripeAccount(ctx, input);
	if (!isMade(account)) throw conflict("stripe_account_not_made", `account ${account.id} is not at Stripe yet`);
	await ask(ctx, account.id);
}

/** A connected account whose making at Stripe broke off has nothing to be asked about. */
const isMade = (account: { kind: string; stripeId: string | null }) =>
	account.kind !== "connected" || account.stripeId !== null;

async function ask(ctx: Ctx, account: string): Promise<void> {
	try {
		await refreshStripeAccount(ctx, account);
	} catch (error) {
		throw stripeRefusal(error);
	}
}
