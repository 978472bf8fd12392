import type { ReceiptRow } from "~/domain/receipts/list-receipts.server";
import type { Lang } from "~/i18n/lang";
import type { ReceiptLine } from "~/ui/console/receipt-table";

/** A receipt as a row of a table. */
export function receiptLine(receipt: ReceiptRow, lang: Lang): ReceiptLine {
	const { id, numberText, status, donor, amountYen, kind, taxYear, issuedOn, delivery, paperSentOn, hasFile } = receipt;
	return {
		id,
		issuer: lang === "ja" ? receipt.issuerJa : receipt.issuerEn,
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
		giftCount: receipt.giftIds.length,
	};
}
