import { jobContext } from "~/domain/access/ctx.server";
import { closeHammeredCheckout as close } from "~/domain/fraud/close-hammered-checkout.server";

export async function closeHammeredCheckout(input: {
	stripeAccountId: string;
	paymentIntentId: string;
}): Promise<void> {
	await close(await jobContext("closeHammeredCheckout"), input);
}
