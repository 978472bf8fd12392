import { jobContext } from "~/domain/access/ctx.server";
import { markArrivedPayouts as mark } from "~/domain/payouts/mark-arrived-payouts.server";

export async function markArrivedPayouts(): Promise<void> {
	await mark(await jobContext("markArrivedPayouts"));
}
