import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { giftAcceptance } from "../gifts/gift-acceptance.status";
import { addStep, assertApplicationMove, lockApplication } from "./application-steps.server";

/**
 * Takes an application into review (審査中).
 * @throws AppError application_not_found, application_moved (409), forbidden
 */
export async function reviewApplication(ctx: Ctx, input: { applicationId: string; note: string }): Promise<void> {
	await authorize(ctx, "review", { type: "Application", id: input.applicationId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockApplication(tx, input.applicationId);
		assertApplicationMove(row, "under_review");
		giftAcceptance.assertMove(row.acceptanceStatus, "under_review");
		await tx.application.update({ where: { id: row.id }, data: { status: "under_review", updatedAt: ctx.now } });
		await tx.gift.update({
			where: { id: row.giftId },
			data: { acceptanceStatus: "under_review", updatedAt: ctx.now },
		});
		await addStep(tx, ctx, row.id, "under_review", input.note);
		await audit(tx, ctx, {
			action: "application.under_review",
			subject: { type: "application", id: row.id },
			institutionId: row.institutionId,
			before: { status: row.status },
			after: { status: "under_review" },
		});
	});
}
