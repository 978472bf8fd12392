import type { DisputeRow, WarningRow } from "~/domain/disputes/list-disputes.server";
import { donorName } from "~/domain/names/person-name";
import type { RefundRow } from "~/domain/refunds/list-refunds.server";
import { formatMoment } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { DisputeLine } from "~/ui/console/dispute-table";
import type { WarningLine } from "~/ui/console/fraud-warnings";
import type { RefundLine } from "~/ui/console/refund-table";

type Named = Parameters<typeof donorName>[0] & { hubName: string | null; fundJa: string; fundEn: string };

function giftWords(row: Named, lang: Lang) {
	const hub = row.hubName ?? getT(lang, "console")("programme.programmeFunds");
	return { donor: donorName(row, lang), hub, fund: lang === "ja" ? row.fundJa : row.fundEn };
}

/** Rows of refunds as tables show them, in the reader's language. */
export function refundLines(refunds: readonly RefundRow[], lang: Lang): RefundLine[] {
	return refunds.map((refund) => ({
		...giftWords(refund, lang),
		id: refund.id,
		giftId: refund.giftId,
		amountYen: refund.amountYen,
		status: refund.status,
		requester: refund.requester,
		why: refund.failureReason ?? (refund.decisionNote || refund.note),
		createdAt: formatMoment(refund.createdAt, lang),
		refundedOn: refund.refundedOn,
	}));
}

export function disputeLines(disputes: readonly DisputeRow[], lang: Lang): DisputeLine[] {
	return disputes.map((dispute) => ({
		...giftWords(dispute, lang),
		id: dispute.id,
		giftId: dispute.giftId,
		amountYen: dispute.amountYen,
		feeYen: dispute.feeYen,
		status: dispute.status,
		stripeStatus: dispute.stripeStatus,
		reason: dispute.reason,
		dueAt:
			dispute.status === "open" && dispute.evidenceDueAt !== null ? formatMoment(dispute.evidenceDueAt, lang) : null,
		openedOn: dispute.openedOn,
		closedOn: dispute.closedOn,
		dashboardUrl: dispute.dashboardUrl,
	}));
}

export function warningLines(warnings: readonly WarningRow[], lang: Lang): WarningLine[] {
	return warnings.map((warning) => ({
		...giftWords(warning, lang),
		id: warning.id,
		giftId: warning.giftId,
		amountYen: warning.amountYen,
		status: warning.status,
		actionable: warning.actionable,
		fraudType: warning.fraudType,
		createdAt: formatMoment(warning.createdAt, lang),
		decided: warning.decidedAt ? `${warning.decider ?? ""} ${formatMoment(warning.decidedAt, lang)}`.trim() : null,
		note: warning.note,
	}));
}
