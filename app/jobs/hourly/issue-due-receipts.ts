import { jobContext } from "~/domain/access/ctx.server";
import { issueDueReceipts as issue } from "~/domain/receipts/issue-due-receipts.server";
import { queueMissingFiles } from "~/domain/receipts/queue-missing-files.server";

export async function issueDueReceipts(): Promise<void> {
	const ctx = await jobContext("issueDueReceipts");
	// Each run is bounded; what is left after a great many is for the next hour.
	await issue(ctx);
	await queueMissingFiles(ctx);
}
