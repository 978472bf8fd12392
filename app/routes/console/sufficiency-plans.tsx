import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { overseenHub } from "~/domain/hubs/overseen-hub.server";
import { draftPlan } from "~/domain/sufficiency/draft-plan.server";
import { listSufficiencyPlans } from "~/domain/sufficiency/list-sufficiency-plans.server";
import { PLAN_MAX } from "~/domain/sufficiency/plan.schema";
import { newPlanFormSchema } from "~/domain/sufficiency/plan-form.schema";
import { planRights } from "~/domain/sufficiency/plan-rights.server";
import { formatYenShort } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useLang, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { StatusBadge } from "~/ui/console/status-badge";
import { ErrorSummary } from "~/ui/form/error-summary";
import { SelectField } from "~/ui/form/select-field";
import { TextField } from "~/ui/form/text-field";
import { sentValues } from "./fund-view.server";
import { plansPath, yearsText } from "./sufficiency-plan-view";
import { doneBy } from "./sufficiency-plan-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

/** A plan made now begins with this year and runs for ten. */
const PROPOSED_YEARS = 10;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const hub = await overseenHub(ctx, { slug: params.hub ?? "" });
	const cursor = new URL(request.url).searchParams.get("cursor") ?? undefined;
	const after = cursor !== undefined && /^[0-9a-f-]{36}$/.test(cursor) ? cursor : undefined;
	const { plans, nextCursor } = await listSufficiencyPlans(ctx, { hubId: hub.id, cursor: after });
	const { lang } = ctx;
	const now = fiscalYearOf(ctx.now);
	return {
		title: getT(lang, "console")("sufficiencyPlans.title", { hub: hub.abbreviation }),
		hub: { slug: hub.slug, name: hub.abbreviation },
		plans: plans.map((plan) => ({
			id: plan.id,
			version: plan.version,
			title: plan.title,
			status: plan.status,
			years: yearsText(plan, lang),
			neededYen: plan.neededYen,
			created: doneBy(plan.createdAt, plan.createdBy, lang),
			submitted: doneBy(plan.submittedAt, plan.submittedBy, lang),
			decided: doneBy(plan.approvedAt, plan.decidedBy, lang),
		})),
		mayDraft: planRights(ctx, hub).change,
		begins: {
			title: "",
			copyFrom: after === undefined ? (plans[0]?.id ?? "") : "",
			firstFiscalYear: String(now),
			lastFiscalYear: String(now + PROPOSED_YEARS - 1),
		},
		max: PLAN_MAX,
		firstHref: after ? plansPath(hub.slug) : null,
		nextHref: nextCursor ? `${plansPath(hub.slug)}?cursor=${nextCursor}` : null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const hub = await overseenHub(ctx, { slug: params.hub ?? "" });
	const sent = await readForm(request);
	const refuse = (errors: Record<string, string[] | null>) =>
		data({ values: sentValues(sent), errors: errors as Record<string, string[]> }, { status: 400 });
	const form = parseForm(sent, newPlanFormSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		const { planId } = await draftPlan(ctx, { hubId: hub.id, ...form.value });
		const then = form.value.copyFrom === undefined ? "/edit?done=drafted" : "?done=drafted";
		return redirect(`${plansPath(hub.slug)}/${planId}${then}`, 303);
	} catch (error) {
		if (!isAppError(error) || error.status !== 400) throw error;
		return refuse({ [String(error.params.field ?? "")]: [error.personKey] });
	}
}

export default function SufficiencyPlans() {
	const { title, hub, plans, mayDraft, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={`/console/sufficiency/${hub.slug}`}>{t("sufficiencyPlans.back", { hub: hub.name })}</a>
			</p>
			<PageHead title={title} lead={t("sufficiencyPlans.lead")} />
			<PlainTable
				label={t("sufficiencyPlans.versions")}
				empty={t("sufficiencyPlans.none")}
				columns={[
					{ label: t("sufficiencyPlans.columns.version"), number: true },
					{ label: t("sufficiencyPlans.columns.status") },
					{ label: t("sufficiencyPlans.columns.title") },
					{ label: t("sufficiencyPlans.columns.years") },
					{ label: t("sufficiencyPlans.columns.needed"), number: true },
					{ label: t("sufficiencyPlans.columns.created") },
					{ label: t("sufficiencyPlans.columns.submitted") },
					{ label: t("sufficiencyPlans.columns.decided") },
				]}
				rows={plans.map((plan) => ({
					key: plan.id,
					cells: [
						plan.version,
						<StatusBadge key="status" status={plan.status} label={t(`sufficiencyPlanStatus.${plan.status}`)} />,
						<a key="title" href={`${plansPath(hub.slug)}/${plan.id}`}>
							{plan.title}
						</a>,
						plan.years,
						formatYenShort(plan.neededYen, lang),
						plan.created,
						plan.submitted,
						plan.decided,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
			{mayDraft ? <NewPlan /> : null}
		</>
	);
}

const FIELDS = ["title", "copyFrom", "firstFiscalYear", "lastFiscalYear"] as const;

function NewPlan() {
	const { plans, begins, max } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const values: Record<string, string> = sent?.values ?? begins;
	const state = (name: (typeof FIELDS)[number]) => ({
		name,
		value: values[name] ?? "",
		errors: (sent?.errors[name] ?? []).map(errorText),
		label: t(`sufficiencyPlans.fields.${name}`),
	});
	const items = [
		...(sent?.errors[""] ?? []).map((error) => ({ field: null, label: "", error: errorText(error) })),
		...FIELDS.flatMap((name) => state(name).errors.map((error) => ({ field: name, label: state(name).label, error }))),
	];
	return (
		<Section title={t("sufficiencyPlans.new")} note={t("sufficiencyPlans.newNote")}>
			<ErrorSummary heading={t("sufficiencyPlans.errors")} text={t("sufficiencyPlans.errorsText")} items={items} />
			<form method="post" className="mt-3 grid max-w-text gap-4">
				<TextField {...state("title")} maxLength={max.title} />
				<SelectField
					{...state("copyFrom")}
					empty={t("sufficiencyPlans.empty")}
					options={plans.map(({ id, version, title }) => ({
						value: id,
						label: t("sufficiencyPlans.copyOption", { version, title }),
					}))}
				/>
				<div className="grid gap-4 sm:grid-cols-2">
					<TextField {...state("firstFiscalYear")} inputMode="numeric" hint={t("sufficiencyPlans.yearsHint")} />
					<TextField {...state("lastFiscalYear")} inputMode="numeric" />
				</div>
				<div>
					<button type="submit" className="btn btn-primary">
						{t("sufficiencyPlans.create")}
					</button>
				</div>
			</form>
		</Section>
	);
}
