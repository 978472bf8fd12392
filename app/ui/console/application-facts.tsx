import { formatDayShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Facts } from "./facts.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

export interface ApplicationStepView {
	id: string;
	at: string;
	step: string;
	actor: string | null;
	note: string;
}

export interface ApplicationView {
	id: string;
	giftId: string;
	donorId: string;
	status: string;
	paymentStatus: string;
	reference: string;
	donorName: string;
	amountYen: bigint;
	paidYen: bigint;
	hub: string | null;
	fund: string;
	institution: string;
	purpose: string;
	conditions: string;
	signatory: string;
	plannedOn: string | null;
	acceptedOn: string | null;
	payBy: string | null;
	refusalGround: string | null;
	pageHref: string | null;
	typed: readonly { field: string; value: string }[];
	steps: readonly ApplicationStepView[];
}

/** What was applied for, and how far it is. */
export function ApplicationFacts({ view }: { view: ApplicationView }) {
	const t = useT("console");
	const lang = useLang();
	const day = (value: string) => formatDayShort(value, lang);
	const lines = (value: string) => <span className="block max-w-text whitespace-pre-line break-words">{value}</span>;
	const rows = [
		{ label: t("applications.columns.donor"), value: <a href={`/console/donors/${view.donorId}`}>{view.donorName}</a> },
		{ label: t("applications.facts.gift"), value: <a href={`/console/gifts/${view.giftId}`}>{t("donors.toGift")}</a> },
		{
			label: t("applications.columns.fund"),
			value: [view.hub, view.fund, view.institution].filter(Boolean).join(" / "),
		},
		{ label: t("applications.facts.purpose"), value: lines(view.purpose) },
		...(view.conditions ? [{ label: t("applications.facts.conditions"), value: lines(view.conditions) }] : []),
		...(view.signatory ? [{ label: t("applications.facts.signatory"), value: view.signatory }] : []),
		...(view.plannedOn ? [{ label: t("applications.facts.plannedOn"), value: day(view.plannedOn) }] : []),
		...(view.acceptedOn ? [{ label: t("applications.facts.acceptedOn"), value: day(view.acceptedOn) }] : []),
		...(view.payBy ? [{ label: t("applications.columns.payBy"), value: day(view.payBy) }] : []),
		...(view.refusalGround
			? [
					{
						label: t("applications.facts.ground"),
						value: t(`applications.grounds.${view.refusalGround}` as "applications.grounds.other"),
					},
				]
			: []),
		...(view.pageHref
			? [{ label: t("applications.facts.page"), value: <a href={view.pageHref}>{view.reference}</a> }]
			: []),
	];
	const missing = view.amountYen - view.paidYen;
	return (
		<Section title={t("applications.facts.title")}>
			<p className="mb-4 flex flex-wrap items-baseline gap-x-5">
				<span className="figure text-3xl">{formatYenSign(view.amountYen)}</span>
				{view.paidYen > 0n ? (
					<span className="text-sm">
						{t("applications.facts.paid")} {formatYenSign(view.paidYen)}
						{missing > 0n ? ` ・ ${t("applications.facts.missing")} ${formatYenSign(missing)}` : ""}
					</span>
				) : null}
			</p>
			<Facts rows={rows} />
		</Section>
	);
}

/** Who did what, in order; nothing of it is ever changed. */
export function ApplicationTrail({ steps }: { steps: readonly ApplicationStepView[] }) {
	const t = useT("console");
	return (
		<Section title={t("applications.steps.title")}>
			<PlainTable
				label={t("applications.steps.title")}
				empty="–"
				columns={[
					{ label: t("applications.steps.at"), number: true },
					{ label: t("applications.steps.step") },
					{ label: t("applications.steps.actor") },
					{ label: t("applications.steps.note") },
				]}
				rows={steps.map((step) => ({
					key: step.id,
					cells: [
						step.at,
						t(`applications.steps.kinds.${step.step}` as "applications.steps.kinds.note"),
						step.actor ?? t("applications.steps.applicant"),
						<span key="note" className="block max-w-text whitespace-pre-line break-words">
							{step.note || "–"}
						</span>,
					],
				}))}
			/>
		</Section>
	);
}
