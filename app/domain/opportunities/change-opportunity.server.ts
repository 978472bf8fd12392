import { z } from "zod";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import {
	assertBelongs,
	assertOpen,
	columnsOf,
	lockOpportunity,
	opportunityFacts,
	refreshOutlookOf,
} from "./lock-opportunity.server";
import { type OpportunityFields, opportunityFieldsSchema } from "./opportunity.schema";

/**
 * Changes what is known of a hoped-for gift while it is open; its next step too.
 * @param input.basedOn  when it was last changed as the form saw it; absent where nothing can be lost
 * @throws AppError forbidden, opportunity_not_found, opportunity_invalid, opportunity_closed (409), opportunity_changed (409),
 *   opportunity_donor_unknown, opportunity_fund_unknown, opportunity_owner_unknown
 */
export async function changeOpportunity(
	ctx: Ctx,
	input: { opportunityId: string; basedOn?: string; fields: Partial<OpportunityFields> },
): Promise<void> {
	const { opportunityId, basedOn } = input;
	await authorize(ctx, "change", { type: "Opportunity", id: opportunityId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockOpportunity(tx, opportunityId);
		assertOpen(row);
		if (basedOn !== undefined && basedOn !== row.updatedAt.toISOString()) {
			throw conflict("opportunity_changed", `opportunity ${opportunityId} was changed meanwhile`, {
				personKey: "opportunity.changed",
			});
		}
		const before = opportunityFacts(row);
		const parsed = opportunityFieldsSchema.safeParse({ ...row, ...before, note: row.note, ...input.fields });
		if (!parsed.success) throw invalid("opportunity_invalid", z.prettifyError(parsed.error));
		const fields = parsed.data;
		// Whoever was chosen before may have left since: only a new choice is asked.
		await assertBelongs(tx, row, {
			donorId: fields.donorId === row.donorId ? null : fields.donorId,
			fundId: fields.fundId === row.fundId ? null : fields.fundId,
			ownerId: fields.ownerId === row.ownerId ? null : fields.ownerId,
		});
		const updatedAt = new Date(Math.max(ctx.now.getTime(), row.updatedAt.getTime() + 1));
		await tx.opportunity.update({ where: { id: opportunityId }, data: { ...columnsOf(fields), updatedAt } });
		await audit(tx, ctx, {
			action: "opportunity.changed",
			subject: { type: "opportunity", id: opportunityId },
			institutionId: row.institutionId,
			before,
			after: opportunityFacts(fields),
		});
		await refreshOutlookOf(tx, row.hubId);
	});
}
