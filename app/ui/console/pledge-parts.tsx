import { formatDay, formatDayShort, formatInteger, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { ChangeHistory } from "./change-history.tsx";
import { Facts } from "./facts.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";
import { PledgeChart } from "./pledge-chart.tsx";
import type { PledgeView, ScheduleLine } from "./pledge-view.ts";
import { StatusBadge } from "./status-badge.tsx";

/** What was promised, in words. */
export function PledgeFacts({ view, mayRead }: { view: PledgeView; mayRead: boolean }) {
	const t = useT("console");
	const lang = useLang();
	const day = (value: string | null) => (value === null ? "–" : formatDay(value, lang));
	const text = (label: string, value: string) => (value === "" ? [] : [{ label, value }]);
	const rule = view.respreadRule as "carry";
	return (
		<Facts
			rows={[
				{
					label: t("pledges.columns.promised"),
					value: <span className="figure text-xl">{formatYenSign(view.amountYen)}</span>,
				},
				{ label: t("pledges.columns.reference"), value: <span className="figure">{view.reference}</span> },
				...text(t("filters.hub"), view.hub ?? ""),
				{ label: t("gifts.columns.fund"), value: view.fund },
				{ label: t("pledges.columns.institution"), value: view.institution },
				{ label: t("pledges.columns.source"), value: t(`pledges.sources.${view.source as "paper"}`) },
				{ label: t("pledges.form.startOn"), value: day(view.startOn) },
				{ label: t("pledges.form.signedOn"), value: day(view.signedOn) },
				...text(t("pledges.form.signatory"), view.signatory),
				...text(t("pledges.form.conditions"), view.conditions),
				...text(t("pledges.form.note"), view.note),
				{
					label: t("pledges.form.respread"),
					value: (
						<>
							{t(`pledges.rules.${rule}`)}
							<span className="hint block">{t(`pledges.ruleHints.${rule}`)}</span>
						</>
					),
				},
				...text(t("pledges.cancelReason"), view.cancelReason),
				{
					label: t("pledges.agreement"),
					value: view.agreementName ? (
						mayRead ? (
							<a href={`/console/pledges/${view.id}/agreement`}>{view.agreementName}</a>
						) : (
							view.agreementName
						)
					) : (
						t("pledges.agreementNone")
					),
				},
				...(view.pageUrl ? [{ label: t("pledges.donorPage"), value: <a href={view.pageUrl}>{view.pageUrl}</a> }] : []),
			]}
		/>
	);
}

/** How it stands, as a picture and as a table. */
export function PledgeSchedule({ view, today }: { view: PledgeView; today: string }) {
	const t = useT("console");
	const lang = useLang();
	const yen = (value: bigint) => (value === 0n ? "–" : formatYenSign(value));
	return (
		<Section title={t("pledges.scheduleTitle")} note={t("pledges.scheduleNote")}>
			<PledgeChart instalments={view.instalments} today={today} />
			{view.overpaidYen > 0n ? (
				<p className="notice mt-3">{t("pledges.overpaid", { amount: formatYenSign(view.overpaidYen) })}</p>
			) : null}
			<div className="mt-4 max-h-[32rem] overflow-y-auto">
				<PlainTable
					label={t("pledges.scheduleTitle")}
					empty=""
					columns={[
						{ label: t("pledges.columns.number"), number: true },
						{ label: t("pledges.columns.dueOn"), number: true },
						{ label: t("gifts.columns.status") },
						{ label: t("pledges.columns.scheduled"), number: true },
						{ label: t("pledges.columns.paid"), number: true },
						{ label: t("pledges.columns.writtenOff"), number: true },
						{ label: t("pledges.columns.open"), number: true },
						{ label: t("pledges.columns.gifts") },
					]}
					rows={view.instalments.map((one) => ({
						key: one.id,
						cells: [
							formatInteger(one.number),
							formatDayShort(one.dueOn, lang),
							<StatusBadge key="status" status={one.status} label={one.statusLabel} />,
							formatYenSign(one.scheduledYen),
							yen(one.paidYen),
							yen(one.writtenOffYen),
							yen(one.openYen),
							<InstalmentGifts key="gifts" gifts={one.gifts} view={view} />,
						],
					}))}
				/>
			</div>
		</Section>
	);
}

function InstalmentGifts({ gifts, view }: { gifts: readonly { id: string; amountYen: bigint }[]; view: PledgeView }) {
	const lang = useLang();
	if (gifts.length === 0) return "–";
	return gifts.map((part) => {
		const gift = view.gifts.find(({ id }) => id === part.id);
		return (
			<a key={part.id} className="link me-2 whitespace-nowrap" href={`/console/gifts/${part.id}`}>
				{gift ? formatDayShort(gift.on, lang) : ""} {formatYenSign(part.amountYen)}
			</a>
		);
	});
}

/** Money that came, old schedules, what was given up, and who did what. */
export function PledgeRecords({ view }: { view: PledgeView }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<Section title={t("pledges.giftsTitle")} note={t("pledges.giftsNote")}>
				<PlainTable
					label={t("pledges.giftsTitle")}
					empty={t("pledges.giftsNone")}
					columns={[
						{ label: t("pledges.columns.on"), number: true },
						{ label: t("gifts.columns.status") },
						{ label: t("gifts.columns.channel") },
						{ label: t("gifts.columns.amount"), number: true },
					]}
					rows={view.gifts.map((gift) => ({
						key: gift.id,
						cells: [
							<a key="on" href={`/console/gifts/${gift.id}`}>
								{formatDayShort(gift.on, lang)}
							</a>,
							<StatusBadge
								key="status"
								status={gift.status}
								label={t(`giftStatus.${gift.status}` as "giftStatus.received")}
							/>,
							t(`channels.${gift.channel}` as "channels.card"),
							formatYenSign(gift.amountYen),
						],
					}))}
				/>
			</Section>
			{view.writeOffs.length > 0 ? <WriteOffs view={view} /> : null}
			{view.older.length > 0 ? (
				<Section title={t("pledges.olderTitle")} note={t("pledges.olderNote")}>
					<div className="grid gap-2">
						{view.older.map((schedule) => (
							<OldSchedule key={schedule.version} schedule={schedule} />
						))}
					</div>
				</Section>
			) : null}
			<ChangeHistory changes={view.history} />
		</>
	);
}

function WriteOffs({ view }: { view: PledgeView }) {
	const t = useT("console");
	return (
		<Section title={t("pledges.writeOffsTitle")}>
			<PlainTable
				label={t("pledges.writeOffsTitle")}
				empty=""
				columns={[
					{ label: t("gifts.columns.status") },
					{ label: t("gifts.columns.amount"), number: true },
					{ label: t("pledges.form.ground") },
					{ label: t("pledges.form.reason") },
					{ label: t("pledges.columns.askedAt"), number: true },
					{ label: t("pledges.columns.decidedAt"), number: true },
					{ label: t("pledges.form.decisionNote") },
				]}
				rows={view.writeOffs.map((one) => ({
					key: one.id,
					cells: [
						<StatusBadge
							key="status"
							status={one.status}
							label={t(`pledges.writeOffStatus.${one.status}` as "pledges.writeOffStatus.requested")}
						/>,
						formatYenSign(one.amountYen),
						t(`pledges.grounds.${one.ground}` as "pledges.grounds.other"),
						one.reason,
						one.askedAt,
						one.decidedAt ?? "–",
						one.decisionNote || "–",
					],
				}))}
			/>
		</Section>
	);
}

function OldSchedule({ schedule }: { schedule: ScheduleLine }) {
	const t = useT("console");
	const lang = useLang();
	const cause = t(`pledges.causes.${schedule.cause}` as "pledges.causes.first");
	return (
		<details className="card">
			<summary className="cursor-pointer">
				{t("pledges.version", { version: schedule.version })}: {cause}, {schedule.madeAt},{" "}
				{formatYenSign(schedule.amountYen)}
			</summary>
			{schedule.reason === "" ? null : <p className="mt-2 whitespace-pre-line">{schedule.reason}</p>}
			<div className="mt-3">
				<PlainTable
					label={`${t("pledges.version", { version: schedule.version })} ${cause}`}
					empty=""
					columns={[
						{ label: t("pledges.columns.number"), number: true },
						{ label: t("pledges.columns.dueOn"), number: true },
						{ label: t("pledges.columns.scheduled"), number: true },
						{ label: t("pledges.columns.paid"), number: true },
					]}
					rows={schedule.instalments.map((one) => ({
						key: String(one.number),
						cells: [
							formatInteger(one.number),
							formatDayShort(one.dueOn, lang),
							formatYenSign(one.scheduledYen),
							one.paidYen === 0n ? "–" : formatYenSign(one.paidYen),
						],
					}))}
				/>
			</div>
		</details>
	);
}
