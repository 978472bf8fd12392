import type { SqlTx } from "~/platform/db/transaction.server";
import { enqueue } from "~/platform/queue.server";

/** What is promised to a hub has changed; a fund of the whole programme is in no hub's outlook. */
export async function refreshOutlookOf(tx: SqlTx, hubId: string | null): Promise<void> {
	if (hubId !== null) await enqueue(tx, "refreshOutlook", { hubId }, { jobKey: `outlook:${hubId}` });
}
