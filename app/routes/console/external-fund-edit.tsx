import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { changeExternalFund } from "~/domain/external-funds/change-external-fund.server";
import { changeFundSchema, EXTERNAL_FUND_MAX } from "~/domain/external-funds/external-fund.schema";
import { getExternalFund } from "~/domain/external-funds/get-external-fund.server";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { isAppError } from "~/platform/errors";
import { parseForm, readForm } from "~/platform/http/form.server";
import { ExternalFundErrors, ExternalFundFields } from "~/ui/console/external-fund-fields";
import { PageHead } from "~/ui/console/page-head";
import { externalFundOptions, externalFundValues } from "./external-fund-view.server";
import { sharesError as errorKeyOf, sentValues } from "./fund-view.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const id = params.externalFundId ?? "";
	await authorize(ctx, "change", { type: "ExternalFund", id });
	const fund = await getExternalFund(ctx, id);
	return {
		id,
		title: getT(ctx.lang, "console")("externalFunds.editTitle"),
		name: fund.title,
		booked: fund.booked,
		revision: fund.revision,
		values: externalFundValues(fund),
		options: await externalFundOptions(ctx),
		max: EXTERNAL_FUND_MAX,
	};
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const externalFundId = params.externalFundId ?? "";
	await authorize(ctx, "change", { type: "ExternalFund", id: externalFundId });
	const fund = await getExternalFund(ctx, externalFundId);
	const sent = await readForm(request);
	const values = sentValues(sent);
	const refuse = (errors: Record<string, string[] | null>, status = 400) => data({ values, errors }, { status });
	const form = parseForm(sent, changeFundSchema(fund));
	if (!form.ok) return refuse(form.submission.reply().error ?? {});
	try {
		await changeExternalFund(ctx, { externalFundId, ...form.value });
		return redirect(`/console/external-funds/${externalFundId}?done=changed`, 303);
	} catch (error) {
		if (!isAppError(error) || (error.status !== 400 && error.status !== 409)) throw error;
		return refuse({ [String(error.params.field ?? "")]: [errorKeyOf(error)] }, error.status);
	}
}

export default function ExternalFundEdit() {
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
			{page.booked ? <p className="notice mb-4 max-w-text">{t("externalFunds.bookedNote")}</p> : null}
			<form method="post" className="mt-4 grid max-w-text gap-5">
				{/* After a conflict the person has seen the newer values: saving again is meant. */}
				<input type="hidden" name="basedOn" value={page.revision} />
				<ExternalFundFields {...page} values={sent?.values ?? page.values} errors={errors} />
				<div>
					<button type="submit" className="btn btn-primary">
						{t("externalFunds.save")}
					</button>
				</div>
			</form>
		</>
	);
}
