import type { Ctx } from "~/domain/access/ctx.server";
import { yen } from "~/domain/money/yen";
import { changePlanAmount } from "~/domain/recurring/change-plan-amount.server";
import { pausePlan } from "~/domain/recurring/pause-plan.server";
import type { PlanChangeWish } from "~/domain/recurring/plan-change.schema";
import { resumePlan } from "~/domain/recurring/resume-plan.server";
import { stopPlan } from "~/domain/recurring/stop-plan.server";
import { accepts, onlyPost } from "./accept.server";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.changePlan, async (ctx, { params, body }) => {
	const wish = body.action === "amount" ? { ...body, amountYen: yen(body.amountYen) } : body;
	const { changeId } = await ask(ctx, params.planId, wish);
	return { id: changeId, planId: params.planId, action: body.action, status: "requested" as const };
});

function ask(ctx: Ctx, planId: string, wish: PlanChangeWish): Promise<{ changeId: string }> {
	const { reason } = wish;
	switch (wish.action) {
		case "amount":
			return changePlanAmount(ctx, { planId, amountYen: wish.amountYen, reason });
		case "pause":
			return pausePlan(ctx, { planId, until: wish.until, reason });
		case "resume":
			return resumePlan(ctx, { planId, reason });
		default:
			return stopPlan(ctx, { planId, reason });
	}
}
