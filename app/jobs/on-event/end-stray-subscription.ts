import { jobContext } from "~/domain/access/ctx.server";
import { endStraySubscription as run } from "~/domain/recurring/end-subscriptions.server";

export async function endStraySubscription(payload: {
	stripeAccountId: string;
	subscriptionId: string;
}): Promise<void> {
	await run(await jobContext("endStraySubscription"), payload);
}
