import { formatDayShort, formatFiscalYear, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { CodeText } from "./code-text.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";
import { StatusBadge } from "./status-badge.tsx";
import type { StoryView } from "./story-view.ts";

/** The ledger's own lines: debits are positive, credits negative, and each transaction adds up to zero. */
export function StoryEntries({ view }: { view: StoryView }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<Section title={t("gift.entries.title")} note={t("gift.entries.note")}>
			<PlainTable
				label={t("gift.entries.title")}
				empty={t("gift.entries.none")}
				columns={[
					{ label: t("gift.entries.transaction"), number: true },
					{ label: t("gift.entries.occurredOn"), number: true },
					{ label: t("gift.entries.kind") },
					{ label: t("gift.entries.account") },
					{ label: t("gift.entries.amount"), number: true },
					{ label: t("gifts.columns.fund") },
					{ label: t("filters.fiscalYear"), number: true },
					{ label: t("gift.entries.bookedAt"), number: true },
				]}
				rows={view.entries.map((entry) => ({
					key: entry.id,
					cells: [
						entry.reverses === null ? entry.transactionId : `${entry.transactionId} ↩ ${entry.reverses}`,
						formatDayShort(entry.occurredOn, lang),
						t(`ledgerKinds.${entry.kind}` as "ledgerKinds.gift_received"),
						t(`ledgerAccounts.${entry.account}` as "ledgerAccounts.gift_income"),
						formatYenSign(entry.amountYen),
						<CodeText key="entry.fund" text={entry.fund} />,
						formatFiscalYear(entry.fiscalYear, lang),
						entry.bookedAt,
					],
				}))}
			/>
		</Section>
	);
}

export function StoryMails({ view, mayResend }: { view: StoryView; mayResend: boolean }) {
	const t = useT("console");
	return (
		<Section title={t("gift.mails.title")} note={t("gift.mails.note")}>
			<PlainTable
				label={t("gift.mails.title")}
				empty={t("gift.mails.none")}
				columns={[
					{ label: t("gift.mails.createdAt"), number: true },
					{ label: t("gift.mails.kind") },
					{ label: t("gift.mails.to") },
					{ label: t("gifts.columns.status") },
					{ label: t("gift.mails.sentAt"), number: true },
					{ label: t("gift.mails.error") },
					{ label: t("gift.mails.action") },
				]}
				rows={view.mails.map((mail) => ({
					key: mail.id,
					cells: [
						mail.createdAt,
						t(`mailKinds.${mail.kind}` as "mailKinds.gift-thanks"),
						mail.toAddress,
						<StatusBadge
							key="status"
							status={mail.status}
							label={t(`mailStatus.${mail.status}` as "mailStatus.sent")}
						/>,
						mail.sentAt ?? "–",
						<CodeText key="mail.error" text={mail.error} />,
						mayResend ? <MailActions key="actions" id={mail.id} uncertain={mail.status === "uncertain"} /> : null,
					],
				}))}
			/>
		</Section>
	);
}

/** A mail nobody knows about is looked into by a person first; then it may be sent again. */
function MailActions({ id, uncertain }: { id: string; uncertain: boolean }) {
	const t = useT("console");
	return (
		<form method="post" className="flex flex-wrap gap-2">
			<input type="hidden" name="mailId" value={id} />
			{uncertain ? (
				<>
					<button type="submit" name="intent" value="mailSent" className="btn btn-small">
						{t("gift.mails.found.sent")}
					</button>
					<button type="submit" name="intent" value="mailBounced" className="btn btn-small">
						{t("gift.mails.found.bounced")}
					</button>
				</>
			) : null}
			<button type="submit" name="intent" value="resend" className="btn btn-small">
				{t("gift.mails.resend")}
			</button>
		</form>
	);
}

export function StoryEvents({ view }: { view: StoryView }) {
	const t = useT("console");
	return (
		<Section title={t("gift.events.title")} note={t("gift.events.note")}>
			<PlainTable
				label={t("gift.events.title")}
				empty={t("gift.events.none")}
				columns={[
					{ label: t("gift.events.createdAt"), number: true },
					{ label: t("gift.events.receivedAt"), number: true },
					{ label: t("gift.events.type") },
					{ label: t("gift.events.object") },
					{ label: t("gifts.columns.status") },
					{ label: t("gift.events.source") },
				]}
				rows={view.events.map((event) => ({
					key: event.eventId,
					cells: [
						event.createdAt,
						event.receivedAt,
						<CodeText key="event.type" text={event.type} />,
						<CodeText key="event.objectId" text={event.objectId} />,
						<span key="status">
							<StatusBadge status={event.status} label={t(`eventStatus.${event.status}` as "eventStatus.done")} />
							{event.lastError ? <span className="ml-2 text-xs text-bad">{event.lastError}</span> : null}
						</span>,
						t(`eventSources.${event.source}` as "eventSources.webhook"),
					],
				}))}
			/>
		</Section>
	);
}

/** The audit trail: who, what, when. */
export function StoryChanges({ view }: { view: StoryView }) {
	const t = useT("console");
	return (
		<Section title={t("gift.changes.title")}>
			<PlainTable
				label={t("gift.changes.title")}
				empty={t("gift.changes.none")}
				columns={[
					{ label: t("gift.changes.at"), number: true },
					{ label: t("gift.changes.action") },
					{ label: t("gift.changes.actor") },
					{ label: t("gift.changes.request") },
				]}
				rows={view.changes.map((change) => ({
					key: change.id,
					cells: [
						change.at,
						<CodeText key="change.action" text={change.action} />,
						`${t(`actorKinds.${change.actorKind}` as "actorKinds.staff")}${change.actor === change.actorKind ? "" : ` ${change.actor}`}`,
						<CodeText key="change.requestId" text={change.requestId} />,
					],
				}))}
			/>
		</Section>
	);
}
