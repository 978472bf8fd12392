import { toJsonNumber } from "~/domain/money/yen";
import type { ReceiptRow } from "~/domain/receipts/list-receipts.server";

/** A receipt without anything about its donor: that is in its file. */
export function receiptAnswer(receipt: ReceiptRow) {
	const { id, kind, taxYear, receivedOn, delivery, voidReason, replaces, replacedBy, giftIds } = receipt;
	return {
		id,
		institution: receipt.issuer,
		numberText: receipt.numberText ?? "",
		status: receipt.status === "void" ? ("void" as const) : ("issued" as const),
		kind,
		taxYear,
		amountYen: toJsonNumber(receipt.amountYen),
		receivedOn,
		issuedOn: receipt.issuedOn ?? "",
		delivery,
		postedOn: receipt.paperSentOn,
		voidReason,
		replaces,
		replacedBy,
		giftIds,
	};
}
