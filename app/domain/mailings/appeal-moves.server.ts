import type { Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";

export async function appealSendingBegan(tx: Tx, ctx: Ctx, appealId: string): Promise<void> {
	await tx.appeal.updateMany({
		where: { id: appealId, status: "approved" },
		data: { status: "sending", updatedAt: ctx.now },
	});
}

export async function appealSendingEnded(
	tx: Tx,
	ctx: Ctx,
	appealId: string,
	{ anySent }: { anySent: boolean } = { anySent: true },
): Promise<void> {
	const status = anySent ? "sent" : "approved";
	await tx.appeal.updateMany({ where: { id: appealId, status: "sending" }, data: { status, updatedAt: ctx.now } });
}
