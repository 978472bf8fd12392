import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { HubMotif } from "../motifs/hub-motif.tsx";
import { type CampaignPageView, campaignGiveHref } from "./campaign-view.ts";

/** What a gift of the campaign can be for, and who receives it; each leads into the give form. */
export function CampaignFunds({ campaign, lang, query }: { campaign: CampaignPageView; lang: Lang; query: string }) {
	const t = useT("public");
	const { funds, slug, phase, hubs } = campaign;
	if (funds.length === 0) return null;
	return (
		<section aria-labelledby="give" className="scroll-mt-6">
			<h2 id="give">{t(funds.length === 1 ? "campaign.fund" : "campaign.funds")}</h2>
			{funds.length === 1 ? null : <p className="mt-3 max-w-text">{t("campaign.fundsText")}</p>}
			<ul className="mt-5 grid gap-5 sm:grid-cols-2">
				{funds.map((fund) => (
					<li key={fund.id}>
						<article className="card flex h-full flex-col gap-3">
							{hubs.length > 1 && fund.hub ? (
								<p className="flex items-center gap-3 text-sm font-semibold text-accent">
									<HubMotif motif={fund.hub.motif} className="size-9 text-primary" />
									{fund.hub.abbreviation}
								</p>
							) : null}
							<h3>{fund.name}</h3>
							<p className="grow text-sm">{fund.purpose}</p>
							<p className="hint">
								{t("hub.fundRecipient")}: {fund.institution.name}
							</p>
							{phase === "running" ? (
								<a className="btn self-start" href={campaignGiveHref(fund, { campaign: slug, lang, query })}>
									{t("hub.fundGive")}
								</a>
							) : null}
						</article>
					</li>
				))}
			</ul>
		</section>
	);
}
