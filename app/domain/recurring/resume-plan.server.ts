import { conflict } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { requestChange } from "./request-change.server";

/**
 * Ends a pause: the next charge is on the next anchor day.
 * @throws AppError plan_not_paused (409), and those of requestChange
 */
export async function resumePlan(ctx: Ctx, input: { planId: string; reason: string }): Promise<{ changeId: string }> {
	const { planId, reason } = input;
	return requestChange(ctx, {
		planId,
		action: "resume",
		reason,
		facts: (plan) => {
			if (plan.status !== "paused" && plan.status !== "past_due") {
				throw conflict("plan_not_paused", `plan ${planId} is ${plan.status}`, { personKey: "plan.notPaused" });
			}
			return { before: { pausedUntil: plan.pausedUntil, status: plan.status }, after: { pausedUntil: null } };
		},
	});
}
