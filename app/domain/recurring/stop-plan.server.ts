import type { Ctx } from "../access/ctx.server";
import { requestChange } from "./request-change.server";

/** donor, staff: who asked; erased: its donor asked to be forgotten; payment_failed: Stripe stopped trying. */
type StopReason = "donor" | "staff" | "erased" | "payment_failed";

/**
 * Ends a plan for good: no further invoice is made. One that is being paid at this moment is still a gift.
 * @param input.endReason  kept with the plan; by default who asks
 * @throws AppError those of requestChange
 */
export async function stopPlan(
	ctx: Ctx,
	input: { planId: string; reason: string; endReason?: StopReason },
): Promise<{ changeId: string }> {
	const { planId, reason } = input;
	const endReason =
		input.endReason ?? (ctx.actor.kind === "donor" ? "donor" : ctx.actor.kind === "job" ? "erased" : "staff");
	return requestChange(ctx, {
		planId,
		action: "stop",
		reason,
		facts: (plan) => ({ before: { status: plan.status }, after: { endReason } }),
	});
}
