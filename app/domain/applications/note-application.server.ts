import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { addStep, lockApplication } from "./application-steps.server";

/** Adds words to the trail, in any state: what was asked, answered, found. */
export async function noteApplication(ctx: Ctx, input: { applicationId: string; note: string }): Promise<void> {
	await authorize(ctx, "review", { type: "Application", id: input.applicationId });
	await inTransaction(ctx, async (tx) => {
		const row = await lockApplication(tx, input.applicationId);
		await addStep(tx, ctx, row.id, "note", input.note);
	});
}
