import { inTransaction } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { giftAcceptance } from "../gifts/gift-acceptance.status";
import { giftPayment } from "../gifts/gift-payment.status";
import { refundEverything } from "../refunds/refund-everything.server";
import { requestApplicationMail } from "./application-mail.server";
import { addStep, assertApplicationMove, lockApplication } from "./application-steps.server";
import { REFUSAL_GROUNDS, type RefusalGround } from "./refusal-grounds";

/**
 * Refuses a gift on one of the grounds of the rules; the donor is told courteously, without the note of the staff.
 * @throws AppError application_not_found, application_moved (409), refusal_ground_unknown (400), forbidden
 */
export async function refuseApplication(
	ctx: Ctx,
	input: { applicationId: string; ground: RefusalGround; note: string },
): Promise<void> {
	await authorize(ctx, "accept", { type: "Application", id: input.applicationId });
	if (!REFUSAL_GROUNDS.includes(input.ground)) throw invalid("refusal_ground_unknown", `no ground ${input.ground}`);
	await inTransaction(ctx, async (tx) => {
		const row = await lockApplication(tx, input.applicationId);
		assertApplicationMove(row, "refused");
		// Whoever refuses at once has reviewed it.
		if (row.acceptanceStatus === "applied") giftAcceptance.assertMove("applied", "under_review");
		giftAcceptance.assertMove("under_review", "refused");
		// Money that came before the decision goes back; its gift stays received, and the refund is a row of its own.
		const cameAlready = row.paymentStatus === "received";
		if (!cameAlready) giftPayment.assertMove(row.paymentStatus, "cancelled");
		await tx.application.update({
			where: { id: row.id },
			data: { status: "refused", refusalGround: input.ground, updatedAt: ctx.now },
		});
		await tx.gift.update({
			where: { id: row.giftId },
			data: {
				acceptanceStatus: "refused",
				...(cameAlready ? {} : { paymentStatus: "cancelled" }),
				updatedAt: ctx.now,
			},
		});
		if (cameAlready) {
			const note = input.note.trim() || input.ground;
			await refundEverything(ctx, { giftId: row.giftId, note, job: "refuseApplication" });
		}
		await addStep(tx, ctx, row.id, "refused", input.note);
		await audit(tx, ctx, {
			action: "application.refused",
			subject: { type: "application", id: row.id },
			institutionId: row.institutionId,
			before: { status: row.status },
			after: { status: "refused", ground: input.ground },
		});
		await requestApplicationMail(tx, ctx, row, "application-refused");
	});
}
