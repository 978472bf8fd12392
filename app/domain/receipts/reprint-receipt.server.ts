import { renderDocument } from "~/documents";
import type { ReceiptContent } from "~/documents/receipt-content";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { authorize, isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { ReceiptFile } from "./read-receipt-file.server";
import { receiptFileName } from "./receipt-file-name";
import { sealOf, storePdf } from "./render-receipt.server";

/**
 * Answers a lost receipt as the issuer does: a copy under the same number marked 再発行, or a certificate (寄附証明書) that
 * says the same and takes no number of the register. Both are kept with who asked and why.
 * @throws AppError receipt_not_found, forbidden, receipt_not_issued, receipt_on_paper (a donor, where receipts are paper)
 */
export async function reprintReceipt(ctx: Ctx, input: { receiptId: string; reason: string }): Promise<ReceiptFile> {
	const { receiptId, reason } = input;
	if (ctx.actor.kind !== "donor") await authorize(ctx, "issue", { type: "Receipt", id: receiptId });
	const receipt = isUuid(receiptId)
		? await ctx.db.receipt.findUnique({ where: { id: receiptId }, include: { issuer: { select: { reissue: true } } } })
		: null;
	if (!receipt) throw notFound("receipt", receiptId);
	if (receipt.status !== "issued") {
		throw conflict("receipt_not_issued", `receipt ${receiptId} is ${receipt.status}`, {
			personKey: "receipts.notIssued",
		});
	}
	if (ctx.actor.kind === "donor" && receipt.delivery === "paper") {
		throw conflict("receipt_on_paper", `receipt ${receiptId} goes by post`, { personKey: "receipts.onPaper" });
	}
	const document = receipt.issuer.reissue === "certificate" ? "certificate" : "receipt";
	const issued = receipt.content as unknown as ReceiptContent;
	const copyId = newId();
	const content = document === "certificate" ? certificate(ctx, issued, copyId) : issued;
	const mark = document === "certificate" ? "none" : "reprint";
	const bytes = await renderDocument("receipt", { content, seal: await sealOf(content), mark });
	const file = await storePdf(`receipts/${receipt.issuerId}/${receiptId}/copies`, bytes);
	await inTransaction(ctx, async (tx) => {
		const made = await tx.receiptReprint.create({
			data: {
				id: copyId,
				receiptId,
				document,
				reason,
				fileKey: file.key,
				fileSha256: file.sha256,
				actorKind: ctx.actor.kind,
				actorId: actorId(ctx.actor),
				createdAt: ctx.now,
			},
		});
		await audit(tx, ctx, {
			action: document === "certificate" ? "receipt.certified" : "receipt.reprinted",
			subject: { type: "receipt", id: receiptId },
			institutionId: receipt.issuerId,
			after: { reprintId: made.id, reason },
		});
	});
	return { bytes, fileName: receiptFileName(document, receipt.numberText, content.lang) };
}

/** The same facts on a paper of its own: dated the day it is made, and named by its trail, never by a number of the register. */
function certificate(ctx: Ctx, issued: ReceiptContent, copyId: string): ReceiptContent {
	return {
		...issued,
		document: "certificate",
		numberText: `C-${copyId.slice(-8).toUpperCase()}`,
		issuedOn: jstDayString(ctx.now),
		replacesNumberText: null,
	};
}
