import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TAX_REVIEWED_ON, TAX_SOURCES } from "~/domain/tax/tax-sources.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { notFound } from "~/platform/errors.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { Breadcrumbs } from "~/ui/public/breadcrumbs.tsx";
import { TaxFormSections } from "~/ui/public/tax-form-sections.tsx";
import { TaxSources } from "~/ui/public/tax-parts.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";
import { breadcrumbData } from "./structured-data.server.ts";
import { taxForms } from "./tax-forms.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const { pathname } = new URL(request.url);
	const view = (await taxForms(ctx)).find(({ path }) => path === pathname);
	if (view === undefined) throw notFound("page", pathname);
	const t = getT(ctx.lang, "public");
	const form = t(`tax.legalForm.${view.form}`);
	const crumbs = [
		{ name: t("shell.home"), path: `/${ctx.lang}` },
		{ name: t("shell.tax"), path: `/${ctx.lang}/tax` },
		{ name: form, path: view.path },
	];
	const head = pageHead(ctx.lang, view.path, {
		title: t("taxPage.metaFormTitle", { form }),
		description: t("taxPage.metaFormDescription", { form }),
		structured: [breadcrumbData(crumbs)],
	});
	return { view, crumbs, lang: ctx.lang, head };
}

/** Gifts to bodies of one legal form: every tax they touch, and the papers that prove them. */
export default function TaxForm() {
	const { view, crumbs, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<Breadcrumbs crumbs={crumbs} />
			<article className="page max-w-text py-8">
				<h1>{t("taxPage.formHeading", { form: t(`tax.legalForm.${view.form}`) })}</h1>
				<TaxFormSections view={view} lang={lang} />
				<p className="no-print mt-12 flex flex-wrap gap-3">
					<a className="btn btn-primary" href={`/${lang}/tax/estimate`}>
						{t("taxPage.toEstimate")}
					</a>
					<a className="btn" href={`/${lang}/tax`}>
						{t("taxPage.back")}
					</a>
				</p>
				<TaxSources sources={TAX_SOURCES} reviewedOn={TAX_REVIEWED_ON} lang={lang} />
			</article>
		</>
	);
}
