import {
	type ActionFunctionArgs,
	data,
	type HeadersFunction,
	type LoaderFunctionArgs,
	type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { estimateSchema } from "~/domain/tax/estimate-deduction.schema.ts";
import { estimateForCompany, estimateForPerson } from "~/domain/tax/estimate-deduction.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { Breadcrumbs } from "~/ui/public/breadcrumbs.tsx";
import { TaxEstimateForm } from "~/ui/public/tax-estimate-form.tsx";
import { TaxEstimateResult } from "~/ui/public/tax-estimate-result.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";
import { breadcrumbData } from "./structured-data.server.ts";
import { taxForms } from "./tax-forms.server.ts";

/** The answer is one person's: no cache of a browser or a proxy keeps it. */
const ANSWER_HEADERS = { "Cache-Control": "no-store" };

export const headers: HeadersFunction = ({ actionHeaders }) =>
	actionHeaders.has("Cache-Control") ? ANSWER_HEADERS : publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

/** As long as any sum a form takes, with its separators. */
const KEPT_LENGTH = 60;
const FIELDS = ["donorKind", "amountYen", "incomeYen", "taxableYen", "legalForm", "capitalYen", "profitYen"];

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const path = `/${ctx.lang}/tax/estimate`;
	const crumbs = [
		{ name: t("shell.home"), path: `/${ctx.lang}` },
		{ name: t("shell.tax"), path: `/${ctx.lang}/tax` },
		{ name: t("shell.taxEstimate"), path },
	];
	const head = pageHead(ctx.lang, path, {
		title: t("estimate.metaTitle"),
		description: t("estimate.metaDescription"),
		structured: [breadcrumbData(crumbs)],
	});
	return { forms: (await taxForms(ctx)).map(({ form }) => form), crumbs, path, lang: ctx.lang, head };
}

/** Reads, calculates, answers and forgets: nothing is written, and the log has the address of the page alone. */
export async function action({ request, params }: ActionFunctionArgs) {
	await publicRequest(request, params.lang);
	const sent = await readForm(request);
	const donorKind = sent.get("donorKind") === "company" ? "company" : "individual";
	const values: Record<string, string> = { creditEligible: sent.has("creditEligible") ? "on" : "" };
	for (const name of FIELDS) values[name] = String(sent.get(name) ?? "").slice(0, KEPT_LENGTH);
	values.donorKind = donorKind;
	const form = parseForm(sent, estimateSchema(donorKind));
	if (!form.ok) {
		const errors = Object.entries(form.submission.reply().error ?? {}).map(([name, found]) => [name, found ?? []]);
		const answer = { values, errors: Object.fromEntries(errors) as Record<string, string[]>, result: null };
		return data(answer, { status: 400, headers: ANSWER_HEADERS });
	}
	const given = form.value;
	const result =
		given.kind === "individual" ? { ...estimateForPerson(given), given } : { ...estimateForCompany(given), given };
	return data({ values, errors: {}, result }, { headers: ANSWER_HEADERS });
}

/** How much less tax: asked without a name, answered with the way it was calculated. */
export default function TaxEstimate() {
	const { forms, crumbs, path, lang } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("public");
	return (
		<>
			<Breadcrumbs crumbs={crumbs} />
			<div className="page max-w-text py-8">
				<h1>{t("estimate.heading")}</h1>
				<p className="mt-4">{t("estimate.lead")}</p>
				<p className="hint mt-2">{t("estimate.private")}</p>
				<div className="mt-8 grid gap-10">
					{sent?.result ? <TaxEstimateResult result={sent.result} lang={lang} /> : null}
					<TaxEstimateForm action={path} forms={forms} values={sent?.values ?? {}} errors={sent?.errors ?? {}} />
				</div>
			</div>
		</>
	);
}
