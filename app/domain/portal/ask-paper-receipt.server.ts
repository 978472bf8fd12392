import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { DonorCtx } from "../access/ctx.server";
import { insertRequest } from "./insert-request.server";

/**
 * Asks for a receipt on paper, by post to the address on it.
 * @throws AppError receipt_not_found, receipt_void, request_open_already
 */
export async function askPaperReceipt(
	ctx: DonorCtx,
	input: { receiptId: string; reason: string },
): Promise<{ requestId: string }> {
	const { receiptId, reason } = input;
	const receipt = isUuid(receiptId) ? await ctx.db.receipt.findUnique({ where: { id: receiptId } }) : null;
	if (!receipt) throw notFound("receipt", receiptId);
	if (receipt.status !== "issued") {
		throw conflict("receipt_void", `receipt ${receiptId} is ${receipt.status}`, { personKey: "portal.receiptVoid" });
	}
	const { donorId, issuerId: institutionId } = receipt;
	const requestId = await inTransaction(ctx, (tx) =>
		insertRequest(tx, ctx, { kind: "paper_receipt", donorId, institutionId, receiptId, reason }),
	);
	return { requestId };
}
