import { jobContext } from "~/domain/access/ctx.server";
import { sweepStripeEvents as sweep } from "~/domain/payments/sweep-stripe-events.server";
import { log } from "~/platform/log.server";

export async function sweepStripeEvents(): Promise<void> {
	const { seen, missed } = await sweep(await jobContext("sweepStripeEvents"));
	if (missed > 0) log.warn({ seen, missed }, "the sweep found Stripe events that no webhook brought");
}
