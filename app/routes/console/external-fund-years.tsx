import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { changeFundYears } from "~/domain/external-funds/change-fund-years.server";
import { checkYears, fundYearRows } from "~/domain/external-funds/fund-years.schema";
import { getExternalFund } from "~/domain/external-funds/get-external-fund.server";
import { lineOf } from "~/domain/form-text.schema";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ExternalFundErrors } from "~/ui/console/external-fund-fields";
import { FundYearRows } from "~/ui/console/fund-years-form";
import { PageHead } from "~/ui/console/page-head";
import { blankYears, rowCount, yearValues } from "./external-fund-view.server";
import { sharesError as errorKeyOf, sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const MORE = 3;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const id = params.externalFundId ?? "";
	await authorize(ctx, "change", { type: "ExternalFund", id });
	const fund = await getExternalFund(ctx, id);
	const plans = fund.years.flatMap(({ plan }) => plan ?? []);
	const next = (plans.at(-1)?.fiscalYear ?? fiscalYearOf(fund.startsOn ?? ctx.now) - 1) + 1;
	return {
		id,
		title: getT(ctx.lang, "console")("externalFunds.yearsTitle"),
		name: fund.title,
		revision: fund.revision,
		partial: fund.hubShareBasisPoints < 10_000,
		rows: plans.length + MORE,
		values: { ...yearValues(plans), ...blankYears(next, plans.length, MORE) } as Record<string, string>,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const externalFundId = params.externalFundId ?? "";
	await authorize(ctx, "change", { type: "ExternalFund", id: externalFundId });
	const { decision } = await getExternalFund(ctx, externalFundId);
	const sent = await readForm(request);
	const values = sentValues(sent);
	const rows = rowCount(values, MORE);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, rows, errors }, { status });
	const schema = z
		.object({ years: fundYearRows, basedOn: lineOf(64) })
		.superRefine((form, issues) => checkYears(form.years, decision, issues));
	const form = parseForm(sent, schema);
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		const { basedOn } = form.value;
		const years = form.value.years.map(({ line: _line, ...year }) => year);
		await changeFundYears(ctx, { externalFundId, basedOn, years });
		return redirect(`/console/external-funds/${externalFundId}?done=yearsChanged`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
		return refuse({ "": [errorKeyOf(error)] }, error.status);
	}
}

export default function ExternalFundYears() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("console");
	const errors = Object.fromEntries(Object.entries(sent?.errors ?? {}).map(([name, list]) => [name, list ?? []]));
	return (
		<>
			<p className="mb-2 text-sm">
				<a href={`/console/external-funds/${page.id}`}>{t("externalFunds.backToOne")}</a>
			</p>
			<PageHead title={page.title} lead={page.name} />
			<ExternalFundErrors errors={errors} />
			<p className="hint mb-3 max-w-text">{t("externalFunds.yearsHint")}</p>
			{page.partial ? <p className="notice mb-3 max-w-text">{t("externalFunds.yearsWhole")}</p> : null}
			<form method="post" className="grid grid-cols-[minmax(0,1fr)] gap-4">
				<input type="hidden" name="basedOn" value={page.revision} />
				<FundYearRows rows={sent?.rows ?? page.rows} values={sent?.values ?? page.values} errors={errors} />
				<div>
					<button type="submit" className="btn btn-primary">
						{t("externalFunds.save")}
					</button>
				</div>
			</form>
		</>
	);
}
