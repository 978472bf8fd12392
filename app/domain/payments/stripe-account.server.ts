import type Stripe from "stripe";
import { inTransaction } from "~/platform/db/transaction.server";
import { AppError, notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";

/** The account gifts are charged on until an institution has its own. */
export const PLATFORM_ACCOUNT = "platform";

/** Which Stripe account a request to Stripe acts on. */
export async function stripeOptions(ctx: Ctx, stripeAccountId: string): Promise<Stripe.RequestOptions> {
	if (stripeAccountId === PLATFORM_ACCOUNT) return {};
	const account = await ctx.db.stripeAccount.findUnique({ where: { id: stripeAccountId } });
	if (!account) throw notFound("stripe_account", stripeAccountId);
	if (account.kind === "connected" && account.stripeId) return { stripeAccount: account.stripeId };
	// Never the platform's key for money that is another account's.
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
