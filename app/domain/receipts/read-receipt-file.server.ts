import { renderDocument } from "~/documents";
import type { ReceiptContent } from "~/documents/receipt-content";
import { AppError, conflict, notFound } from "~/platform/errors";
import { getFile, sha256 } from "~/platform/storage/storage.server";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { receiptFileName } from "./receipt-file-name";
import { sealOf } from "./render-receipt.server";

export type ReceiptFile = { bytes: Uint8Array; fileName: string };

/**
 * The file of an issued receipt, as it was stored when it was issued. Staff see a void one too, and of one in preparation
 * what it will look like, marked 見本; a donor has the file of what counts and came as PDF.
 * @throws AppError receipt_not_found, receipt_not_ready, receipt_void, receipt_on_paper, receipt_file_differs
 */
export async function readReceiptFile(ctx: Ctx, receiptId: string): Promise<ReceiptFile> {
	const receipt = isUuid(receiptId) ? await ctx.db.receipt.findUnique({ where: { id: receiptId } }) : null;
	if (!receipt) throw notFound("receipt", receiptId);
	if (ctx.actor.kind === "donor") {
		if (receipt.status !== "issued") {
			throw conflict("receipt_void", `receipt ${receiptId} is ${receipt.status}`, { personKey: "receipts.isVoid" });
		}
		if (receipt.delivery === "paper") {
			throw conflict("receipt_on_paper", `receipt ${receiptId} goes by post`, { personKey: "receipts.onPaper" });
		}
	}
	if (receipt.status === "prepared") return preview(ctx, receipt.content as unknown as ReceiptContent);
	return {
		bytes: await readChecked(receiptId, receipt),
		fileName: receiptFileName("receipt", receipt.numberText, receipt.lang === "en" ? "en" : "ja"),
	};
}

/** A copy that was made of a receipt, as it was handed out. @throws AppError receipt_not_found */
export async function readReprintFile(ctx: Ctx, input: { receiptId: string; reprintId: string }): Promise<ReceiptFile> {
	const known = isUuid(input.receiptId) && isUuid(input.reprintId);
	const reprint = known
		? await ctx.db.receiptReprint.findFirst({
				where: { id: input.reprintId, receiptId: input.receiptId },
				include: { receipt: { select: { numberText: true, lang: true } } },
			})
		: null;
	if (!reprint) throw notFound("receipt", input.reprintId);
	const { numberText, lang } = reprint.receipt;
	return {
		bytes: await readChecked(reprint.id, reprint),
		fileName: receiptFileName(reprint.document === "certificate" ? "certificate" : "receipt", numberText, langOf(lang)),
	};
}

const langOf = (lang: string) => (lang === "en" ? "en" : "ja");

async function preview(ctx: Ctx, prepared: ReceiptContent): Promise<ReceiptFile> {
	const content = { ...prepared, issuedOn: prepared.issuedOn || jstDayString(ctx.now) };
	const bytes = await renderDocument("receipt", { content, seal: await sealOf(content), mark: "preview" });
	return { bytes, fileName: receiptFileName("preview", null, content.lang) };
}

/** Evidence must be what was issued, to the bit. */
async function readChecked(id: string, row: { fileKey: string | null; fileSha256: string | null }) {
	if (row.fileKey === null) {
		throw conflict("receipt_not_ready", `receipt ${id} has no file yet`, { personKey: "receipts.notReady" });
	}
	const bytes = await getFile(row.fileKey);
	if (sha256(bytes) === row.fileSha256) return bytes;
	throw new AppError({
		code: "receipt_file_differs",
		status: 500,
		logMessage: `file ${row.fileKey} of receipt ${id} is not the one that was issued`,
	});
}
