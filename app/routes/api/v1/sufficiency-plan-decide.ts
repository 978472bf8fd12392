import { decidePlan } from "~/domain/sufficiency/decide-plan.server";
import { accepts, onlyPost } from "./accept.server";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.decideSufficiencyPlan, async (ctx, { params, body }) => {
	const planId = params.sufficiencyPlanId;
	const approve = body.decision === "approve";
	await decidePlan(ctx, { planId, approve, note: body.note });
	return { id: planId, status: approve ? "approved" : "draft" };
});
