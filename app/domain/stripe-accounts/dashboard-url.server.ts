import { env } from "~/platform/env.server";

/** Where staff of the account look at an object in Stripe's own dashboard, as `disputes/dp_…`. */
export function dashboardUrl(account: { stripeId: string | null }, page: string): string {
	const mode = env.STRIPE_SECRET_KEY.startsWith("sk_test_") ? "test/" : "";
	return `https://dashboard.stripe.com/${account.stripeId ? `${account.stripeId}/` : ""}${mode}${page}`;
}
