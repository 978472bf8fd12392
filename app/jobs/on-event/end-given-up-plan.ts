import { jobContext } from "~/domain/access/ctx.server";
import { endGivenUpPlan as run } from "~/domain/recurring/end-subscriptions.server";

export async function endGivenUpPlan(payload: { planId: string }): Promise<void> {
	await run(await jobContext("endGivenUpPlan"), payload);
}
