import { toJsonNumber, yen } from "~/domain/money/yen";
import type { PlanRow } from "~/domain/recurring/list-plans.server";

/** A plan without anything about its donor but the id. */
export function planAnswer(plan: PlanRow) {
	const { id, donorId, unit, anchorDay, status, startedOn, nextChargeOn, pausedUntil, endedOn, endReason } = plan;
	return {
		id,
		donorId,
		hub: plan.hub?.slug ?? null,
		fund: plan.fund.slug,
		institution: plan.institution.slug,
		unit,
		anchorDay,
		amountYen: toJsonNumber(yen(plan.amountYen)),
		status,
		startedOn,
		nextChargeOn,
		pausedUntil,
		endedOn,
		endReason,
		failureCode: plan.failureCode,
		expectedYen: {
			thisFiscalYear: toJsonNumber(yen(plan.income.thisYearYen)),
			nextFiscalYear: toJsonNumber(yen(plan.income.nextYearYen)),
		},
	};
}
