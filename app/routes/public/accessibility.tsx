import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
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

/** The day the tests named here last passed as a whole. */
const TESTED_ON = "2026-11-22";

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const words = { title: t("accessibilityPage.metaTitle"), description: t("accessibilityPage.metaDescription") };
	const head = pageHead(ctx.lang, `/${ctx.lang}/accessibility`, words);
	return { recipients: await recipientFacts(ctx), lang: ctx.lang, head };
}

const HOW = ["axe", "zoom", "keyboard", "script", "print"] as const;
const DOES = ["skip", "colour", "motion", "charts", "mail"] as const;
const GAPS = ["reader", "pdf", "stripe"] as const;

/** What is aimed at, what was tested and how, what is known to lack, and whom to tell. */
export default function Accessibility() {
	const { recipients, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	const parts = [
		{
			id: "target",
			heading: t("accessibilityPage.targetHeading"),
			lines: [t("accessibilityPage.target"), t("accessibilityPage.level"), t("accessibilityPage.state")],
		},
		{
			id: "how",
			heading: t("accessibilityPage.howHeading"),
			lines: HOW.map((key) => t(`accessibilityPage.how.${key}`)),
		},
		{
			id: "does",
			heading: t("accessibilityPage.doesHeading"),
			lines: DOES.map((key) => t(`accessibilityPage.does.${key}`)),
		},
		{
			id: "gaps",
			heading: t("accessibilityPage.gapsHeading"),
			lines: GAPS.map((key) => t(`accessibilityPage.gaps.${key}`)),
		},
	];
	return (
		<article className="page max-w-text py-12">
			<h1>{t("accessibilityPage.heading")}</h1>
			<p className="mt-4">{t("accessibilityPage.lead")}</p>
			<div className="prose">
				{parts.map(({ id, heading, lines }) => (
					<section key={id} aria-labelledby={id}>
						<h2 id={id} className="text-xl">
							{heading}
						</h2>
						<ul className="mt-3 grid gap-1.5">
							{lines.map((line) => (
								<li key={line}>{line}</li>
							))}
						</ul>
					</section>
				))}
				<section aria-labelledby="contact">
					<h2 id="contact" className="text-xl">
						{t("accessibilityPage.contactHeading")}
					</h2>
					<p className="mt-3">{t("accessibilityPage.contactText")}</p>
					<RecipientFacts recipients={recipients} lang={lang} kind="contact" />
				</section>
				<p className="hint">{t("accessibilityPage.date", { date: formatDay(TESTED_ON, lang) })}</p>
			</div>
		</article>
	);
}
