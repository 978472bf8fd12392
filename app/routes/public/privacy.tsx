import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { formatDay } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { RecipientFacts } from "~/ui/public/recipient-facts.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";
import { recipientFacts } from "./recipient-facts.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

/** The day its wording was last changed. */
const WRITTEN_ON = "2026-11-22";

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const words = { title: t("privacy.metaTitle"), description: t("privacy.metaDescription") };
	const head = pageHead(ctx.lang, `/${ctx.lang}/privacy`, words);
	return { recipients: await recipientFacts(ctx), lang: ctx.lang, head };
}

/** What is kept of a person, why, how long, who answers for it, and how to see or erase it. */
export default function Privacy() {
	const { recipients, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<article className="page max-w-text py-12">
			<h1>{t("privacy.heading")}</h1>
			<p className="mt-4">{t("privacy.lead")}</p>
			<div className="prose">
				<Part id="who" heading={t("privacy.whoHeading")}>
					<p>{t("privacy.whoText")}</p>
				</Part>
				<Part id="what" heading={t("privacy.whatHeading")}>
					<ul>
						<li>{t("privacy.what.gift")}</li>
						<li>{t("privacy.what.payment")}</li>
						<li>{t("privacy.what.care")}</li>
						<li>{t("privacy.what.consent")}</li>
					</ul>
					<p>{t("privacy.notText")}</p>
				</Part>
				<Part id="why" heading={t("privacy.whyHeading")}>
					<ul>
						<li>{t("privacy.why.accept")}</li>
						<li>{t("privacy.why.thank")}</li>
						<li>{t("privacy.why.report")}</li>
						<li>{t("privacy.why.show")}</li>
						<li>{t("privacy.why.guard")}</li>
					</ul>
				</Part>
				<Part id="how-long" heading={t("privacy.longHeading")}>
					<ul>
						<li>{t("privacy.long.books")}</li>
						<li>{t("privacy.long.contact")}</li>
						<li>{t("privacy.long.form")}</li>
						<li>{t("privacy.long.log")}</li>
						<li>{t("privacy.long.guard")}</li>
					</ul>
				</Part>
				<Part id="to-whom" heading={t("privacy.whomHeading")}>
					<ul>
						<li>{t("privacy.whom.stripe")}</li>
						<li>{t("privacy.whom.mail")}</li>
						<li>{t("privacy.whom.law")}</li>
					</ul>
					<p>{t("privacy.whomText")}</p>
				</Part>
				<Part id="rights" heading={t("privacy.rightsHeading")}>
					<p>{t("privacy.rightsText")}</p>
					<p>
						<a className="btn no-print" href="/portal">
							{t("privacy.toPortal")}
						</a>
					</p>
				</Part>
				<Part id="cookies" heading={t("privacy.cookiesHeading")}>
					<p>{t("privacy.cookiesText")}</p>
				</Part>
				<section aria-labelledby="contact">
					<h2 id="contact">{t("privacy.contactHeading")}</h2>
					<RecipientFacts recipients={recipients} lang={lang} kind="contact" />
				</section>
				<p className="hint">{t("privacy.updated", { date: formatDay(WRITTEN_ON, lang) })}</p>
			</div>
		</article>
	);
}

function Part({ id, heading, children }: { id: string; heading: string; children: ReactNode }) {
	return (
		<section aria-labelledby={id} className="grid gap-3">
			<h2 id={id} className="text-xl">
				{heading}
			</h2>
			{children}
		</section>
	);
}
