import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listProgrammeFunds } from "~/domain/funds/list-programme-funds.server.ts";
import { listHubs } from "~/domain/hubs/list-hubs.server.ts";
import { formatInteger, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { Figure } from "~/ui/public/figure.tsx";
import { HubGroups } from "~/ui/public/hub-groups.tsx";
import { HubTimeline } from "~/ui/public/hub-timeline.tsx";
import { ProgrammeGift } from "~/ui/public/programme-gift.tsx";
import { isSupported } from "~/ui/public/support-texts.ts";
import { Ripples } from "~/ui/wordmark.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const head = pageHead(ctx.lang, `/${ctx.lang}`, {
		title: t("meta.homeTitle"),
		description: t("meta.homeDescription"),
	});
	const [directory, programmeFunds] = await Promise.all([listHubs(ctx), listProgrammeFunds(ctx)]);
	const recipients = [...new Set(programmeFunds.map((fund) => fund.institution))];
	return { ...directory, recipients, query: keptQuery(request), lang: ctx.lang, head };
}

/** What Izumi is in one screen, where every hub stands, and the hubs themselves. */
export default function Home() {
	const { hubs, programme, recipients, fiscalYear, today, query, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<section className="page grid items-center gap-x-12 gap-y-8 py-12 sm:py-20 md:grid-cols-[1fr_auto]">
				<div className="max-w-text">
					<h1>{t("home.heading")}</h1>
					<p className="mt-6">{t("home.intro")}</p>
					<p className="mt-3">{t("home.introGive")}</p>
					<p className="mt-8 flex flex-wrap gap-3">
						<a className="btn btn-primary" href="#hubs">
							{t("home.toHubs")}
						</a>
						<a className="btn" href={`/${lang}/how-giving-works`}>
							{t("home.toHow")}
						</a>
					</p>
				</div>
				<Ripples className="hidden w-72 justify-self-center md:block" />
			</section>
			<section className="border-y border-line bg-surface" aria-labelledby="figures">
				<div className="page py-8">
					<h2 id="figures" className="text-lg">
						{t("home.figures", { year: fiscalYear })}
					</h2>
					<dl className="mt-4 grid grid-cols-2 gap-x-10 gap-y-6 lg:grid-cols-4">
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
			<section className="page py-14" aria-labelledby="timeline">
				<h2 id="timeline">{t("home.timelineHeading")}</h2>
				<p className="mt-2 mb-6 max-w-text text-ink-soft">{t("home.timelineText")}</p>
				<HubTimeline hubs={hubs} today={today} lang={lang} query={query} />
			</section>
			<div id="hubs" className="scroll-mt-4">
				<HubGroups hubs={hubs} lang={lang} query={query} />
			</div>
			<ProgrammeGift institutions={recipients} lang={lang} query={query} />
		</>
	);
}
