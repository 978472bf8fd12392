import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize } from "~/domain/access/authorize.server";
import { type StaffCtx, staffContext } from "~/domain/access/ctx.server";
import { compareCoverage } from "~/domain/sufficiency/get-coverage.server";
import { getScenario } from "~/domain/sufficiency/get-scenario.server";
import { removeScenario } from "~/domain/sufficiency/remove-scenario.server";
import { SHARED_WITH } from "~/domain/sufficiency/scenario.schema";
import { shareScenario } from "~/domain/sufficiency/share-scenario.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { invalid, notFound } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { Facts } from "~/ui/console/facts";
import { PageHead, Section } from "~/ui/console/page-head";
import { CompareTable } from "~/ui/sufficiency/compare-table";
import { GlidePath } from "~/ui/sufficiency/glide-path";
import { GlideTable } from "~/ui/sufficiency/glide-table";
import { SHARED_WITH as SHARING } from "~/ui/sufficiency/scenario-form";
import { toColumn, toldChanges } from "./scenario-view.server";
import { myHub } from "./sufficiency-hub-view.server";
import { hubHref } from "./sufficiency-view";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

async function askedScenario(ctx: StaffCtx, params: { hub?: string; scenarioId?: string }) {
	await authorize(ctx, "read", "SufficiencyScenario");
	const hub = await myHub(ctx, params.hub);
	const scenario = await getScenario(ctx, params.scenarioId ?? "");
	if (scenario.hubId !== hub.id) throw notFound("sufficiency_scenario", scenario.id);
	return { hub, scenario };
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { hub, scenario } = await askedScenario(ctx, params);
	const t = getT(ctx.lang, "console");
	const [actual, whatIf] = await compareCoverage(ctx, { hubId: hub.id, variants: [scenario.changes] });
	if (!actual || !whatIf) throw notFound("hub", hub.id);
	return {
		title: t("scenarios.one", { name: scenario.name }),
		hub,
		scenario: { ...scenario, changes: toldChanges(ctx, scenario.changes) },
		actual: toColumn(actual, "actual", t("scenarios.actual"), false),
		whatIf: toColumn(whatIf, scenario.id, scenario.name, true),
		kept: new URL(request.url).searchParams.get("done") === "kept",
	};
}

const formSchema = z.discriminatedUnion("intent", [
	z.object({ intent: z.literal("share"), sharedWith: z.enum(SHARED_WITH) }),
	z.object({ intent: z.literal("remove") }),
]);

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { hub, scenario } = await askedScenario(ctx, params);
	const sent = formSchema.safeParse(Object.fromEntries(await readForm(request)));
	if (!sent.success) throw invalid("scenario_form_unknown", "the form asks for nothing known");
	const list = `${hubHref(hub.slug)}/scenarios`;
	if (sent.data.intent === "remove") {
		await removeScenario(ctx, { scenarioId: scenario.id });
		return redirect(`${list}?done=removed`, 303);
	}
	await shareScenario(ctx, { scenarioId: scenario.id, sharedWith: sent.data.sharedWith });
	return redirect(`${list}/${scenario.id}?done=kept`, 303);
}

export default function Scenario() {
	const { title, hub, scenario, actual, whatIf, kept } = useLoaderData<typeof loader>();
	const t = useT("console");
	const p = useT("public");
	const label = t("scenarios.compareHeading");
	const last = whatIf.path.supportLastYear;
	return (
		<>
			<p className="no-print mb-2 text-sm">
				<a href={`${hubHref(hub.slug)}/scenarios`}>{t("scenarios.back")}</a>
			</p>
			<PageHead title={title} lead={t("scenarios.lead")} />
			{kept ? (
				<p className="notice notice-good mb-4" role="status">
					{t("scenarios.saved")}
				</p>
			) : null}
			<p className="mb-3">
				<span className="badge badge-warn">{p("coverage.whatIf")}</span>
			</p>
			<Facts
				rows={[
					{
						label: t("scenarios.changes"),
						value: (
							<ul>
								{scenario.changes.map((change) => (
									<li key={change}>{change}</li>
								))}
							</ul>
						),
					},
					{ label: t("scenarios.noteLabel"), value: scenario.note === "" ? "–" : scenario.note },
					{ label: t("scenarios.madeBy"), value: scenario.madeBy ?? "–" },
					{
						label: t("scenarios.sharing"),
						value: t(`scenarios.sharedWith.${scenario.sharedWith}` as "scenarios.sharedWith.own"),
					},
				]}
			/>
			<Section title={label} note={t("scenarios.compareNote")}>
				<CompareTable label={label} columns={[actual.column, whatIf.column]} unit="million" />
			</Section>
			<Section title={t("scenarios.pictures")}>
				<GlidePath {...whatIf.path} />
				<div className="mt-4">
					<GlideTable
						label={`${p("coverage.whatIf")}: ${scenario.name}`}
						years={whatIf.path.years}
						unit="million"
						standAloneFrom={last === null ? null : last + 1}
					/>
				</div>
				<div className="mt-8">
					<GlidePath {...actual.path} />
				</div>
			</Section>
			<Care />
		</>
	);
}

/** Who sees it, and the way to be rid of it: for who made it. */
function Care() {
	const { scenario } = useLoaderData<typeof loader>();
	const t = useT("console");
	if (!scenario.mayChange) return <p className="hint no-print mt-9">{t("scenarios.ownOnly")}</p>;
	return (
		<div className="no-print mt-9 flex flex-wrap items-end gap-x-10 gap-y-4">
			<form method="post" className="flex flex-wrap items-end gap-3">
				<label className="block text-sm">
					<span className="label">{t("scenarios.shareLabel")}</span>
					<select name="sharedWith" defaultValue={scenario.sharedWith} className="input">
						{SHARING.map((value) => (
							<option key={value} value={value}>
								{t(`scenarios.sharedWith.${value}`)}
							</option>
						))}
					</select>
				</label>
				<button type="submit" name="intent" value="share" className="btn">
					{t("scenarios.share")}
				</button>
			</form>
			<form method="post">
				<p className="hint mb-2">{t("scenarios.removeNote")}</p>
				<button type="submit" name="intent" value="remove" className="btn btn-danger">
					{t("scenarios.remove")}
				</button>
			</form>
		</div>
	);
}
