import type { Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertAppealMove, type LockedAppeal, lockAppeal } from "./lock-appeal.server";

/**
 * A sending of the appeal began: from now on it cannot be taken back. Told by the mailing, in its transaction.
 * @throws AppError appeal_not_found, appeal_moved (409)
 */
export async function appealSendingBegan(tx: Tx, ctx: Ctx, appealId: string): Promise<void> {
	const row = await lockAppeal(tx, appealId);
	if (row.status === "sending" || row.status === "sent") return;
	assertAppealMove(row, "sending");
	await move(tx, ctx, row, { status: "sending", action: "appeal.sending_began" });
}

/**
 * The sending ended. One called off before its first mail leaves the appeal approved.
 * @throws AppError appeal_not_found
 */
export async function appealSendingEnded(
	tx: Tx,
	ctx: Ctx,
	appealId: string,
	{ anySent }: { anySent: boolean } = { anySent: true },
): Promise<void> {
	const row = await lockAppeal(tx, appealId);
	if (row.status !== "sending") return;
	await move(tx, ctx, row, {
		status: anySent ? "sent" : "approved",
		action: anySent ? "appeal.sent" : "appeal.sending_called_off",
	});
}

async function move(tx: Tx, ctx: Ctx, row: LockedAppeal, to: { status: string; action: string }): Promise<void> {
	await tx.appeal.update({ where: { id: row.id }, data: { status: to.status, updatedAt: ctx.now } });
	await audit(tx, ctx, {
		action: to.action,
		subject: { type: "appeal", id: row.id },
		institutionId: row.institutionId,
		before: { status: row.status },
		after: { status: to.status },
	});
}
