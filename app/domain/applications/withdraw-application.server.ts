import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { giftPayment } from "../gifts/gift-payment.status";
import { addStep, assertApplicationMove, lockApplication } from "./application-steps.server";

/**
 * Takes an application back at its donor's wish, before any money came. What came is refunded instead.
 * @throws AppError application_not_found, application_moved (409), application_has_money (409), forbidden
 */
export async function withdrawApplication(ctx: Ctx, input: { applicationId: string; note: string }): Promise<void> {
	await authorize(ctx, "review", { type: "Application", id: input.applicationId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockApplication(tx, input.applicationId);
		assertApplicationMove(row, "withdrawn");
		if (row.paymentStatus === "partly_paid" || !giftPayment.canMove(row.paymentStatus, "cancelled")) {
			throw conflict("application_has_money", `the gift of application ${row.id} is ${row.paymentStatus}`, {
				personKey: "applications.hasMoney",
			});
		}
		await tx.application.update({ where: { id: row.id }, data: { status: "withdrawn", updatedAt: ctx.now } });
		await tx.gift.update({ where: { id: row.giftId }, data: { paymentStatus: "cancelled", updatedAt: ctx.now } });
		await addStep(tx, ctx, row.id, "withdrawn", input.note);
		await audit(tx, ctx, {
			action: "application.withdrawn",
			subject: { type: "application", id: row.id },
			institutionId: row.institutionId,
			before: { status: row.status },
			after: { status: "withdrawn" },
		});
	});
}
