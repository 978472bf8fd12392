import { getSufficiencyPlan } from "~/domain/sufficiency/get-sufficiency-plan.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { planAnswer } from "./sufficiency-plan-answer";

export const loader = answers(ENDPOINTS.sufficiencyPlan, async (ctx, { sufficiencyPlanId }) =>
	planAnswer(await getSufficiencyPlan(ctx, sufficiencyPlanId)),
);

export const action = onlyGet;
