import { conflict, invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { PLAN_YEN } from "./plan-change";
import { changeablePlan, requestChange } from "./request-change.server";

/**
 * Another amount from the next charge on; nothing is charged or given back for the time between.
 * @param input.amountYen  whole yen within the fund's limits
 * @throws AppError amount_outside_limits (400), plan_amount_same (409), and those of requestChange
 */
export async function changePlanAmount(
	ctx: Ctx,
	input: { planId: string; amountYen: bigint; reason: string },
): Promise<{ changeId: string }> {
	const { planId, amountYen, reason } = input;
	const { fund, donor, institution } = await changeablePlan(ctx, planId);
	const min = fund.minYen > PLAN_YEN.min ? fund.minYen : PLAN_YEN.min;
	const companyMax = donor.kind === "company" ? institution.givingPolicy?.companyCardMaxYen : undefined;
	const max = [PLAN_YEN.max, companyMax ?? PLAN_YEN.max].reduce(
		(least, one) => (one < least ? one : least),
		fund.maxYen,
	);
	if (amountYen < min || amountYen > max) {
		throw invalid("amount_outside_limits", `${amountYen} yen is outside ${min}-${max} of plan ${planId}`, {
			personKey: amountYen < min ? "fields.amount.belowMin" : "fields.amount.aboveMax",
			params: amountYen < min ? { min: min.toString() } : { max: max.toString() },
		});
	}
	return requestChange(ctx, {
		planId,
		action: "amount",
		reason,
		facts: (plan) => {
			if (plan.amountYen === amountYen) {
				throw conflict("plan_amount_same", `plan ${planId} is of ${amountYen} yen already`, {
					personKey: "plan.amountSame",
				});
			}
			return { before: { amountYen: plan.amountYen.toString() }, after: { amountYen: amountYen.toString() } };
		},
	});
}
