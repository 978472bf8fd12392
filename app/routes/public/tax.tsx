import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TAX_REVIEWED_ON, TAX_SOURCES } from "~/domain/tax/tax-sources.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { MANY, TaxHosts, TaxSources } from "~/ui/public/tax-parts.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";
import { taxForms } from "./tax-forms.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const words = { title: t("taxPage.metaTitle"), description: t("taxPage.metaDescription") };
	return { forms: await taxForms(ctx), lang: ctx.lang, head: pageHead(ctx.lang, `/${ctx.lang}/tax`, words) };
}

/** Tax by the legal form of the recipient, the rules all share, and the way to an estimate. */
export default function Tax() {
	const { forms, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<article className="page py-12">
			<header className="max-w-text">
				<h1>{t("taxPage.heading")}</h1>
				<p className="mt-4">{t("taxPage.lead")}</p>
			</header>
			<section className="mt-10" aria-labelledby="forms">
				<h2 id="forms">{t("taxPage.formsHeading")}</h2>
				<ul className="mt-5 grid gap-5 md:grid-cols-2">
					{forms.map((view) => (
						<li
							key={view.form}
							className={`card flex flex-col gap-4 ${view.hosts.length > MANY ? "md:col-span-2" : ""}`}
						>
							<h3>{t(`tax.legalForm.${view.form}`)}</h3>
							<p className="text-sm">{t(`taxPage.company.${view.treatment}`)}</p>
							<div className="grow text-sm">
								<TaxHosts hosts={view.hosts} lang={lang} />
							</div>
							<p>
								<a className="link" href={view.path}>
									{t("taxPage.read")}
									<span className="sr-only"> ({t(`tax.legalForm.${view.form}`)})</span>
								</a>
							</p>
						</li>
					))}
				</ul>
			</section>
			<section
				className="mt-12 grid items-center gap-x-10 gap-y-4 rounded-lg bg-primary-soft p-6 sm:p-8 md:grid-cols-[1fr_auto]"
				aria-labelledby="estimate"
			>
				<div className="max-w-text">
					<h2 id="estimate" className="text-xl">
						{t("taxPage.estimateHeading")}
					</h2>
					<p className="mt-2">{t("taxPage.estimateText")}</p>
				</div>
				<a className="btn btn-primary justify-self-start" href={`/${lang}/tax/estimate`}>
					{t("taxPage.toEstimate")}
				</a>
			</section>
			<section className="mt-12 max-w-text" aria-labelledby="rules">
				<h2 id="rules">{t("taxPage.rulesHeading")}</h2>
				<ul className="mt-4 grid list-disc gap-3 ps-5">
					<li>{t("taxPage.incomeTax")}</li>
					<li>{t("taxPage.local")}</li>
					<li>{t("taxPage.inheritance")}</li>
					<li>{t("taxPage.yearEnd")}</li>
				</ul>
			</section>
			<div className="max-w-text">
				<TaxSources sources={TAX_SOURCES} reviewedOn={TAX_REVIEWED_ON} lang={lang} />
			</div>
		</article>
	);
}
