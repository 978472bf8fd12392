import { formatDayShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { CodeText } from "./code-text.tsx";
import { Facts } from "./facts.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";
import { StatusBadge } from "./status-badge.tsx";
import type { StoryView } from "./story-view.ts";

function useDay() {
	const lang = useLang();
	return (value: string | null) => (value === null ? "–" : formatDayShort(value, lang));
}

/** Where the gift stands: its state, amount and the three days of its money. */
export function StoryLine({ view }: { view: StoryView }) {
	const t = useT("console");
	const day = useDay();
	const days = [
		{ label: t("gifts.columns.createdOn"), value: view.createdAt },
		{ label: t("gifts.columns.givenOn"), value: day(view.givenOn) },
		{ label: t("gifts.columns.settledOn"), value: day(view.settledOn) },
		{ label: t("gifts.columns.arrivedOn"), value: day(view.arrivedOn) },
	];
	return (
		<div className="card">
			<p className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
				<span className="figure text-3xl">{formatYenSign(view.amountYen)}</span>
				<StatusBadge status={view.status} label={t(`giftStatus.${view.status}` as "giftStatus.received")} />
				<span className="text-sm">
					{t(`channels.${view.channel}` as "channels.card")} ・ {t(`frequency.${view.frequency}` as "frequency.once")}
				</span>
			</p>
			<p className="mt-2 text-sm">{[view.hub, view.fund, view.institution].filter(Boolean).join(" / ")}</p>
			<dl className="mt-4 grid gap-x-8 gap-y-2 text-sm sm:grid-cols-4">
				{days.map((one) => (
					<div key={one.label}>
						<dt className="text-xs text-ink-soft">{one.label}</dt>
						<dd className="tabular-nums">{one.value}</dd>
					</div>
				))}
			</dl>
			<p className="hint mt-3 text-xs">{t("gift.daysNote")}</p>
		</div>
	);
}

/** What the donor would like to be shown in public, and the decision about it. */
export function StoryDisplay({ view, mayDecide }: { view: StoryView; mayDecide: boolean }) {
	const t = useT("console");
	const { status, name, anonymous, message } = view.display;
	if (status === "none") return null;
	return (
		<Section title={t("gift.display.title")} note={t("gift.display.note")}>
			<div className="card">
				<p className="mb-3">
					<StatusBadge status={status} label={t(`displayStatus.${status}` as "displayStatus.pending")} />
				</p>
				<Facts
					rows={[
						{ label: t("gift.display.name"), value: anonymous ? t("gift.display.anonymous") : name || "–" },
						{ label: t("gift.display.message"), value: <span className="whitespace-pre-line">{message || "–"}</span> },
					]}
				/>
				{mayDecide ? (
					<div className="mt-4 flex flex-wrap gap-3">
						{(["approved", "declined"] as const)
							.filter((decision) => decision !== status)
							.map((decision) => (
								<form key={decision} method="post">
									<input type="hidden" name="intent" value="display" />
									<input type="hidden" name="decision" value={decision} />
									<button
										type="submit"
										className={decision === "approved" ? "btn btn-primary btn-small" : "btn btn-small"}
									>
										{t(`gift.display.${decision}`)}
									</button>
								</form>
							))}
					</div>
				) : null}
			</div>
		</Section>
	);
}

export function StoryDonor({ view, contact }: { view: StoryView; contact: boolean }) {
	const t = useT("console");
	return (
		<Section title={t("gift.donor.title")} note={contact ? t("gift.donor.note") : t("gift.donor.noContact")}>
			<Facts
				rows={[
					...view.typed.map(({ field, value }) => ({
						label: t(`gift.fields.${field}` as "gift.fields.email"),
						value,
					})),
					...(view.origin.length > 0
						? [{ label: t("gift.origin"), value: <CodeText text={view.origin.join("  ")} /> }]
						: []),
					...(view.entryNote === ""
						? []
						: [{ label: t("gift.entryNote"), value: <span className="whitespace-pre-line">{view.entryNote}</span> }]),
				]}
			/>
		</Section>
	);
}

export function StoryAttempts({ view }: { view: StoryView }) {
	const t = useT("console");
	return (
		<Section title={t("gift.attempts.title")}>
			<PlainTable
				label={t("gift.attempts.title")}
				empty={t("gift.attempts.none")}
				columns={[
					{ label: t("gift.attempts.number"), number: true },
					{ label: t("gifts.columns.status") },
					{ label: t("gift.attempts.startedAt"), number: true },
					{ label: t("gift.attempts.expiresAt"), number: true },
					{ label: t("gift.attempts.reason") },
					{ label: t("gift.attempts.session") },
					{ label: t("gift.attempts.intent") },
				]}
				rows={view.attempts.map((attempt) => ({
					key: attempt.id,
					cells: [
						attempt.number,
						<StatusBadge
							key="status"
							status={attempt.status}
							label={t(`attemptStatus.${attempt.status}` as "attemptStatus.open")}
						/>,
						attempt.createdAt,
						attempt.expiresAt ?? "–",
						<CodeText key="attempt.failureCode" text={attempt.failureCode} />,
						<CodeText key="attempt.sessionId" text={attempt.sessionId} />,
						<CodeText key="attempt.intentId" text={attempt.intentId} />,
					],
				}))}
			/>
		</Section>
	);
}

export function StoryPayments({ view }: { view: StoryView }) {
	const t = useT("console");
	const day = useDay();
	return (
		<Section title={t("gift.payments.title")}>
			<PlainTable
				label={t("gift.payments.title")}
				empty={t("gift.payments.none")}
				columns={[
					{ label: t("gift.payments.chargedAt"), number: true },
					{ label: t("gift.payments.gross"), number: true },
					{ label: t("gift.payments.fee"), number: true },
					{ label: t("gift.payments.net"), number: true },
					{ label: t("gift.payments.allocated"), number: true },
					{ label: t("gifts.columns.settledOn"), number: true },
					{ label: t("gift.payments.charge") },
				]}
				rows={view.payments.map((payment) => ({
					key: payment.id,
					cells: [
						payment.chargedAt,
						formatYenSign(payment.grossYen),
						payment.feeYen === null ? t("gift.payments.feeUnknown") : formatYenSign(payment.feeYen),
						payment.netYen === null ? "–" : formatYenSign(payment.netYen),
						formatYenSign(payment.allocatedYen),
						day(payment.availableOn),
						<CodeText key="payment.chargeId" text={payment.chargeId ?? "–"} />,
					],
				}))}
			/>
		</Section>
	);
}

export { StoryChanges, StoryEntries, StoryEvents, StoryMails } from "./gift-story-records.tsx";
