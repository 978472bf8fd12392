import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import { giftAcceptance } from "../gifts/gift-acceptance.status";
import { giftPayment } from "../gifts/gift-payment.status";
import { requestApplicationMail } from "./application-mail.server";
import { addStep, assertApplicationMove, lockApplication } from "./application-steps.server";

/**
 * Accepts a gift (受入決定): it now waits for its money, and its donor gets the transfer request (振込依頼書).
 * @param input.payBy  the last day the transfer request asks for, from today on
 * @throws AppError application_not_found, application_moved (409), bank_account_missing (409), pay_by_past (400), forbidden
 */
export async function acceptApplication(
	ctx: Ctx,
	input: { applicationId: string; payBy: string; note: string },
): Promise<void> {
	await authorize(ctx, "accept", { type: "Application", id: input.applicationId });
	const today = jstDayString(ctx.now);
	if (input.payBy < today) {
		throw invalid("pay_by_past", `pay by ${input.payBy} is before ${today}`, {
			personKey: "fields.dayFrom",
			params: { field: "payBy", from: today },
		});
	}
	await inTransaction(ctx, async (tx) => {
		const row = await lockApplication(tx, input.applicationId);
		assertApplicationMove(row, "accepted");
		giftAcceptance.assertMove(row.acceptanceStatus, "accepted");
		giftPayment.assertMove(row.paymentStatus, "awaiting_payment");
		const policy = await tx.givingPolicy.findUniqueOrThrow({ where: { institutionId: row.institutionId } });
		if (policy.bankName === "" || policy.bankAccountNumber === "" || policy.bankAccountHolder === "") {
			throw conflict("bank_account_missing", `institution ${row.institutionId} has no bank account for transfers`, {
				personKey: "applications.bankAccountMissing",
			});
		}
		const data = { status: "accepted", acceptedOn: new Date(today), payBy: new Date(input.payBy), updatedAt: ctx.now };
		await tx.application.update({ where: { id: row.id }, data });
		await tx.gift.update({
			where: { id: row.giftId },
			data: { acceptanceStatus: "accepted", paymentStatus: "awaiting_payment", updatedAt: ctx.now },
		});
		await addStep(tx, ctx, row.id, "accepted", input.note);
		await addStep(tx, ctx, row.id, "transfer_request", input.payBy);
		await audit(tx, ctx, {
			action: "application.accepted",
			subject: { type: "application", id: row.id },
			institutionId: row.institutionId,
			before: { status: row.status },
			after: { status: "accepted", payBy: input.payBy },
		});
		await requestApplicationMail(tx, ctx, row, "application-accepted");
	});
}
