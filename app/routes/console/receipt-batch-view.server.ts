import { donorName } from "~/domain/names/person-name";
import type { getReceiptBatch } from "~/domain/receipts/get-receipt-batch.server";
import { formatDay, formatInteger, formatMoment, formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { changeHead, nameOf } from "./fund-view.server";

type Shown = Awaited<ReturnType<typeof getReceiptBatch>>;

export function batchFacts({ batch, institution, count }: Shown, lang: Lang) {
	const t = getT(lang, "console");
	const at = (moment: Date | null) => (moment === null ? [] : [formatMoment(moment, lang)]);
	return [
		{ label: t("receipts.issuer"), value: nameOf(institution, lang) },
		{ label: t("receiptBatches.receipts"), value: formatInteger(count.receipts) },
		{ label: t("receipts.columns.amount"), value: formatYenSign(count.amountYen) },
		...(batch.issueOn
			? [{ label: t("receipts.columns.issuedOn"), value: formatDay(batch.issueOn.toISOString().slice(0, 10), lang) }]
			: []),
		...at(batch.preparedAt).map((value) => ({ label: t("receiptBatches.preparedAt"), value })),
		...at(batch.issuedAt).map((value) => ({ label: t("receiptBatches.issuedAt"), value })),
		...(batch.leftOut > 0
			? [{ label: t("receiptBatches.leftOut"), value: t("receiptBatches.leftOutText", { count: batch.leftOut }) }]
			: []),
	];
}

/** What is not in the batch, and why. */
export function exceptionLines({ exceptions, batch }: Shown, lang: Lang) {
	const filling = batch.status === "preparing";
	return {
		total: filling ? 0 : exceptions.total,
		gifts: (filling ? [] : exceptions.gifts).map(({ gift, hold }) => ({
			id: gift.id,
			donor: donorName(gift, lang),
			amountYen: gift.worthYen,
			receivedOn: gift.receivedOn,
			hold,
		})),
	};
}

export function batchHistory(changes: Shown["changes"], lang: Lang) {
	return changes.map((change) => ({ ...changeHead(change, lang), values: [] }));
}
