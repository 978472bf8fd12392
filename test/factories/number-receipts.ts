import { jobContext } from "~/domain/access/ctx.server";
import { issueDueReceipts } from "~/domain/receipts/issue-due-receipts.server";
import { numberReceiptBatch } from "~/domain/receipts/issue-receipt-batch.server";
import { closePrisma } from "~/platform/db/client.server";
import { closePools } from "~/platform/db/pool.server";

/** A process that issues what is due and numbers one annual issue, as a worker does; it may be killed at any moment. */
const [batchId = ""] = process.argv.slice(2);
const [numbering, issuing] = [await jobContext("numberReceiptBatch"), await jobContext("issueDueReceipts")];
// The channel alone does not keep a child of ours alive.
const waiting = setInterval(() => {}, 60_000);
process.once("message", async () => {
	clearInterval(waiting);
	await Promise.all([numberReceiptBatch(numbering, { batchId }), issueDueReceipts(issuing)]);
	process.send?.("done");
	await closePrisma();
	await closePools();
});
process.send?.("ready");
