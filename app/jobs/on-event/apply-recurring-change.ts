import { jobContext } from "~/domain/access/ctx.server";
import { applyRecurringChange as run } from "~/domain/recurring/apply-recurring-change.server";

export async function applyRecurringChange(payload: { changeId: string }): Promise<void> {
	await run(await jobContext("applyRecurringChange"), payload);
}
