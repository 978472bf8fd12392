import { formatDayShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { PlainTable } from "./plain-table.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface PlanChangeLine {
	id: string;
	what: string;
	status: string;
	statusLabel: string;
	who: string;
	facts: string;
	reason: string;
	error: string | null;
	at: string;
}

/** Who changed what of a plan, why, and what came of it. */
export function PlanChangeTable({ changes }: { changes: readonly PlanChangeLine[] }) {
	const t = useT("console");
	return (
		<PlainTable
			label={t("plans.changesTitle")}
			columns={[
				{ label: t("plans.columns.at") },
				{ label: t("plans.columns.what") },
				{ label: t("plans.columns.who") },
				{ label: t("plans.columns.reason") },
				{ label: t("gifts.columns.status") },
			]}
			rows={changes.map((change) => ({
				key: change.id,
				cells: [
					change.at,
					[change.what, change.facts].filter(Boolean).join(": "),
					change.who,
					change.reason || "–",
					<span key="status">
						<StatusBadge status={change.status} label={change.statusLabel} />
						{change.error === null ? null : <span className="hint block text-xs">{change.error}</span>}
					</span>,
				],
			}))}
			empty={t("plans.noChanges")}
		/>
	);
}

export interface PlanInvoiceLine {
	id: string;
	dueOn: string;
	amountYen: bigint;
	status: string;
	statusLabel: string;
	attemptCount: number;
	nextAttemptAt: string | null;
	giftId: string | null;
}

/** Stripe's invoices of a plan; a paid one leads to its gift. */
export function PlanInvoiceTable({ invoices }: { invoices: readonly PlanInvoiceLine[] }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<PlainTable
			label={t("plans.invoicesTitle")}
			columns={[
				{ label: t("plans.columns.due"), number: true },
				{ label: t("gifts.columns.amount"), number: true },
				{ label: t("gifts.columns.status") },
				{ label: t("plans.columns.tries"), number: true },
				{ label: t("plans.columns.nextTry") },
				{ label: t("plans.columns.gift") },
			]}
			rows={invoices.map((invoice) => ({
				key: invoice.id,
				cells: [
					formatDayShort(invoice.dueOn, lang),
					formatYenSign(invoice.amountYen),
					<StatusBadge
						key="status"
						status={invoice.status === "open" ? "pending" : invoice.status}
						label={invoice.statusLabel}
					/>,
					invoice.attemptCount,
					invoice.nextAttemptAt ?? "–",
					invoice.giftId === null ? (
						"–"
					) : (
						<a key="gift" href={`/console/gifts/${invoice.giftId}`}>
							{t("plans.toGift", { day: formatDayShort(invoice.dueOn, lang) })}
						</a>
					),
				],
			}))}
			empty={t("plans.noInvoices")}
		/>
	);
}

export interface PlanGiftLine {
	id: string;
	amountYen: bigint;
	status: string;
	statusLabel: string;
	givenOn: string | null;
}

/** The gifts of a plan, newest first. */
export function PlanGiftTable({ gifts }: { gifts: readonly PlanGiftLine[] }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<PlainTable
			label={t("plans.giftsTitle")}
			columns={[
				{ label: t("gifts.columns.givenOn") },
				{ label: t("gifts.columns.amount"), number: true },
				{ label: t("gifts.columns.status") },
			]}
			rows={gifts.map((gift) => ({
				key: gift.id,
				cells: [
					<a key="day" href={`/console/gifts/${gift.id}`}>
						{gift.givenOn === null ? t("plans.notPaid") : formatDayShort(gift.givenOn, lang)}
					</a>,
					formatYenSign(gift.amountYen),
					<StatusBadge key="status" status={gift.status} label={gift.statusLabel} />,
				],
			}))}
			empty={t("plans.noGifts")}
		/>
	);
}
