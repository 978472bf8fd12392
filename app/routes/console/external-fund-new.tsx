import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffContext } from "~/domain/access/ctx.server";
import { fiscalYearOf, jstDayString } from "~/domain/calendar/fiscal-year";
import { EXTERNAL_FUND_MAX, newFundSchema } from "~/domain/external-funds/external-fund.schema";
import { listExternalFundPlaces } from "~/domain/external-funds/list-external-fund-places.server";
import { recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ExternalFundErrors, ExternalFundFields } from "~/ui/console/external-fund-fields";
import { FundYearRows } from "~/ui/console/fund-years-form";
import { PageHead } from "~/ui/console/page-head";
import { blankYears, externalFundOptions, rowCount } from "./external-fund-view.server";
import { sharesError as errorKeyOf, sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const LINES = 5;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const options = await externalFundOptions(ctx);
	const [only] = options.places;
	return {
		title: getT(ctx.lang, "console")("externalFunds.newTitle"),
		options,
		max: EXTERNAL_FUND_MAX,
		begins: {
			place: options.places.length === 1 ? (only?.value ?? "") : "",
			hubSharePercent: "100",
			decision: "decided",
			...blankYears(fiscalYearOf(ctx.now), 0, LINES),
		} as Record<string, string>,
	};
}

export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	// Whoever records none at all is told so before anything about the form.
	await listExternalFundPlaces(ctx);
	const sent = await readForm(request);
	const values = sentValues(sent);
	const rows = rowCount(values, LINES);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, rows, errors }, { status });
	const form = parseForm(sent, newFundSchema(jstDayString(ctx.now)));
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	const { years, ...fund } = form.value;
	try {
		const { id } = await recordExternalFund(ctx, {
			...fund,
			source: "staff",
			years: years.map(({ line: _line, ...year }) => year),
		});
		return redirect(`/console/external-funds/${id}?done=recorded`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
		return refuse({ [String(error.params.field ?? "")]: [errorKeyOf(error)] }, error.status);
	}
}

export default function ExternalFundNew() {
	const { title, options, max, begins } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = Object.fromEntries(Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, list ?? []]));
	const values = sent?.values ?? begins;
	return (
		<>
			<p className="mb-2 text-sm">
				<a href="/console/external-funds">{t("externalFunds.back")}</a>
			</p>
			<PageHead title={title} lead={t("externalFunds.newLead")} />
			<ExternalFundErrors errors={errors} />
			<form method="post" className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-5">
				<div className="grid max-w-text gap-5">
					<ExternalFundFields values={values} errors={errors} options={options} max={max} isNew />
				</div>
				<div>
					<h2 className="text-lg">{t("externalFunds.yearsTitle")}</h2>
					<p className="hint mb-2 max-w-text">{t("externalFunds.yearsHint")}</p>
					<FundYearRows rows={sent?.rows ?? LINES} values={values} errors={errors} />
				</div>
				<div>
					<button type="submit" className="btn btn-primary">
						{t("externalFunds.record")}
					</button>
				</div>
			</form>
		</>
	);
}
