import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { firstDayOf, fiscalYearOf, lastDayOf } from "~/domain/calendar/fiscal-year";
import { createReport } from "~/domain/reports/create-report.server";
import { listReportPlaces } from "~/domain/reports/list-reports.server";
import { newReportSchema, REPORT_STARTS } from "~/domain/reports/report.schema";
import { REPORT_KINDS } from "~/domain/reports/report.status";
import { getT } from "~/i18n/texts.server";
import { useErrorText, useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { PageHead } from "~/ui/console/page-head";
import { ReportErrors, ReportFields } from "~/ui/console/report-fields";
import { ChoiceGroup } from "~/ui/form/choice-group";
import { SelectField } from "~/ui/form/select-field";
import { nameOf, sentValues } from "./fund-view.server";
import { REPORTS } from "./report-compose.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const places = (await listReportPlaces(ctx)).map(({ hub, institution }) => ({
		value: `${institution.id}/${hub?.id ?? ""}`,
		label: [hub?.abbreviation, nameOf(institution, ctx.lang)].filter(Boolean).join(" / "),
	}));
	// What can be told of whole is the fiscal year before this one.
	const lastYear = fiscalYearOf(ctx.now) - 1;
	return {
		title: getT(ctx.lang, "console")("reports.newTitle"),
		path: REPORTS,
		places,
		begins: {
			place: places.length === 1 ? (places[0]?.value ?? "") : "",
			kind: "impact",
			start: "template",
			from: firstDayOf(lastYear).toString(),
			to: lastDayOf(lastYear).toString(),
		},
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	// Whoever writes none at all is told so before anything about the form.
	await listReportPlaces(ctx);
	const sent = await readForm(request);
	const refuse = (errors: Record<string, string[] | null>) =>
		data({ values: sentValues(sent), errors: errors as Record<string, string[]> }, { status: 400 });
	const form = parseForm(sent, newReportSchema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		const { reportId } = await createReport(ctx, form.value);
		return redirect(`${REPORTS}/${reportId}?done=created`, 303);
	} catch (error) {
		if (!isAppError(error) || error.status !== 400) throw error;
		const key = error.code === "fund_not_host" ? "funds.notHost" : error.personKey;
		return refuse({ [String(error.params.field ?? "place")]: [key] });
	}
}

export default function NewReport() {
	const { title, path, places, begins } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errorText = useErrorText();
	const errors = sent?.errors ?? {};
	const values: Record<string, string> = sent?.values ?? begins;
	const field = (name: "place" | "kind" | "start") => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
	});
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={path}>{t("reports.back")}</a>
			</p>
			<PageHead title={title} lead={t("reports.newLead")} />
			<ReportErrors errors={errors} />
			<form method="post" className="mt-4 grid max-w-text gap-6">
				<SelectField
					{...field("place")}
					label={t("reports.fields.place")}
					empty={t("reports.choosePlace")}
					options={places}
				/>
				<ChoiceGroup
					{...field("kind")}
					legend={t("reports.fields.kind")}
					choices={REPORT_KINDS.map((value) => ({
						value,
						label: t(`reports.reportKinds.${value}`),
						hint: t(`reports.kindHints.${value}`),
					}))}
				/>
				<ReportFields values={values} errors={errors} />
				<ChoiceGroup
					{...field("start")}
					legend={t("reports.fields.start")}
					choices={REPORT_STARTS.map((value) => ({
						value,
						label: t(`reports.starts.${value}`),
						hint: t(`reports.startHints.${value}`),
					}))}
				/>
				<div>
					<button type="submit" className="btn btn-primary">
						{t("reports.create")}
					</button>
				</div>
			</form>
		</>
	);
}
