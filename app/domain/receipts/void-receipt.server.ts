import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { endReceipt, lockReceipt } from "./replace-receipt.server";
import { requestVoidedMail } from "./request-receipt-mail.server";

/**
 * Makes a receipt void with nothing in its place. Its gifts are not receipted again by themselves: a new receipt in its
 * place is one more decision (`replaceReceipt`).
 * @throws AppError receipt_not_found, forbidden, receipt_not_issued
 */
export async function voidReceipt(ctx: Ctx, input: { receiptId: string; reason: string }): Promise<void> {
	await authorize(ctx, "void", { type: "Receipt", id: input.receiptId });
	await inTransaction(ctx, async (tx) => {
		const receipt = await lockReceipt(tx, input.receiptId);
		if (receipt.status !== "issued") {
			throw conflict("receipt_not_issued", `receipt ${receipt.id} is ${receipt.status}`, {
				personKey: "receipts.notIssued",
			});
		}
		await endReceipt(tx, ctx, receipt, input.reason);
		await requestVoidedMail(tx, ctx, receipt.id);
	});
}
