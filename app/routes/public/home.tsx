import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { jstDay } from "~/domain/calendar/fiscal-year.ts";
import { listPublicCampaigns } from "~/domain/campaigns/list-public-campaigns.server.ts";
import { listPublicEvents } from "~/domain/events/public-events.server.ts";
import { listProgrammeFunds } from "~/domain/funds/list-programme-funds.server.ts";
import { listHubs } from "~/domain/hubs/list-hubs.server.ts";
import { getGiftUses } from "~/domain/programme/get-gift-uses.server.ts";
import { listPublicStories } from "~/domain/stories/public-stories.server.ts";
import { formatInteger, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { Figure } from "~/ui/public/figure.tsx";
import { GiftUses } from "~/ui/public/gift-uses.tsx";
import { GivingSteps } from "~/ui/public/giving-steps.tsx";
import { HomeHero } from "~/ui/public/home-hero.tsx";
import { HubTimeline } from "~/ui/public/hub-timeline.tsx";
import { ProgrammeGift } from "~/ui/public/programme-gift.tsx";
import { QuestionWall } from "~/ui/public/question-wall.tsx";
import { isSupported } from "~/ui/public/support-texts.ts";
import { CampaignTidings, EventTidings, StoryTidings } from "~/ui/public/tidings.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";
import { donateData, webSiteData } from "./structured-data.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

const SHOWN = 3;

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const [directory, programmeFunds, campaigns, { stories }, { events }, uses] = await Promise.all([
		listHubs(ctx),
		listProgrammeFunds(ctx),
		listPublicCampaigns(ctx, { limit: SHOWN }),
		listPublicStories(ctx, { limit: SHOWN }),
		listPublicEvents(ctx, { limit: SHOWN }),
		getGiftUses(ctx.now),
	]);
	const recipients = [...new Set(programmeFunds.map((fund) => fund.institution))];
	const { hubs } = directory;
	const head = pageHead(ctx.lang, `/${ctx.lang}`, {
		title: t("meta.homeTitle"),
		description: t("meta.homeDescription"),
		structured: [webSiteData(ctx.lang), ...recipients.map((recipient) => donateData(recipient, `/${ctx.lang}/give`))],
	});
	return {
		...directory,
		// A page is kept for a day of Japan: so is the hub whose question it begins with.
		todayQuestion: hubs[dayNumber(jstDay(ctx.now)) % Math.max(1, hubs.length)] ?? null,
		campaigns: campaigns.filter(({ phase }) => phase !== "ended"),
		stories,
		events,
		uses,
		recipients,
		query: keptQuery(request),
		lang: ctx.lang,
		head,
	};
}

function dayNumber(day: { year: number; dayOfYear: number }): number {
	return day.year * 366 + day.dayOfYear;
}

/** A programme that asks: one question large, what is asked for now, all questions, what gifts do, and how to give. */
export default function Home() {
	const page = useLoaderData<typeof loader>();
	const { hubs, programme, recipients, fiscalYear, today, query, lang } = page;
	const t = useT("public");
	return (
		<>
			<HomeHero today={page.todayQuestion} lang={lang} query={query} />
			<CampaignTidings campaigns={page.campaigns} lang={lang} query={query} className="page pt-16" />
			<section id="hubs" className="page scroll-mt-4 pt-16" aria-labelledby="wall">
				<h2 id="wall">{t("home.wallHeading")}</h2>
				<p className="mt-2 mb-7 max-w-text text-ink-soft">{t("home.wallText")}</p>
				<QuestionWall hubs={hubs} lang={lang} query={query} />
				<p className="mt-6">
					<a className="btn" href={`/${lang}/hubs${query}`}>
						{t("home.wallAll")}
					</a>
				</p>
			</section>
			<section className="mt-16 border-y border-line bg-surface" aria-labelledby="figures">
				<div className="page py-10">
					<h2 id="figures" className="text-lg">
						{t("home.figures", { year: fiscalYear })}
					</h2>
					<dl className="mt-5 grid grid-cols-2 gap-x-10 gap-y-6 lg:grid-cols-4">
						<Figure
							label={t("home.received")}
							value={formatYen(programme.keptYen, lang)}
							note={t("home.receivedNote")}
						/>
						<Figure
							label={t("home.payments")}
							value={t("home.paymentsValue", { number: formatInteger(programme.giftCount) })}
						/>
						<Figure
							label={t("home.supported")}
							value={t("home.hubsValue", { number: hubs.filter((hub) => isSupported(hub.support)).length })}
						/>
						<Figure
							label={t("home.ended")}
							value={t("home.hubsValue", { number: hubs.filter((hub) => hub.support.state === "ended").length })}
						/>
					</dl>
				</div>
			</section>
			<GiftUses view={page.uses} lang={lang} />
			<StoryTidings stories={page.stories} lang={lang} query={query} className="page pb-16" />
			<GivingSteps lang={lang} />
			<section className="page pt-16" aria-labelledby="timeline">
				<h2 id="timeline">{t("home.timelineHeading")}</h2>
				<p className="mt-2 mb-6 max-w-text text-ink-soft">{t("home.timelineText")}</p>
				<HubTimeline hubs={hubs} today={today} lang={lang} query={query} />
			</section>
			<EventTidings events={page.events} lang={lang} query={query} className="page pt-16" />
			<div className="pt-6">
				<ProgrammeGift institutions={recipients} lang={lang} query={query} />
			</div>
		</>
	);
}
