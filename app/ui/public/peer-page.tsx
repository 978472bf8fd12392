import { formatInteger, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { HubMotif } from "../motifs/hub-motif.tsx";
import { GoalBar } from "./goal-bar.tsx";

export interface PeerPageView {
	slug: string;
	name: string;
	title: string;
	message: string;
	goalYen: bigint;
	receivedYen: bigint;
	giftCount: number;
	hub: { slug: string; abbreviation: string; name: string; question: string; motif: string; open: boolean };
	campaign: { slug: string; title: string } | null;
}

/** A supporter's own words for a hub, approved by it; gifts go to the hub's funds as any other. */
export function PeerPage({ page, lang, query }: { page: PeerPageView; lang: Lang; query: string }) {
	const t = useT("public");
	const { hub, campaign } = page;
	const search = new URLSearchParams(query);
	search.set("peer", page.slug);
	if (campaign) search.set("campaign", campaign.slug);
	const give = `/${lang}/hubs/${hub.slug}/give?${search}`;
	return (
		<article className="page grid gap-x-12 gap-y-8 py-10 lg:grid-cols-[1fr_22rem]">
			<div className="min-w-0">
				<p className="flex items-center gap-3 text-sm font-semibold text-accent">
					<HubMotif motif={hub.motif} className="size-10 text-primary" />
					{t("peer.for", { hub: hub.abbreviation })}
				</p>
				<h1 className="mt-3">{page.title}</h1>
				<p className="mt-2 text-ink-soft">{t("peer.by", { name: page.name })}</p>
				<p className="mt-8 max-w-text font-serif text-lg leading-relaxed whitespace-pre-line">{page.message}</p>
				<section className="mt-10 max-w-text border-t border-line pt-6" aria-labelledby="hub">
					<h2 id="hub" className="text-lg">
						{hub.name}
					</h2>
					<p className="mt-2">{hub.question}</p>
					<p className="mt-3 flex flex-wrap gap-x-5 gap-y-1">
						<a href={`/${lang}/hubs/${hub.slug}${query}`}>{t("campaign.toHub", { name: hub.abbreviation })}</a>
						{campaign ? <a href={`/${lang}/campaigns/${campaign.slug}${query}`}>{campaign.title}</a> : null}
					</p>
				</section>
			</div>
			<aside className="grid content-start gap-6">
				<section className="card" aria-labelledby="progress">
					<h2 id="progress" className="text-lg">
						{t("campaign.progress")}
					</h2>
					<p className="figure mt-2 text-3xl font-semibold">{formatYen(page.receivedYen, lang)}</p>
					<div className="mt-3 grid gap-2">
						<GoalBar keptYen={page.receivedYen} goalYen={page.goalYen} tall />
						<p>
							{t("peer.progress", {
								goal: formatYen(page.goalYen, lang),
								number: formatInteger(page.giftCount),
							})}
						</p>
					</div>
					{hub.open ? (
						<p className="mt-6">
							<a className="btn btn-primary min-h-13 w-full text-lg" href={give}>
								{t("peer.give")}
							</a>
							<span className="hint mt-2 block">{t("hub.giveNote")}</span>
						</p>
					) : null}
					<p className="hint mt-4 border-t border-line pt-3">{t("peer.note", { hub: hub.abbreviation })}</p>
				</section>
			</aside>
		</article>
	);
}
