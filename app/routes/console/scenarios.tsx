import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { compareCoverage } from "~/domain/sufficiency/get-coverage.server";
import { keepScenario } from "~/domain/sufficiency/keep-scenario.server";
import { listScenarios } from "~/domain/sufficiency/list-scenarios.server";
import { SCENARIO_FACTORS, SCENARIO_YEARS, scenarioFormSchema } from "~/domain/sufficiency/scenario-form.schema";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { PlainTable } from "~/ui/console/plain-table";
import { CompareTable } from "~/ui/sufficiency/compare-table";
import { GlidePath } from "~/ui/sufficiency/glide-path";
import { ScenarioForm } from "~/ui/sufficiency/scenario-form";
import { sentValues } from "./fund-view.server";
import { toColumn, toldChanges } from "./scenario-view.server";
import { myHub } from "./sufficiency-hub-view.server";
import { hubHref } from "./sufficiency-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const MOST_COMPARED = 3;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "SufficiencyScenario");
	const hub = await myHub(ctx, params.hub);
	const scenarios = await listScenarios(ctx, { hubId: hub.id });
	const url = new URL(request.url);
	const asked = url.searchParams.getAll("compare");
	const chosen = scenarios.filter(({ id }) => asked.includes(id)).slice(0, MOST_COMPARED);
	const t = getT(ctx.lang, "console");
	const coverages = await compareCoverage(ctx, { hubId: hub.id, variants: chosen.map(({ changes }) => changes) });
	const columns = coverages.map((coverage, index) => {
		const one = chosen[index - 1];
		return one
			? toColumn(coverage, one.id, one.name, true)
			: toColumn(coverage, "actual", t("scenarios.actual"), false);
	});
	return {
		title: t("scenarios.title", { hub: hub.abbreviation }),
		hub,
		choices: { years: SCENARIO_YEARS, factors: SCENARIO_FACTORS },
		removed: url.searchParams.get("done") === "removed",
		chosen: chosen.map(({ id }) => id),
		columns,
		scenarios: scenarios.map(({ id, name, note, changes, sharedWith, madeBy }) => ({
			...{ id, name, note, sharedWith, madeBy },
			changes: toldChanges(ctx, changes),
		})),
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "SufficiencyScenario");
	const hub = await myHub(ctx, params.hub);
	const sent = await readForm(request);
	const form = parseForm(sent, scenarioFormSchema);
	if (!form.ok) {
		return data({ values: sentValues(sent), errors: form.submission.reply().error ?? {} }, { status: 400 });
	}
	const { scenarioId } = await keepScenario(ctx, { hubId: hub.id, ...form.value });
	return redirect(`${hubHref(hub.slug)}/scenarios/${scenarioId}?done=kept`, 303);
}

export default function Scenarios() {
	const { title, hub, columns, removed, choices } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	return (
		<>
			<p className="no-print mb-2 text-sm">
				<a href={hubHref(hub.slug)}>{t("sufficiency.back", { hub: hub.abbreviation })}</a>
			</p>
			<PageHead title={title} lead={t("scenarios.lead")} />
			{removed && !sent ? (
				<p className="notice notice-good mb-4" role="status">
					{t("scenarios.removed")}
				</p>
			) : null}
			{sent ? null : (
				<Section title={t("scenarios.compareHeading")} note={t("scenarios.compareNote")}>
					<CompareTable
						label={t("scenarios.compareHeading")}
						columns={columns.map(({ column }) => column)}
						unit="million"
					/>
					<h3 className="mt-6 mb-2 text-base">{t("scenarios.pictures")}</h3>
					<ul className="grid gap-6 sm:grid-cols-2 xl:grid-cols-3 print:grid-cols-2">
						{columns.map(({ column, path }) => (
							<li key={column.key} className="min-w-0 break-inside-avoid">
								<GlidePath {...path} small />
							</li>
						))}
					</ul>
					<p className="hint mt-2">{t("scenarios.fullLegend")}</p>
				</Section>
			)}
			{sent ? null : <Kept />}
			<Section title={t("scenarios.newHeading")}>
				<ScenarioForm
					values={sent?.values ?? {}}
					errors={sent?.errors ?? {}}
					years={choices.years}
					factors={choices.factors}
				/>
			</Section>
		</>
	);
}

/** What is kept: tick some to see them beside what is. A plain GET form. */
function Kept() {
	const { scenarios, hub, chosen } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<Section title={t("scenarios.kept")} note={scenarios.length > 0 ? t("scenarios.compareNone") : undefined}>
			<form method="get" action={`${hubHref(hub.slug)}/scenarios`}>
				<PlainTable
					label={t("scenarios.kept")}
					empty={t("scenarios.none")}
					columns={[
						{ label: t("scenarios.choose") },
						{ label: t("scenarios.name") },
						{ label: t("scenarios.changes") },
						{ label: t("scenarios.sharing") },
						{ label: t("scenarios.madeBy") },
					]}
					rows={scenarios.map((one) => ({
						key: one.id,
						cells: [
							<input
								key="choose"
								type="checkbox"
								name="compare"
								value={one.id}
								defaultChecked={chosen.includes(one.id)}
								aria-label={`${t("scenarios.choose")}: ${one.name}`}
								className="size-5"
							/>,
							<div key="name">
								<a href={`${hubHref(hub.slug)}/scenarios/${one.id}`}>{one.name}</a>
								{one.note === "" ? null : <span className="block text-xs text-ink-soft">{one.note}</span>}
							</div>,
							<ul key="changes">
								{one.changes.map((change) => (
									<li key={change}>{change}</li>
								))}
							</ul>,
							t(`scenarios.sharedWith.${one.sharedWith}` as "scenarios.sharedWith.own"),
							one.madeBy ?? "–",
						],
					}))}
				/>
				{scenarios.length > 0 ? (
					<button type="submit" className="btn btn-small no-print mt-3">
						{t("scenarios.compare")}
					</button>
				) : null}
			</form>
		</Section>
	);
}
