import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { KONBINI_MAX_YEN } from "~/domain/gifts/start-gift.schema.ts";
import { formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const { lang } = await publicRequest(request, params.lang);
	const t = getT(lang, "public");
	const words = { title: t("meta.howTitle"), description: t("meta.howDescription") };
	const konbiniMax = formatYen(KONBINI_MAX_YEN, lang);
	return { konbiniMax, lang, head: pageHead(lang, `/${lang}/how-giving-works`, words) };
}

/** Who receives a gift, what it is used for, tax, receipts and personal data. */
export default function HowGivingWorks() {
	const { konbiniMax, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	const questions: { heading: string; text: string; more?: { href: string; label: string }[] }[] = [
		{ heading: t("how.whoHeading"), text: t("how.whoText") },
		{ heading: t("how.useHeading"), text: t("how.useText") },
		{
			heading: t("how.taxHeading"),
			text: t("how.taxText"),
			more: [
				{ href: `/${lang}/tax`, label: t("taxPage.heading") },
				{ href: `/${lang}/tax/estimate`, label: t("taxPage.toEstimate") },
			],
		},
		{ heading: t("how.receiptHeading"), text: t("how.receiptText") },
		{ heading: t("how.payHeading"), text: t("how.payText", { konbiniMax }) },
		{ heading: t("how.countHeading"), text: t("how.countText") },
		{
			heading: t("how.privacyHeading"),
			text: t("how.privacyText"),
			more: [{ href: `/${lang}/privacy`, label: t("privacy.heading") }],
		},
		{
			heading: t("how.refundHeading"),
			text: t("how.refundText"),
			more: [{ href: `/${lang}/legal`, label: t("legal.heading") }],
		},
	];
	return (
		<article className="page max-w-text py-12">
			<h1>{t("how.heading")}</h1>
			<div className="prose">
				{questions.map(({ heading, text, more = [] }) => (
					<section key={heading}>
						<h2 className="text-xl">{heading}</h2>
						<p className="mt-2">{text}</p>
						{more.length === 0 ? null : (
							<p className="no-print mt-2 flex flex-wrap gap-x-5">
								{more.map(({ href, label }) => (
									<a key={href} className="link inline-block py-0.5" href={href}>
										{label}
									</a>
								))}
							</p>
						)}
					</section>
				))}
			</div>
		</article>
	);
}
