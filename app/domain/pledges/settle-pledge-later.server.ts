import type { SqlTx } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";

/** Money of a pledge's gift came or went at Stripe: its job makes the instalments anew, away from the booking. */
export async function settlePledgeLater(tx: SqlTx, pledgeId: string): Promise<void> {
	await enqueue(tx, "settlePledge", { pledgeId }, { jobKey: `pledge:${pledgeId}` });
}
