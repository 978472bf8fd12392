import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { actorId } from "~/domain/access/actor";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { overseenHub } from "~/domain/hubs/overseen-hub.server";
import { decidePlan } from "~/domain/sufficiency/decide-plan.server";
import { planChanges, yearsOf } from "~/domain/sufficiency/plan";
import { PLAN_MAX } from "~/domain/sufficiency/plan.schema";
import { planStepSchema } from "~/domain/sufficiency/plan-form.schema";
import { planRights } from "~/domain/sufficiency/plan-rights.server";
import { submitPlan } from "~/domain/sufficiency/submit-plan.server";
import { formatFiscalYear, formatMoment, formatYenShort } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useLang, useT } from "~/i18n/use-t";
import { invalid, isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { Amount } from "~/ui/console/amount";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { StatusBadge } from "~/ui/console/status-badge";
import { SufficiencyPlanSteps } from "~/ui/console/sufficiency-plan-steps";
import { CostTable, TargetTable } from "~/ui/console/sufficiency-plan-tables";
import { plansPath, yearsText } from "./sufficiency-plan-view";
import { costGroups, doneBy, planOfHub, targetRows } from "./sufficiency-plan-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const DONE = ["drafted", "saved", "submitted", "approved", "sentBack"] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const hub = await overseenHub(ctx, { slug: params.hub ?? "" });
	const plan = await planOfHub(ctx, params);
	const { lang } = ctx;
	const t = getT(lang, "console");
	const query = new URL(request.url).searchParams;
	const unit = query.get("unit") === "yen" ? ("yen" as const) : ("million" as const);
	const rights = planRights(ctx, hub);
	const own = plan.submittedBy?.id === actorId(ctx.actor);
	return {
		title: t("sufficiencyPlans.planTitle", { hub: hub.abbreviation, version: plan.version }),
		hub: { slug: hub.slug, name: hub.abbreviation },
		plan: { id: plan.id, title: plan.title, status: plan.status, note: plan.note, decisionNote: plan.decisionNote },
		years: yearsOf(plan),
		yearsText: yearsText(plan, lang),
		neededYen: plan.costs.reduce((sum, { amountYen }) => sum + amountYen, 0n),
		targetYen: plan.targets.reduce((sum, { amountYen }) => sum + amountYen, 0n),
		when: {
			created: doneBy(plan.createdAt, plan.createdBy?.name, lang),
			submitted: doneBy(plan.submittedAt, plan.submittedBy?.name, lang),
			approved: doneBy(plan.approvedAt, plan.decidedBy?.name, lang),
			superseded: plan.supersededAt === null ? null : formatMoment(plan.supersededAt, lang),
		},
		groups: costGroups(plan),
		targets: await targetRows(ctx, plan, unit),
		before: plan.before && { version: plan.before.version, changes: planChanges(plan.before, plan) },
		unit,
		may: {
			change: rights.change && plan.status === "draft",
			copy: rights.change,
			submit: rights.submit && plan.status === "draft",
			decide: rights.approve && plan.status === "submitted",
			own,
			export: mayEver(ctx, "export", "LedgerBalance"),
		},
		copyTitle: t("sufficiencyPlans.copyTitle", { title: plan.title }).slice(0, PLAN_MAX.title),
		done: DONE.find((one) => one === query.get("done")) ?? null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { id: planId } = await planOfHub(ctx, params);
	const form = parseForm(await readForm(request), planStepSchema);
	if (!form.ok) throw invalid("sufficiency_plan_step", "no such step of a plan");
	const { intent, note } = form.value;
	try {
		if (intent === "submit") await submitPlan(ctx, { planId });
		else await decidePlan(ctx, { planId, approve: intent === "approve", note });
	} catch (error) {
		// A role that may not do this at all gets the error page; what the person can put right is said here.
		if (!isAppError(error) || !error.personKey.startsWith("sufficiencyPlan.")) throw error;
		const query = new URLSearchParams(Object.entries(error.params).map(([key, value]) => [key, String(value)]));
		return data({ error: `${error.personKey}?${query}`, note }, { status: error.status });
	}
	const done = { submit: "submitted", approve: "approved", sendBack: "sentBack" }[intent];
	return redirect(`${plansPath(params.hub ?? "")}/${planId}?done=${done}`, 303);
}

export default function SufficiencyPlanPage() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const path = `${plansPath(page.hub.slug)}/${page.plan.id}`;
	const { unit, may } = page;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={plansPath(page.hub.slug)}>{t("sufficiencyPlans.backToList")}</a>
			</p>
			<PageHead title={page.title} lead={page.plan.title}>
				{may.change ? (
					<a className="btn btn-small btn-primary" href={`${path}/edit`}>
						{t("sufficiencyPlans.edit")}
					</a>
				) : null}
				{may.export ? (
					<>
						<a className="btn btn-small" href={`${path}/plan.xlsx`}>
							{t("sufficiencyPlans.xlsx")}
						</a>
						<a className="btn btn-small" href={`${path}/plan.csv`}>
							{t("sufficiencyPlans.csv")}
						</a>
					</>
				) : null}
				<a className="btn btn-small" href={`${path}?unit=${unit === "yen" ? "million" : "yen"}`}>
					{unit === "yen" ? t("sufficiencyPlans.unitMillion") : t("sufficiencyPlans.unitYen")}
				</a>
			</PageHead>
			{page.done && !sent ? <p className="notice notice-good mb-4">{t(`sufficiencyPlans.done.${page.done}`)}</p> : null}
			{sent ? (
				<p className="notice notice-bad mb-4" role="alert">
					{errorText(sent.error)}
				</p>
			) : null}
			<PlanFacts />
			<SufficiencyPlanSteps may={may} note={sent?.note ?? ""} maxNote={PLAN_MAX.decisionNote} />
			<Section title={t("sufficiencyPlans.costs")} note={t("sufficiencyPlans.costsNote")}>
				<UnitNote />
				<CostTable years={page.years} groups={page.groups} unit={unit} />
			</Section>
			<Section title={t("sufficiencyPlans.targets")} note={t("sufficiencyPlans.targetsNote")}>
				<UnitNote />
				<TargetTable years={page.years} rows={page.targets} unit={unit} />
			</Section>
			<Changes />
			{may.copy ? (
				<form method="post" action={plansPath(page.hub.slug)} className="no-print mt-8">
					<input type="hidden" name="title" value={page.copyTitle} />
					<input type="hidden" name="copyFrom" value={page.plan.id} />
					<button type="submit" className="btn">
						{t("sufficiencyPlans.copy")}
					</button>
				</form>
			) : null}
		</>
	);
}

function UnitNote() {
	const { unit } = useLoaderData<typeof loader>();
	const t = useT("console");
	return <p className="hint mb-1">{t("units.of", { unit: t(`units.${unit}`) })}</p>;
}

function PlanFacts() {
	const { plan, when, neededYen, targetYen, yearsText } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const fact = (
		name: "years" | "created" | "submitted" | "approved" | "superseded" | "note" | "decisionNote",
		value: string,
	) => ({
		label: t(`sufficiencyPlans.facts.${name}`),
		value: <span className="whitespace-pre-line">{value}</span>,
	});
	return (
		<Facts
			rows={[
				{
					label: t("sufficiencyPlans.facts.status"),
					value: <StatusBadge status={plan.status} label={t(`sufficiencyPlanStatus.${plan.status}`)} />,
				},
				fact("years", yearsText),
				{ label: t("sufficiencyPlans.facts.needed"), value: formatYenShort(neededYen, lang) },
				{ label: t("sufficiencyPlans.facts.target"), value: formatYenShort(targetYen, lang) },
				...(plan.note === "" ? [] : [fact("note", plan.note)]),
				fact("created", when.created),
				fact("submitted", when.submitted),
				fact("approved", when.approved),
				...(plan.decisionNote === "" ? [] : [fact("decisionNote", plan.decisionNote)]),
				...(when.superseded === null ? [] : [fact("superseded", when.superseded)]),
			]}
		/>
	);
}

function Changes() {
	const { before, unit } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	if (before === null) return null;
	const title = t("sufficiencyPlans.changes", { version: before.version });
	const amount = (yen: bigint | null) => (yen === null ? "–" : <Amount key="yen" yen={yen} unit={unit} />);
	return (
		<Section title={title}>
			<PlainTable
				label={title}
				empty={t("sufficiencyPlans.noChanges")}
				columns={[
					{ label: t("sufficiencyPlans.changeColumns.year") },
					{ label: t("sufficiencyPlans.changeColumns.what") },
					{ label: t("sufficiencyPlans.changeColumns.before"), number: true },
					{ label: t("sufficiencyPlans.changeColumns.after"), number: true },
					{ label: t("sufficiencyPlans.changeColumns.difference"), number: true },
				]}
				rows={before.changes.map(({ fiscalYear, what, beforeYen, afterYen }) => ({
					key: `${fiscalYear} ${JSON.stringify(what)}`,
					cells: [
						formatFiscalYear(fiscalYear, lang),
						what.kind === "cost"
							? `${t(`uses.${what.use}`)} / ${what.label}`
							: t("sufficiencyPlans.targetLine", { category: t(`categories.${what.category}`) }),
						amount(beforeYen),
						amount(afterYen),
						amount((afterYen ?? 0n) - (beforeYen ?? 0n)),
					],
				}))}
			/>
		</Section>
	);
}
