import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { authorize, isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { addStage, dayColumn, lockOpportunity, refreshOutlookOf } from "./lock-opportunity.server";
import { OPPORTUNITY_MAX } from "./opportunity.schema";
import { type OpportunityStage, opportunity } from "./opportunity.status";

type Move = {
	opportunityId: string;
	stage: OpportunityStage;
	/** why it was lost */
	lostReason?: string;
	/** what it became when it was won: one of them */
	pledgeId?: string;
	giftId?: string;
};

/**
 * Moves an opportunity to another stage. A won one names the pledge or gift it became, from there on that is what counts;
 * a lost one says why, and may be taken up again.
 * @throws AppError forbidden, opportunity_not_found, opportunity_moved (409), opportunity_became (400: no such pledge or gift
 *   of this hub and donor), opportunity_linked (409: another one became it), opportunity_reason (400)
 */
export async function moveOpportunity(ctx: Ctx, input: Move): Promise<void> {
	const { opportunityId, stage } = input;
	await authorize(ctx, "change", { type: "Opportunity", id: opportunityId });
	const lostReason = stage === "lost" ? (input.lostReason ?? "").trim() : "";
	if (stage === "lost" && (lostReason === "" || [...lostReason].length > OPPORTUNITY_MAX.lostReason)) {
		throw invalid("opportunity_reason", "a lost opportunity says why", {
			personKey: "opportunity.reasonNeeded",
			params: { field: "lostReason" },
		});
	}
	await inTransaction(ctx, async (tx) => {
		const row = await lockOpportunity(tx, opportunityId);
		const from = row.stage as OpportunityStage;
		if (!opportunity.canMove(from, stage)) {
			throw conflict("opportunity_moved", `opportunity ${opportunityId} is ${from}, it cannot be ${stage}`, {
				personKey: "opportunity.moved",
			});
		}
		const { donorId, ...links } =
			stage === "won" ? await becameOf(tx, row, input) : { pledgeId: null, giftId: null, donorId: row.donorId };
		const closes = opportunity.isFinal(stage) || stage === "lost";
		await tx.opportunity.update({
			where: { id: opportunityId },
			data: {
				stage,
				lostReason,
				...links,
				donorId,
				closedOn: closes ? dayColumn(jstDayString(ctx.now)) : null,
				// Nothing is left to do for what is settled.
				...(closes && { nextStep: "", nextStepOn: null }),
				updatedAt: new Date(Math.max(ctx.now.getTime(), row.updatedAt.getTime() + 1)),
			},
		});
		await addStage(tx, ctx, { id: opportunityId, stage, amountYen: row.amountYen });
		await audit(tx, ctx, {
			action: "opportunity.moved",
			subject: { type: "opportunity", id: opportunityId },
			institutionId: row.institutionId,
			before: { stage: from },
			after: { stage, ...links, ...(lostReason && { reason: lostReason }) },
		});
		await refreshOutlookOf(tx, row.hubId);
	});
}

type Row = { id: string; hubId: string; institutionId: string; donorId: string | null };

/** Money that came or was promised to the same hub; with a donor named before, of that donor. */
async function becameOf(tx: Tx, row: Row, { pledgeId, giftId }: Move) {
	const { hubId, institutionId } = row;
	const ofDonor = row.donorId === null ? {} : { donorId: row.donorId };
	const where = { hubId, institutionId, ...ofDonor };
	const found =
		pledgeId !== undefined && giftId === undefined && isUuid(pledgeId)
			? await tx.pledge.findFirst({ where: { id: pledgeId, status: { not: "cancelled" }, ...where } })
			: giftId !== undefined && pledgeId === undefined && isUuid(giftId)
				? await tx.gift.findFirst({
						where: { id: giftId, paymentStatus: { in: [...LIVING_GIFTS] }, ...where },
					})
				: null;
	if (!found) {
		throw invalid("opportunity_became", `opportunity ${row.id} became no pledge or gift of its hub and donor`, {
			personKey: "opportunity.becameNeeded",
			params: { field: "became" },
		});
	}
	const link = pledgeId === undefined ? { giftId: found.id } : { pledgeId: found.id };
	// Two that become one gift at the same moment wait for each other here.
	await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`opportunity:${found.id}`}, 0))::text`;
	if ((await tx.opportunity.count({ where: link })) > 0) {
		throw conflict("opportunity_linked", `another opportunity became ${found.id}`, { personKey: "opportunity.linked" });
	}
	return { pledgeId: null, giftId: null, ...link, donorId: found.donorId };
}

/** Gifts that are money, or will be when the donor pays. */
export const LIVING_GIFTS = ["received", "partly_paid", "awaiting_payment"] as const;
