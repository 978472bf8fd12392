import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { USES } from "~/domain/ledger/kinds";
import { changePlan } from "~/domain/sufficiency/change-plan.server";
import { PLAN_MAX } from "~/domain/sufficiency/plan.schema";
import { type GridErrors, type PlanGrid, planGrid, readPlanForm, sentGrid } from "~/domain/sufficiency/plan-form";
import { formatFiscalYear } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useLang, useT } from "~/i18n/use-t";
import { conflict, isAppError } from "~/platform/errors";
import { readForm } from "~/platform/http/form.server";
import { PageHead, Section } from "~/ui/console/page-head";
import { CostGrid, TargetGrid } from "~/ui/console/sufficiency-plan-grid";
import { ErrorSummary } from "~/ui/form/error-summary";
import { TextArea } from "~/ui/form/text-area";
import { TextField } from "~/ui/form/text-field";
import { plansPath } from "./sufficiency-plan-view";
import { planOfHub, readUse } from "./sufficiency-plan-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

/** A full grid of sixty lines over thirty years, with Japanese words in percent signs. */
const FORM_MAX_BYTES = 1_000_000;

async function draftToChange(
	request: Request,
	params: { hub?: string; sufficiencyPlanId?: string },
	requestId: string,
) {
	const ctx = await staffContext(request, requestId);
	const plan = await planOfHub(ctx, params);
	await authorize(ctx, "change", { type: "SufficiencyPlan", id: plan.id });
	if (plan.status !== "draft") {
		throw conflict("sufficiency_plan_not_draft", `plan ${plan.id} is ${plan.status}`, {
			personKey: "sufficiencyPlan.notDraft",
		});
	}
	return { ctx, plan };
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const { ctx, plan } = await draftToChange(request, params, context.requestId);
	const done = new URL(request.url).searchParams.get("done");
	return {
		title: getT(ctx.lang, "console")("sufficiencyPlans.editTitle", {
			hub: plan.hub.abbreviation,
			version: plan.version,
		}),
		path: `${plansPath(plan.hub.slug)}/${plan.id}`,
		revision: plan.revision,
		grid: planGrid(plan),
		uses: USES,
		max: PLAN_MAX,
		done: done === "saved" || done === "drafted" ? (done as "saved" | "drafted") : null,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const { plan, ctx } = await draftToChange(request, params, context.requestId);
	const sent = await readForm(request, { maxBytes: FORM_MAX_BYTES });
	const grid = sentGrid(sent);
	const refuse = (errors: GridErrors, status = 400) => data({ grid, errors }, { status });
	const read = readPlanForm(grid, readUse);
	if (!read.ok) return refuse(read.errors);
	try {
		await changePlan(ctx, { planId: plan.id, basedOn: String(sent.get("basedOn") ?? ""), fields: read.fields });
	} catch (error) {
		if (!isAppError(error) || error.status !== 409) throw error;
		return refuse({ "": [error.personKey] }, 409);
	}
	const path = `${plansPath(plan.hub.slug)}/${plan.id}`;
	return redirect(sent.get("then") === "stay" ? `${path}/edit?done=saved` : `${path}?done=saved`, 303);
}

export default function EditSufficiencyPlan() {
	const { title, path, revision, grid: kept, uses, max, done } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const grid: PlanGrid = sent?.grid ?? kept;
	const errors = sent?.errors ?? {};
	const field = (name: "title" | "note" | "firstFiscalYear" | "lastFiscalYear" | "pasted") => ({
		name,
		value: grid[name],
		errors: (errors[name] ?? []).map(errorText),
		label: t(`sufficiencyPlans.fields.${name}`),
	});
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={path}>{t("sufficiencyPlans.backToList")}</a>
			</p>
			<PageHead title={title} lead={t("sufficiencyPlans.editLead")} />
			{done && !sent ? <p className="notice notice-good mb-4">{t(`sufficiencyPlans.done.${done}`)}</p> : null}
			<Errors errors={errors} grid={grid} />
			<form method="post">
				{/* After a conflict the person was told of the newer plan: saving again is meant. */}
				<input type="hidden" name="basedOn" value={revision} />
				<div className="mt-4 grid max-w-text gap-4">
					<TextField {...field("title")} maxLength={max.title} />
					<TextArea {...field("note")} maxLength={max.note} />
					<div className="grid gap-4 sm:grid-cols-2">
						<TextField {...field("firstFiscalYear")} inputMode="numeric" hint={t("sufficiencyPlans.yearsNote")} />
						<TextField {...field("lastFiscalYear")} inputMode="numeric" />
					</div>
				</div>
				<Section title={t("sufficiencyPlans.gridCosts")}>
					<CostGrid {...grid} errors={errors} uses={uses} maxLabel={max.label} />
					<div className="mt-4 max-w-text">
						<TextArea
							{...field("pasted")}
							hint={`${t("sufficiencyPlans.pasteHint")} ${t("sufficiencyPlans.pasteExample")}`}
						/>
					</div>
				</Section>
				<Section title={t("sufficiencyPlans.gridTargets")}>
					<TargetGrid {...grid} errors={errors} />
				</Section>
				<div className="mt-6 flex flex-wrap gap-3">
					<button type="submit" className="btn btn-primary">
						{t("sufficiencyPlans.save")}
					</button>
					<button type="submit" name="then" value="stay" className="btn">
						{t("sufficiencyPlans.saveStay")}
					</button>
				</div>
			</form>
		</>
	);
}

/** Everything that is wrong, each leading to its field or cell. */
function Errors({ errors, grid }: { errors: GridErrors; grid: PlanGrid }) {
	const t = useT("console");
	const lang = useLang();
	const errorText = useErrorText();
	const labelOf = (name: string): string => {
		const [kind = "", key = "", year] = name.split(".");
		const row = t("sufficiencyPlans.gridRow", { row: Number(key) + 1 });
		const inYear = year === undefined ? "" : formatFiscalYear(Number(year), lang);
		if (kind === "use") return `${row} ${t("sufficiencyPlans.gridUse")}`;
		if (kind === "label") return `${row} ${t("sufficiencyPlans.gridLabel")}`;
		if (kind === "cost") return `${grid.rows[Number(key)]?.label || row} ${inYear}`;
		if (kind === "target") return `${t(`categories.${key as "gift"}`)} ${inYear}`;
		return t(`sufficiencyPlans.fields.${name as "title"}`);
	};
	const items = Object.entries(errors).flatMap(([name, keys]) =>
		keys.map((key) => ({
			field: name === "" ? null : name,
			label: name === "" ? "" : labelOf(name),
			error: errorText(key),
		})),
	);
	return <ErrorSummary heading={t("sufficiencyPlans.errors")} text={t("sufficiencyPlans.errorsText")} items={items} />;
}
