import type { Tx } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { actorId } from "../access/actor";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { OpportunityFields } from "./opportunity.schema";
import type { OpportunityStage } from "./opportunity.status";

/** The opportunity, locked until the transaction ends. @throws AppError opportunity_not_found */
export async function lockOpportunity(tx: Tx, opportunityId: string) {
	await tx.$queryRaw`SELECT 1 FROM opportunity WHERE id = ${opportunityId}::uuid FOR UPDATE`;
	const row = await tx.opportunity.findUnique({ where: { id: opportunityId } });
	if (!row) throw notFound("opportunity", opportunityId);
	return row;
}

/** @throws AppError opportunity_closed (409) */
export function assertOpen(row: { id: string; closedOn: Date | null }): void {
	if (row.closedOn === null) return;
	throw conflict("opportunity_closed", `opportunity ${row.id} is closed`, { personKey: "opportunity.closed" });
}

type Place = { hubId: string; institutionId: string };

/**
 * Donor, fund and owner must belong where the opportunity does.
 * @throws AppError opportunity_donor_unknown, opportunity_fund_unknown, opportunity_owner_unknown
 */
export async function assertBelongs(
	tx: Tx,
	place: Place,
	given: Partial<Pick<OpportunityFields, "donorId" | "fundId" | "ownerId">>,
): Promise<void> {
	const { hubId, institutionId } = place;
	const { donorId, fundId, ownerId } = given;
	if (donorId) {
		const known = isUuid(donorId) ? await tx.donor.count({ where: { id: donorId, institutionId, erasedAt: null } }) : 0;
		if (known === 0) throw unknown("donor", donorId);
	}
	if (fundId) {
		const known = isUuid(fundId) ? await tx.fund.count({ where: { id: fundId, hubId, institutionId } }) : 0;
		if (known === 0) throw unknown("fund", fundId);
	}
	if (ownerId) {
		const known = await tx.roleGrant.count({
			where: {
				userId: ownerId,
				role: { in: [...OWNER_ROLES] },
				OR: [{ hubId }, { institutionId }, { scopeKind: "programme" }],
			},
		});
		if (known === 0) throw unknown("owner", ownerId);
	}
}

/** Who may look after an opportunity: those who may change one. */
const OWNER_ROLES = ["officer", "admin"] as const;

const unknown = (noun: "donor" | "fund" | "owner", id: string) =>
	invalid(`opportunity_${noun}_unknown`, `${noun} ${id} does not belong here`, {
		personKey: "fields.choose",
		params: { field: `${noun}Id` },
	});

/** When it came to a stage: never changed afterwards, so that conversion can be reckoned as of any day. */
export async function addStage(
	tx: Tx,
	ctx: Ctx,
	row: { id: string; stage: OpportunityStage; amountYen: bigint },
): Promise<void> {
	await tx.opportunityStage.create({
		data: {
			opportunityId: row.id,
			stage: row.stage,
			amountYen: row.amountYen,
			at: ctx.now,
			actorId: actorId(ctx.actor),
		},
	});
}

export const refreshOutlookOf = (tx: Tx, hubId: string) =>
	enqueue(tx, "refreshOutlook", { hubId }, { jobKey: `outlook:${hubId}` });

type Facts = {
	name: string;
	use: string;
	amountYen: bigint;
	expectedOn: string | Date;
	donorId: string | null;
	fundId: string | null;
	ownerId: string | null;
	nextStep: string;
	nextStepOn: string | Date | null;
};

/** As audit events hold it; the note stays out of them. */
export function opportunityFacts(row: Facts) {
	const day = (value: string | Date | null) =>
		value === null ? null : typeof value === "string" ? value : value.toISOString().slice(0, 10);
	return {
		name: row.name,
		use: row.use,
		amountYen: row.amountYen.toString(),
		expectedOn: day(row.expectedOn),
		donorId: row.donorId,
		fundId: row.fundId,
		ownerId: row.ownerId,
		nextStep: row.nextStep,
		nextStepOn: day(row.nextStepOn),
	};
}

export const dayColumn = (day: string) => new Date(`${day}T00:00:00Z`);

/** The fields as the table keeps them. */
export function columnsOf(fields: OpportunityFields) {
	const { expectedOn, nextStepOn, ...rest } = fields;
	return { ...rest, expectedOn: dayColumn(expectedOn), nextStepOn: nextStepOn === null ? null : dayColumn(nextStepOn) };
}
