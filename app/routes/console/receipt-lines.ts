import type { ReceiptRow } from "~/domain/receipts/list-receipts.server";
import type { ReceiptLine } from "~/ui/console/receipt-table";

/** A receipt as a row of a table. */
export function receiptLine(receipt: ReceiptRow): ReceiptLine {
	const { id, numberText, status, donor, amountYen, kind, taxYear, issuedOn, delivery, paperSentOn, hasFile } = receipt;
	const giftCount = receipt.giftIds.length;
	return {
		id,
		numberText,
		status,
		donor,
		amountYen,
		kind,
		taxYear,
		issuedOn,
		delivery,
		paperSentOn,
		hasFile,
		giftCount,
	};
}
