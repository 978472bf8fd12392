import { inTransaction } from "~/platform/db/transaction.server";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { lockPledge } from "./lock-pledge.server";

/**
 * Stops the reminders of a pledge by hand, or lets them go on.
 * @throws AppError pledge_not_found, forbidden
 */
export async function changeReminders(ctx: Ctx, input: { pledgeId: string; on: boolean }): Promise<void> {
	const { pledgeId, on } = input;
	await authorize(ctx, "change", { type: "Pledge", id: pledgeId });
	await inTransaction(ctx, async (tx) => {
		const { institutionId } = await lockPledge(tx, pledgeId);
		const { remindersStoppedAt } = await tx.pledge.findUniqueOrThrow({ where: { id: pledgeId } });
		if ((remindersStoppedAt === null) === on) return;
		await tx.pledge.update({
			where: { id: pledgeId },
			data: {
				remindersStoppedAt: on ? null : ctx.now,
				remindersStoppedBy: on ? null : (actorId(ctx.actor) ?? ctx.actor.kind),
				updatedAt: ctx.now,
			},
		});
		await audit(tx, ctx, {
			action: on ? "pledge.reminders_resumed" : "pledge.reminders_stopped",
			subject: { type: "pledge", id: pledgeId },
			institutionId,
		});
	});
}
