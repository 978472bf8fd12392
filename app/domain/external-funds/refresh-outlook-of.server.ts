import type { Tx } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";

/** What is still to come of a hub's awards is summed again once this transaction is kept; many changes are one job. */
export async function refreshOutlookOf(tx: Pick<Tx, "$executeRaw">, hubId: string): Promise<void> {
	await enqueue(tx, "refreshOutlook", { hubId }, { jobKey: `outlook:${hubId}` });
}
