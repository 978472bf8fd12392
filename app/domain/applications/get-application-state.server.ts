import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { lockApplication } from "./application-steps.server";

/** Where an application stands, also in the transaction that has just moved it. */
export async function getApplicationState(ctx: Ctx, applicationId: string) {
	await authorize(ctx, "read", { type: "Application", id: applicationId });
	return inTransaction(ctx, async (tx) => {
		const row = await lockApplication(tx, applicationId);
		return { id: row.id, giftId: row.giftId, status: row.status, paymentStatus: row.paymentStatus };
	});
}
