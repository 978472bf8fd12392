import { jobContext } from "~/domain/access/ctx.server";
import { alignPlan as run } from "~/domain/recurring/align-plan.server";

export async function alignPlan(payload: { planId: string }): Promise<void> {
	await run(await jobContext("alignPlan"), payload);
}
