import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listPublicCampaigns } from "~/domain/campaigns/list-public-campaigns.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { CampaignCard } from "~/ui/public/campaign-card.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const words = { title: t("campaigns.metaTitle"), description: t("campaigns.intro") };
	return {
		campaigns: await listPublicCampaigns(ctx),
		query: keptQuery(request),
		lang: ctx.lang,
		head: pageHead(ctx.lang, `/${ctx.lang}/campaigns`, words),
	};
}

/** Every campaign: those that run, those to come, those that ended. */
export default function Campaigns() {
	const { campaigns, query, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	const phases = (["running", "upcoming", "ended"] as const).map((phase) => ({
		phase,
		shown: campaigns.filter((campaign) => campaign.phase === phase),
	}));
	return (
		<>
			<header className="page pt-12 pb-4">
				<h1>{t("campaigns.heading")}</h1>
				<p className="mt-3 max-w-text text-ink-soft">{t("campaigns.intro")}</p>
			</header>
			<div className="page grid gap-12 pt-6">
				{campaigns.length === 0 ? <p>{t("campaigns.none")}</p> : null}
				{phases.map(({ phase, shown }) =>
					shown.length === 0 ? null : (
						<section key={phase} aria-labelledby={phase}>
							<h2 id={phase}>{t(`campaigns.${phase}`)}</h2>
							<ul className="mt-5 grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
								{shown.map((campaign) => (
									<li key={campaign.id}>
										<CampaignCard campaign={campaign} lang={lang} query={query} />
									</li>
								))}
							</ul>
						</section>
					),
				)}
			</div>
		</>
	);
}
