import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { TextField } from "../form/text-field.tsx";
import { PortalSection, StateBadge, Terms } from "./parts.tsx";

export interface PlanView {
	id: string;
	status: string;
	unit: "month" | "year";
	amountYen: bigint;
	nextChargeOn: string | null;
	pausedUntil: string | null;
	startedOn: string | null;
	endedOn: string | null;
	card: { brand: string; last4: string; month: number; year: number } | null;
	fund: string;
	hub: string | null;
	institution: string;
}

/** One plan in a list, leading to its page. */
export function PlanCard({ plan, lang }: { plan: PlanView; lang: Lang }) {
	const t = useT("public");
	return (
		<div className="card">
			<div className="mb-3 flex flex-wrap items-center justify-between gap-3">
				<h2 className="text-lg">
					<a href={`/portal/plans/${plan.id}`}>
						{plan.hub ?? plan.fund} ・{" "}
						{t(`portal.plans.each.${plan.unit}`, { amount: formatYen(plan.amountYen, lang) })}
					</a>
				</h2>
				<PlanState status={plan.status} />
			</div>
			<p className="hint">
				{plan.fund} ・ {plan.institution}
			</p>
			{plan.nextChargeOn ? (
				<p className="mt-1">
					{t("portal.plans.next")}: {formatDay(plan.nextChargeOn, lang)}
				</p>
			) : null}
			<p className="mt-3">
				<a className="btn btn-small" href={`/portal/plans/${plan.id}`}>
					{t("portal.plans.open")}
				</a>
			</p>
		</div>
	);
}

function PlanState({ status }: { status: string }) {
	const t = useT("public");
	return <StateBadge state={status} label={t(`portal.plans.state.${status}` as "portal.plans.state.active")} />;
}

export function PlanFacts({ plan, lang }: { plan: PlanView; lang: Lang }) {
	const t = useT("public");
	const day = (value: string | null) => (value ? formatDay(value, lang) : t("portal.none"));
	const paused = plan.status === "paused";
	return (
		<div className="card">
			<Terms
				rows={[
					{ term: t("portal.gift.state"), value: <PlanState status={plan.status} /> },
					{
						term: t("portal.gift.amount"),
						value: t(`portal.plans.each.${plan.unit}`, { amount: formatYen(plan.amountYen, lang) }),
					},
					...(plan.hub ? [{ term: t("portal.gift.hub"), value: plan.hub }] : []),
					{ term: t("portal.gift.fund"), value: plan.fund },
					{ term: t("portal.recipient"), value: plan.institution },
					{ term: t("portal.plans.startedOn"), value: day(plan.startedOn) },
					...(plan.endedOn
						? [{ term: t("portal.plans.endedOn"), value: day(plan.endedOn) }]
						: [{ term: t("portal.plans.next"), value: day(plan.nextChargeOn) }]),
					...(paused
						? [
								{
									term: t("portal.plans.pausedUntil"),
									value: plan.pausedUntil ? day(plan.pausedUntil) : t("portal.plans.pausedOpen"),
								},
							]
						: []),
					{
						term: t("portal.plans.card"),
						value: plan.card ? t("portal.plans.cardText", plan.card) : t("portal.plans.noCard"),
					},
				]}
			/>
		</div>
	);
}

export interface PlanFormsProps {
	plan: PlanView;
	/** what was typed and what is wrong with it */
	values: Readonly<Record<string, string>>;
	errorsOf: (name: string) => string[];
}

/** Everything that can be done with a plan that goes on. Each is a form of its own. */
export function PlanForms({ plan, values, errorsOf }: PlanFormsProps) {
	const t = useT("public");
	const pausable = plan.status === "active" || plan.status === "paused";
	return (
		<>
			<PortalSection id="amount" title={t("portal.plans.amountTitle")}>
				<form method="post" noValidate className="grid max-w-md gap-3">
					<input type="hidden" name="intent" value="amount" />
					<TextField
						name="amountYen"
						label={t("portal.plans.amountLabel")}
						hint={t("portal.plans.amountHint")}
						inputMode="numeric"
						value={values.amountYen ?? plan.amountYen.toString()}
						errors={errorsOf("amountYen")}
					/>
					<p>
						<button type="submit" className="btn">
							{t("portal.plans.amountSubmit")}
						</button>
					</p>
				</form>
			</PortalSection>
			<PortalSection id="card" title={t("portal.plans.cardTitle")}>
				<p className="mb-3">{t("portal.plans.cardLead")}</p>
				<form method="post">
					<input type="hidden" name="intent" value="card" />
					<button type="submit" className="btn">
						{t("portal.plans.cardSubmit")}
					</button>
				</form>
			</PortalSection>
			{plan.status === "paused" ? (
				<PortalSection id="resume" title={t("portal.plans.resumeTitle")}>
					<form method="post">
						<input type="hidden" name="intent" value="resume" />
						<button type="submit" className="btn btn-primary">
							{t("portal.plans.resumeSubmit")}
						</button>
					</form>
				</PortalSection>
			) : null}
			{pausable ? (
				<PortalSection id="pause" title={t("portal.plans.pauseTitle")}>
					<form method="post" noValidate className="grid max-w-md gap-3">
						<input type="hidden" name="intent" value="pause" />
						<TextField
							name="until"
							type="date"
							label={t("portal.plans.pauseLabel")}
							value={values.until ?? plan.pausedUntil ?? ""}
							errors={errorsOf("until")}
						/>
						<p>
							<button type="submit" className="btn">
								{t("portal.plans.pauseSubmit")}
							</button>
						</p>
					</form>
				</PortalSection>
			) : null}
			<PortalSection id="stop" title={t("portal.plans.stopTitle")}>
				<p>
					<a className="btn btn-danger" href={`/portal/plans/${plan.id}/stop`}>
						{t("portal.plans.stopLink")}
					</a>
				</p>
			</PortalSection>
		</>
	);
}
