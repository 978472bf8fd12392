import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDay } from "../calendar/fiscal-year";
import { readGiftFacts } from "./gift-facts.server";
import { issuerSettings } from "./issuer-settings.server";
import { numberReceipts } from "./number-receipts.server";
import { dropPrepared } from "./prepare-receipts.server";
import { isStillDue } from "./still-due";
import { lockBatchFor } from "./withdraw-receipt-batch.server";

const CHUNK = 100;
/** How far from today the printed day may be: the office signs and posts a little later. */
const DAYS_AHEAD = 31;

/**
 * Issues a prepared batch: from here on numbers are taken and there is only forward.
 * @param input.issueOn  the day printed on its receipts
 * @throws AppError receiptbatch_not_found, forbidden, receipt_batch_moved, receipt_issue_day
 */
export async function issueReceiptBatch(ctx: Ctx, input: { batchId: string; issueOn: string }): Promise<void> {
	const { batchId, issueOn } = input;
	await authorize(ctx, "issue", { type: "ReceiptBatch", id: batchId });
	const today = jstDay(ctx.now);
	if (issueOn < today.toString() || issueOn > today.add({ days: DAYS_AHEAD }).toString()) {
		throw invalid("receipt_issue_day", `${issueOn} is not from today on`, { personKey: "receipts.issueDay" });
	}
	await inTransaction(ctx, async (tx) => {
		const batch = await lockBatchFor(tx, batchId, "issuing");
		await tx.receiptBatch.update({
			where: { id: batchId },
			data: { status: "issuing", issueOn: new Date(`${issueOn}T00:00:00Z`), issuedBy: actorId(ctx.actor) },
		});
		await audit(tx, ctx, {
			action: "receipt_batch.issued",
			subject: { type: "receipt_batch", id: batchId },
			institutionId: batch.issuerId,
			before: { status: batch.status },
			after: { status: "issuing", issueOn, receipts: await tx.receipt.count({ where: { batchId } }) },
		});
		await enqueue(tx, "numberReceiptBatch", { batchId }, { jobKey: `number-receipt-batch:${batchId}` });
	});
}

/**
 * Numbers the receipts of a batch that is being issued, in the order they were prepared, a transaction a chunk. Killed
 * anywhere it can be run again; any number of it at once take their turns, so the order of numbers stays.
 */
export async function numberReceiptBatch(ctx: Ctx, { batchId }: { batchId: string }): Promise<void> {
	while ((await inTransaction(ctx, (tx) => numberChunk(tx, ctx, batchId))) === "more");
}

async function numberChunk(tx: Tx, ctx: Ctx, batchId: string): Promise<"more" | "done"> {
	await tx.$queryRaw`SELECT 1 FROM receipt_batch WHERE id = ${batchId}::uuid FOR UPDATE`;
	const batch = await tx.receiptBatch.findUnique({ where: { id: batchId } });
	if (batch?.status !== "issuing" || batch.issueOn === null) return "done";
	const issuer = await issuerSettings(tx, batch.issuerId);
	if (!issuer) return "done";
	const receipts = await tx.receipt.findMany({
		where: { batchId, status: "prepared" },
		select: { id: true, gifts: { select: { giftId: true, amountYen: true } } },
		orderBy: { id: "asc" },
		take: CHUNK,
	});
	// What happened to a gift since it was prepared counts: its receipt falls out instead of saying what is no longer true.
	const giftIds = receipts.flatMap(({ gifts }) => gifts.map(({ giftId }) => giftId));
	const facts = new Map((await readGiftFacts(tx, issuer, giftIds, { lock: "wait" })).map((gift) => [gift.id, gift]));
	const stands = (receipt: (typeof receipts)[number]) =>
		receipt.gifts.length > 0 && receipt.gifts.every((line) => isStillDue(facts.get(line.giftId), line, issuer));
	const fallen = receipts.filter((receipt) => !stands(receipt)).map(({ id }) => id);
	await dropPrepared(tx, fallen);
	await numberReceipts(tx, ctx, issuer, {
		receiptIds: receipts.filter(stands).map(({ id }) => id),
		issuedOn: batch.issueOn.toISOString().slice(0, 10),
		issuedBy: batch.issuedBy,
	});
	const done = receipts.length < CHUNK;
	if (done || fallen.length > 0) {
		await tx.receiptBatch.update({
			where: { id: batchId },
			data: {
				leftOut: { increment: fallen.length },
				...(done ? { status: "issued", issuedAt: ctx.now } : {}),
			},
		});
	}
	return done ? "done" : "more";
}
