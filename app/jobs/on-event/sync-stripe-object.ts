import { jobContext } from "~/domain/access/ctx.server";
import { syncStripeObject as sync } from "~/domain/payments/sync-stripe-object.server";

export async function syncStripeObject(root: { stripeAccountId: string; rootId: string }): Promise<void> {
	await sync(await jobContext("syncStripeObject"), root);
}
