import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { nextStamp } from "./change-external-fund.server";
import { type Decision, decisionStates } from "./decision.status";
import { isBooked, lockFund } from "./locked-fund.server";
import { toDate } from "./record-external-fund.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";

/**
 * Writes down what the funder decided.
 * @param input.decidedOn  JST day, not after today; of decided and declined
 * @param input.asPlanned  years without a decided amount are decided as planned
 * @throws AppError externalfund_not_found, forbidden, decided_day_wrong (400), decision_not_possible,
 *   external_fund_booked (409: what was received stays decided)
 */
export async function decideExternalFund(
	ctx: Ctx,
	input: { externalFundId: string; decision: Decision; decidedOn: string | null; asPlanned?: boolean },
): Promise<void> {
	const { decision } = input;
	const decidedOn = decision === "pending" ? null : (input.decidedOn ?? jstDayString(ctx.now));
	const day = decidedOn === null ? null : toDate(decidedOn);
	if (day && (Number.isNaN(day.getTime()) || (decidedOn ?? "") > jstDayString(ctx.now))) {
		throw invalid("decided_day_wrong", `decided on ${decidedOn}`, {
			personKey: "fields.dayTo",
			params: { field: "decidedOn", to: jstDayString(ctx.now) },
		});
	}
	await inTransaction(ctx, async (tx) => {
		const fund = await lockFund(tx, ctx, input.externalFundId);
		const from = fund.decision as Decision;
		if (from === decision) return;
		if (!decisionStates.canMove(from, decision)) {
			throw conflict("decision_not_possible", `external fund ${fund.id} cannot go from ${from} to ${decision}`);
		}
		if (from === "decided" && (await isBooked(tx, fund.id))) {
			throw conflict("external_fund_booked", `external fund ${fund.id} has receipts or spending`, {
				personKey: "externalFunds.isBooked",
			});
		}
		await tx.externalFund.update({
			where: { id: fund.id },
			data: { decision, decidedOn: day, updatedAt: nextStamp(fund.updatedAt, ctx.now) },
		});
		if (decision === "decided" && input.asPlanned) {
			await tx.$executeRaw`
				UPDATE external_fund_year SET decided_yen = planned_yen
				WHERE external_fund_id = ${fund.id}::uuid AND decided_yen IS NULL AND planned_yen > 0`;
		}
		if (decision === "pending") {
			// Back to a hope: what was decided of its years was not.
			await tx.$executeRaw`
				UPDATE external_fund_year SET decided_yen = NULL, direct_yen = NULL, indirect_yen = NULL, carried_over_yen = 0, returned_yen = 0
				WHERE external_fund_id = ${fund.id}::uuid`;
		}
		await audit(tx, ctx, {
			action: "external_fund.decided",
			subject: { type: "external_fund", id: fund.id },
			institutionId: fund.institutionId,
			before: { decision: from },
			after: { decision, decidedOn, asPlanned: input.asPlanned ?? false },
		});
		await refreshOutlookOf(tx, fund.hubId);
	});
}
