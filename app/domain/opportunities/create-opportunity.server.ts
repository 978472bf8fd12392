import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { isUuid, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertHost } from "../funds/assert-host.server";
import { addStage, assertBelongs, columnsOf, opportunityFacts, refreshOutlookOf } from "./lock-opportunity.server";
import { OPEN_STAGES, type OpportunityFields, opportunityFieldsSchema } from "./opportunity.schema";

export type NewOpportunity = Partial<OpportunityFields> &
	Pick<OpportunityFields, "name" | "use" | "amountYen" | "expectedOn"> & {
		hubId: string;
		/** a host of the hub: whose donor and whose fund it is */
		institutionId: string;
		stage?: (typeof OPEN_STAGES)[number];
	};

/**
 * A hoped-for gift: no promise and no money.
 * @throws AppError forbidden, opportunity_invalid, fund_not_host, opportunity_donor_unknown, opportunity_fund_unknown,
 *   opportunity_owner_unknown
 */
export async function createOpportunity(ctx: Ctx, input: NewOpportunity): Promise<{ opportunityId: string }> {
	const { hubId, institutionId, stage = "identified" } = input;
	if (!mayEver(ctx, "change", "Opportunity")) throw forbidden("change Opportunity");
	const parsed = opportunityFieldsSchema.safeParse(input);
	if (!parsed.success) throw invalid("opportunity_invalid", z.prettifyError(parsed.error));
	if (!isUuid(hubId) || !isUuid(institutionId) || !OPEN_STAGES.includes(stage)) {
		throw invalid("opportunity_invalid", "no such place or stage", {
			personKey: "fields.choose",
			params: { field: "place" },
		});
	}
	if (!mayDo(ctx, "change", "Opportunity", { hubId, institutionId })) {
		throw forbidden(`change opportunities of hub ${hubId}`);
	}
	const fields = parsed.data;
	return inTransaction(ctx, async (tx) => {
		await assertHost(tx, { hubId, institutionId }, ctx.now);
		await assertBelongs(tx, { hubId, institutionId }, fields);
		const id = newId();
		await tx.opportunity.create({
			data: {
				id,
				hubId,
				institutionId,
				stage,
				...columnsOf(fields),
				createdBy: actorId(ctx.actor),
				createdAt: ctx.now,
				updatedAt: ctx.now,
			},
		});
		await addStage(tx, ctx, { id, stage, amountYen: fields.amountYen });
		await audit(tx, ctx, {
			action: "opportunity.created",
			subject: { type: "opportunity", id },
			institutionId,
			after: { stage, ...opportunityFacts(fields) },
		});
		await refreshOutlookOf(tx, hubId);
		return { opportunityId: id };
	});
}
