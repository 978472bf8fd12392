import { conflict, invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { daysLeft, toDay } from "../calendar/fiscal-year";
import { PAUSE_MAX_DAYS } from "./plan-change";
import { requestChange } from "./request-change.server";

/**
 * No charge until a day, or until it is resumed. Charges that fall into the pause are not made up for.
 * @param input.until  JST day from which on it is charged again, or null
 * @throws AppError pause_until_invalid (400), plan_paused (409), and those of requestChange
 */
export async function pausePlan(
	ctx: Ctx,
	input: { planId: string; until: string | null; reason: string },
): Promise<{ changeId: string }> {
	const { planId, until, reason } = input;
	if (until !== null && !isLater(ctx, until)) {
		throw invalid("pause_until_invalid", `a pause until ${until} is not a day within ${PAUSE_MAX_DAYS} days`, {
			personKey: "plan.pauseUntil",
		});
	}
	return requestChange(ctx, {
		planId,
		action: "pause",
		reason,
		facts: (plan) => {
			if (plan.status === "paused" && plan.pausedUntil === until) {
				throw conflict("plan_paused", `plan ${planId} is paused already`, { personKey: "plan.paused" });
			}
			return { before: { pausedUntil: plan.pausedUntil, status: plan.status }, after: { pausedUntil: until } };
		},
	});
}

function isLater(ctx: Ctx, until: string): boolean {
	try {
		const days = daysLeft(ctx.now, toDay(until));
		return days > 0 && days <= PAUSE_MAX_DAYS;
	} catch {
		return false;
	}
}
