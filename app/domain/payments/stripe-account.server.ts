import type Stripe from "stripe";
import { inTransaction } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";

/** The account gifts are charged on until an institution has its own. */
export const PLATFORM_ACCOUNT = "platform";

/** Which Stripe account a request to Stripe acts on. */
export async function stripeOptions(ctx: Ctx, stripeAccountId: string): Promise<Stripe.RequestOptions> {
	if (stripeAccountId === PLATFORM_ACCOUNT) return {};
	const account = await ctx.db.stripeAccount.findUnique({ where: { id: stripeAccountId } });
	if (!account) throw notFound("stripe_account", stripeAccountId);
	return account.kind === "connected" && account.stripeId ? { stripeAccount: account.stripeId } : {};
}

/** The platform's own account, which every installation has. */
export async function ensurePlatformAccount(ctx: Ctx): Promise<void> {
	await inTransaction(ctx, (tx) =>
		tx.stripeAccount.createMany({ data: [{ id: PLATFORM_ACCOUNT, kind: "platform" }], skipDuplicates: true }),
	);
}
