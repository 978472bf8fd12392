import { submitPlan } from "~/domain/sufficiency/submit-plan.server";
import { accepts, onlyPost } from "./accept.server";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.submitSufficiencyPlan, async (ctx, { params }) => {
	const planId = params.sufficiencyPlanId;
	await submitPlan(ctx, { planId });
	return { id: planId, status: "submitted" };
});
