import { formatDayShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { PlainTable } from "./plain-table.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface RefundLine {
	id: string;
	giftId: string;
	donor: string;
	hub: string;
	fund: string;
	amountYen: bigint;
	status: string;
	/** who asked; null when it was made at Stripe's dashboard */
	requester: string | null;
	/** why it was asked for, refused or failed */
	why: string;
	createdAt: string;
	refundedOn: string | null;
}

/** Refunds, a row each; the first cell opens it. */
export function RefundTable({ refunds, label, ofGift = false }: RefundTableProps) {
	const t = useT("console");
	const lang = useLang();
	return (
		<PlainTable
			label={label}
			empty={t("refunds.none")}
			columns={[
				{ label: t("refunds.columns.createdAt"), number: true },
				{ label: t("gifts.columns.amount"), number: true },
				{ label: t("gifts.columns.status") },
				...(ofGift ? [] : [{ label: t("gifts.columns.donor") }, { label: t("filters.hub") }]),
				{ label: t("refunds.columns.requester") },
				{ label: t("refunds.columns.why") },
				{ label: t("gift.refunds.refundedOn"), number: true },
			]}
			rows={refunds.map((refund) => ({
				key: refund.id,
				cells: [
					<a key="id" href={`/console/finance/refunds/${refund.id}`}>
						{refund.createdAt}
					</a>,
					formatYenSign(refund.amountYen),
					<StatusBadge
						key="status"
						status={refund.status === "sent" ? "sending" : refund.status}
						label={t(`refundStatus.${refund.status}` as "refundStatus.sent")}
					/>,
					...(ofGift
						? []
						: [
								<a key="gift" href={`/console/gifts/${refund.giftId}`}>
									{refund.donor}
								</a>,
								refund.hub,
							]),
					refund.requester ?? t("refunds.atStripe"),
					refund.why === "" ? "–" : refund.why,
					refund.refundedOn === null ? "–" : formatDayShort(refund.refundedOn, lang),
				],
			}))}
		/>
	);
}

interface RefundTableProps {
	refunds: readonly RefundLine[];
	label: string;
	/** on the gift's own page */
	ofGift?: boolean;
}
