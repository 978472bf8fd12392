import type { Ctx } from "~/domain/access/ctx.server";
import { getReceipt } from "~/domain/receipts/get-receipt.server";
import { formatDay, formatMoment, formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { changeHead, nameOf } from "./fund-view.server";

type Shown = Awaited<ReturnType<typeof getReceipt>>;
const dayOf = (date: Date | null, lang: Lang) =>
	date === null ? "–" : formatDay(date.toISOString().slice(0, 10), lang);

/** All a receipt's page shows. */
export async function receiptPage(ctx: Ctx, receiptId: string) {
	const { lang } = ctx;
	const t = getT(lang, "console");
	const shown = await getReceipt(ctx, receiptId);
	const { receipt, may } = shown;
	const { donor } = receipt.content;
	const isEnd = !shown.chain.some(({ replacesId }) => replacesId === receipt.id);
	return {
		id: receipt.id,
		title: t("receipts.one", { number: receipt.numberText ?? t("receipts.noNumber") }),
		status: receipt.status as "prepared" | "issued" | "void",
		facts: factsOf(shown, lang),
		gifts: shown.gifts.map((line) => ({
			id: line.giftId,
			reference: line.giftId.slice(-8).toUpperCase(),
			amountYen: line.amountYen,
			receivedOn: line.receivedOn.toISOString().slice(0, 10),
		})),
		chain: shown.chain.map((link) => ({
			id: link.id,
			numberText: link.numberText ?? t("receipts.noNumber"),
			status: link.status as "prepared" | "issued" | "void",
			isThis: link.id === receipt.id,
		})),
		copies: shown.reprints.map((copy) => ({
			id: copy.id,
			document: copy.document === "certificate" ? ("certificate" as const) : ("receipt" as const),
			at: formatMoment(copy.createdAt, lang),
			actor: t(`actorKinds.${copy.actorKind as "staff"}`),
			reason: copy.reason,
		})),
		reissue: shown.reissue,
		donor: { ...donor, addressLines: donor.addressLines.join("\n") },
		mayCopy: may.issue && receipt.status === "issued",
		mayVoid: may.void && receipt.status === "issued",
		mayReplace: may.void && isEnd && receipt.status !== "prepared",
		mayPost: may.issue && receipt.status === "issued" && receipt.delivery === "paper" && receipt.paperSentOn === null,
		fileHref: receipt.status === "prepared" || receipt.fileKey !== null ? `/console/receipts/${receipt.id}/file` : null,
		history: shown.changes.map((change) => ({
			...changeHead(change, lang),
			values:
				typeof change.after?.reason === "string" && change.after.reason !== ""
					? [reasonText(change.after.reason, lang)]
					: [],
		})),
	};
}

/** The product's own reasons are words of a short list, staff write theirs. */
export function reasonText(reason: string, lang: Lang): string {
	return reason === "gift_changed" ? getT(lang, "console")("receipts.giftChanged") : reason;
}

function factsOf({ receipt, institution }: Shown, lang: Lang) {
	const t = getT(lang, "console");
	const { donor } = receipt.content;
	const paper = receipt.paperSentOn ? dayOf(receipt.paperSentOn, lang) : t("receipts.notPosted");
	return [
		{ label: t("receipts.issuer"), value: nameOf(institution, lang) },
		{ label: t("receipts.columns.donor"), value: donor.name },
		{ label: t("receipts.address"), value: [donor.postalCode, ...donor.addressLines].filter(Boolean).join(" ") || "–" },
		{ label: t("receipts.columns.amount"), value: formatYenSign(receipt.amountYen) },
		{ label: t("receipts.columns.kind"), value: t(`receipts.kinds.${receipt.kind as "each"}`) },
		{ label: t("receipts.columns.taxYear"), value: String(receipt.taxYear) },
		{ label: t("receipts.columns.receivedOn"), value: dayOf(receipt.receivedOn, lang) },
		{ label: t("receipts.columns.issuedOn"), value: dayOf(receipt.issuedOn, lang) },
		{
			label: t("receipts.columns.delivery"),
			value:
				receipt.delivery === "paper" ? `${t("receipts.deliveries.paper")} · ${paper}` : t("receipts.deliveries.pdf"),
		},
		...(receipt.voidedAt
			? [
					{ label: t("receipts.voidedAt"), value: formatMoment(receipt.voidedAt, lang) },
					{ label: t("receipts.reason"), value: reasonText(receipt.voidReason ?? "", lang) || "–" },
				]
			: []),
		...(receipt.fileSha256 ? [{ label: t("receipts.hash"), value: receipt.fileSha256 }] : []),
	];
}
