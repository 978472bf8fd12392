import { formatDayShort, formatInteger, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Facts } from "./facts.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface DonorView {
	id: string;
	name: string;
	kind: "individual" | "company";
	lang: "ja" | "en";
	erased: boolean;
	/** when it was last changed, for a form that is sent back */
	basedOn: string;
	institution: string;
	totals: { count: number; grossYen: bigint; goneYen: bigint };
	fields: Readonly<Record<string, string>>;
	relationships: readonly {
		hubId: string;
		hub: string;
		officerId: string;
		officer: string | null;
		officers: readonly { value: string; label: string }[];
		notes: string;
		lastGivenOn: string | null;
	}[];
	plans: readonly { id: string; status: string; unit: string; amountYen: bigint; fund: string; since: string }[];
	receipts: readonly {
		id: string;
		number: string | null;
		status: string;
		taxYear: number;
		amountYen: bigint;
	}[];
	consents: readonly { id: string; wording: string; givenAt: string; withdrawnAt: string | null }[];
	credits: readonly { id: string; giftId: string; giver: string; amountYen: bigint; reason: string }[];
	requests: readonly { id: string; kind: string; status: string; on: string }[];
	duplicates: readonly { id: string; donorId: string; name: string; reason: string }[];
	changes: readonly { id: string; at: string; action: string; actor: string }[];
}

const HIDDEN = new Set(["donorKind"]);

/** What came of the donor, and how to reach it. */
export function DonorFacts({ view, contact }: { view: DonorView; contact: boolean }) {
	const t = useT("console");
	const { totals } = view;
	const money = [
		{ label: t("donors.facts.count"), value: formatInteger(totals.count) },
		{ label: t("donors.facts.gross"), value: formatYenSign(totals.grossYen) },
		...(totals.goneYen > 0n ? [{ label: t("donors.facts.gone"), value: formatYenSign(totals.goneYen) }] : []),
	];
	const fields = Object.entries(view.fields).filter(([name, value]) => value !== "" && !HIDDEN.has(name));
	return (
		<>
			<div className="card">
				<dl className="flex flex-wrap gap-x-10 gap-y-2">
					{money.map((one) => (
						<div key={one.label}>
							<dt className="text-xs text-ink-soft">{one.label}</dt>
							<dd className="figure text-xl">{one.value}</dd>
						</div>
					))}
				</dl>
			</div>
			<Section title={t("donors.facts.title")} note={contact ? undefined : t("gift.donor.noContact")}>
				<Facts
					rows={[
						{ label: t("donors.columns.kind"), value: t(`donors.kinds.${view.kind}`) },
						...fields.map(([field, value]) => ({
							label: t(`gift.fields.${field}` as "gift.fields.email"),
							value,
						})),
						{ label: t("donors.facts.lang"), value: t(`donors.langs.${view.lang}`) },
					]}
				/>
			</Section>
		</>
	);
}

/** Plans, receipts, consents, recognition, requests and what else is known of a donor. */
export function DonorLists({ view, care }: { view: DonorView; care: boolean }) {
	const t = useT("console");
	const lang = useLang();
	const day = (value: string) => formatDayShort(value, lang);
	return (
		<>
			<Section title={t("donors.plans.title")}>
				<PlainTable
					label={t("donors.plans.title")}
					empty={t("donors.plans.none")}
					columns={[
						{ label: t("gifts.columns.fund") },
						{ label: t("gifts.columns.status") },
						{ label: t("donors.plans.amount"), number: true },
						{ label: t("donors.plans.since"), number: true },
					]}
					rows={view.plans.map((plan) => ({
						key: plan.id,
						cells: [
							<a key="fund" href={`/console/plans/${plan.id}`}>
								{plan.fund}
							</a>,
							<StatusBadge
								key="status"
								status={plan.status}
								label={t(`donors.planStatus.${plan.status}` as "donors.planStatus.active")}
							/>,
							`${t(`donors.units.${plan.unit}` as "donors.units.month")} ${formatYenSign(plan.amountYen)}`,
							day(plan.since),
						],
					}))}
				/>
			</Section>
			<Section title={t("donors.credits.title")} note={t("donors.credits.note")}>
				<PlainTable
					label={t("donors.credits.title")}
					empty={t("donors.credits.none")}
					columns={[
						{ label: t("donors.credits.gift") },
						{ label: t("donors.credits.reason") },
						{ label: t("donors.credits.amount"), number: true },
					]}
					rows={view.credits.map((credit) => ({
						key: credit.id,
						cells: [
							<a key="gift" href={`/console/gifts/${credit.giftId}`}>
								{credit.giver}
							</a>,
							t(`recognition.reasons.${credit.reason}` as "recognition.reasons.other"),
							formatYenSign(credit.amountYen),
						],
					}))}
				/>
			</Section>
			{care ? <CareLists view={view} /> : null}
		</>
	);
}

function CareLists({ view }: { view: DonorView }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<Section title={t("donors.receipts.title")}>
				<PlainTable
					label={t("donors.receipts.title")}
					empty={t("donors.receipts.none")}
					columns={[
						{ label: t("donors.receipts.number") },
						{ label: t("donors.receipts.status") },
						{ label: t("donors.receipts.taxYear"), number: true },
						{ label: t("donors.receipts.amount"), number: true },
					]}
					rows={view.receipts.map((receipt) => ({
						key: receipt.id,
						cells: [
							<a key="number" href={`/console/receipts/${receipt.id}`}>
								{receipt.number ?? "–"}
							</a>,
							t(`donors.receiptStatus.${receipt.status}` as "donors.receiptStatus.issued"),
							String(receipt.taxYear),
							formatYenSign(receipt.amountYen),
						],
					}))}
				/>
			</Section>
			<Section title={t("donors.consents.title")}>
				<PlainTable
					label={t("donors.consents.title")}
					empty={t("donors.consents.none")}
					columns={[
						{ label: t("donors.consents.wording") },
						{ label: t("donors.consents.given"), number: true },
						{ label: t("donors.consents.withdrawn"), number: true },
					]}
					rows={view.consents.map((consent) => ({
						key: consent.id,
						cells: [consent.wording, consent.givenAt, consent.withdrawnAt ?? "–"],
					}))}
				/>
			</Section>
			<Section title={t("donors.requests.title")}>
				<PlainTable
					label={t("donors.requests.title")}
					empty={t("donors.requests.none")}
					columns={[
						{ label: t("donors.requests.kind") },
						{ label: t("donors.requests.status") },
						{ label: t("donors.requests.on"), number: true },
					]}
					rows={view.requests.map((request) => ({
						key: request.id,
						cells: [
							<a key="kind" href={`/console/requests/${request.id}`}>
								{t(`requests.kind.${request.kind}` as "requests.kind.refund")}
							</a>,
							t(`requests.status.${request.status}` as "requests.status.open"),
							formatDayShort(request.on, lang),
						],
					}))}
				/>
			</Section>
			<Section title={t("donors.duplicates.title")}>
				<PlainTable
					label={t("donors.duplicates.title")}
					empty={t("donors.duplicates.none")}
					columns={[{ label: t("donors.columns.name") }, { label: t("donors.duplicates.reason") }]}
					rows={view.duplicates.map((pair) => ({
						key: pair.id,
						cells: [
							<a key="name" href={`/console/donors/${pair.donorId}`}>
								{pair.name}
							</a>,
							t(`donors.duplicates.reasons.${pair.reason}` as "donors.duplicates.reasons.same_name"),
						],
					}))}
				/>
			</Section>
			<Section title={t("donors.changes.title")}>
				<PlainTable
					label={t("donors.changes.title")}
					empty={t("gift.changes.none")}
					columns={[
						{ label: t("gift.changes.at"), number: true },
						{ label: t("gift.changes.action") },
						{ label: t("gift.changes.actor") },
					]}
					rows={view.changes.map((change) => ({
						key: change.id,
						cells: [change.at, <code key="action">{change.action}</code>, change.actor],
					}))}
				/>
			</Section>
		</>
	);
}
