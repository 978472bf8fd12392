import { getPlan } from "~/domain/recurring/get-plan.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { planAnswer } from "./plan-answer";

export const loader = answers(ENDPOINTS.plan, async (ctx, { planId }) => planAnswer(await getPlan(ctx, planId)));

export const action = onlyGet;
