import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { Fact, RecipientFacts } from "~/ui/public/recipient-facts.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";
import { recipientFacts } from "./recipient-facts.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const words = { title: t("legal.metaTitle"), description: t("legal.metaDescription") };
	const head = pageHead(ctx.lang, `/${ctx.lang}/legal`, words);
	return { recipients: await recipientFacts(ctx), lang: ctx.lang, head };
}

const ITEMS = ["price", "fees", "methods", "when", "effect", "refund", "plan", "receipt", "return"] as const;

/** 特定商取引法に基づく表記: what payment companies and readers expect, though a gift is no sale. */
export default function Legal() {
	const { recipients, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<article className="page max-w-text py-12">
			<h1>{t("legal.heading")}</h1>
			<p className="mt-4">{t("legal.lead")}</p>
			<section className="mt-10" aria-labelledby="common">
				<h2 id="common">{t("legal.commonHeading")}</h2>
				<dl className="mt-4 grid gap-x-6 gap-y-3 sm:grid-cols-[11rem_1fr]">
					{ITEMS.map((item) => (
						<Fact key={item} term={t(`legal.items.${item}`)}>
							{t(`legal.items.${item}Text`)}
						</Fact>
					))}
				</dl>
			</section>
			<section className="mt-12" aria-labelledby="recipients">
				<h2 id="recipients">{t("legal.recipientsHeading")}</h2>
				<RecipientFacts recipients={recipients} lang={lang} kind="notice" />
			</section>
		</article>
	);
}
