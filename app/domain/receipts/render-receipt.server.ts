import { renderDocument } from "~/documents";
import type { ReceiptContent } from "~/documents/receipt-content";
import { inTransaction } from "~/platform/db/transaction.server";
import { getFile, putFile, sha256 } from "~/platform/storage/storage.server";
import type { Ctx } from "../access/ctx.server";
import { requestReceiptMail } from "./request-receipt-mail.server";

/**
 * Makes the file of an issued receipt, once: the file is named by its own hash and stored before the row names it, so a
 * crash in between leaves a file nobody names, and two that render at once end with the row naming one of them. The donor
 * is told in the same transaction.
 */
export async function renderReceipt(ctx: Ctx, { receiptId }: { receiptId: string }): Promise<void> {
	const receipt = await ctx.db.receipt.findUniqueOrThrow({ where: { id: receiptId } });
	if (receipt.status === "prepared" || receipt.fileSha256 !== null) return;
	const content = receipt.content as unknown as ReceiptContent;
	const bytes = await renderDocument("receipt", { content, seal: await sealOf(content), mark: "none" });
	const file = await storePdf(`receipts/${receipt.issuerId}/${receipt.id}`, bytes);
	await inTransaction(ctx, async (tx) => {
		const { count } = await tx.receipt.updateMany({
			where: { id: receiptId, fileSha256: null },
			data: { fileKey: file.key, fileSha256: file.sha256, renderedAt: ctx.now },
		});
		if (count === 1) await requestReceiptMail(tx, ctx, receiptId);
	});
}

export async function sealOf(content: Pick<ReceiptContent, "sealKey">): Promise<Uint8Array | null> {
	return content.sealKey === null ? null : getFile(content.sealKey);
}

/** Keeps a PDF under a name that holds its hash: other bytes are another file. */
export async function storePdf(folder: string, bytes: Uint8Array): Promise<{ key: string; sha256: string }> {
	const hash = sha256(bytes);
	const key = `${folder}/${hash}.pdf`;
	await putFile(key, bytes, { contentType: "application/pdf" });
	return { key, sha256: hash };
}
