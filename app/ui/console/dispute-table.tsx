import { formatDayShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { CodeText } from "./code-text.tsx";
import { PlainTable } from "./plain-table.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface DisputeLine {
	id: string;
	giftId: string;
	donor: string;
	hub: string;
	amountYen: bigint;
	feeYen: bigint;
	status: string;
	stripeStatus: string;
	reason: string;
	/** in Japan's time; null when no evidence is asked for */
	dueAt: string | null;
	openedOn: string;
	closedOn: string | null;
	dashboardUrl: string;
}

const TONES: Record<string, string> = { open: "requested", won: "succeeded", lost: "failed" };

/** Disputes, a row each, with where evidence is sent. */
export function DisputeTable({ disputes, label, ofGift = false }: DisputeTableProps) {
	const t = useT("console");
	const lang = useLang();
	return (
		<PlainTable
			label={label}
			empty={t("disputes.none")}
			columns={[
				{ label: t("disputes.columns.due"), number: true },
				{ label: t("gifts.columns.amount"), number: true },
				{ label: t("disputes.columns.fee"), number: true },
				{ label: t("gifts.columns.status") },
				...(ofGift ? [] : [{ label: t("gifts.columns.donor") }, { label: t("filters.hub") }]),
				{ label: t("disputes.columns.reason") },
				{ label: t("disputes.columns.openedOn"), number: true },
				{ label: t("disputes.columns.closedOn"), number: true },
				{ label: t("disputes.columns.stripe") },
			]}
			rows={disputes.map((dispute) => ({
				key: dispute.id,
				cells: [
					dispute.dueAt ?? "–",
					formatYenSign(dispute.amountYen),
					formatYenSign(dispute.feeYen),
					<span key="status" className="flex flex-wrap items-center gap-2">
						<StatusBadge
							status={TONES[dispute.status] ?? dispute.status}
							label={t(`disputes.status.${dispute.status}` as "disputes.status.open")}
						/>
						{dispute.stripeStatus === dispute.status ? null : <CodeText text={dispute.stripeStatus} />}
					</span>,
					...(ofGift
						? []
						: [
								<a key="gift" href={`/console/gifts/${dispute.giftId}`}>
									{dispute.donor}
								</a>,
								dispute.hub,
							]),
					t([
						`disputes.reasons.${dispute.reason}`,
						"disputes.reasons.general",
					] as unknown as "disputes.reasons.general"),
					formatDayShort(dispute.openedOn, lang),
					dispute.closedOn === null ? "–" : formatDayShort(dispute.closedOn, lang),
					<a key="stripe" href={dispute.dashboardUrl} rel="noreferrer">
						{t("disputes.toStripe")}
					</a>,
				],
			}))}
		/>
	);
}

interface DisputeTableProps {
	disputes: readonly DisputeLine[];
	label: string;
	ofGift?: boolean;
}
