import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import type { OfferView } from "./campaign-view.ts";
import { offerText } from "./campaign-words.ts";
import { GoalBar } from "./goal-bar.tsx";

/** Companies that give as much again, and what is left of their promises. Not money that was received. */
export function CampaignMatching({ offers, lang }: { offers: readonly OfferView[]; lang: Lang }) {
	const t = useT("public");
	if (offers.length === 0) return null;
	return (
		<section className="card" aria-labelledby="matching">
			<h2 id="matching" className="text-lg">
				{t("campaign.matching")}
			</h2>
			<ul className="mt-3 grid gap-5">
				{offers.map((offer) => (
					<li key={offer.id} className="grid gap-2">
						<p>{offerText(offer, t)}</p>
						<GoalBar keptYen={offer.limitYen - offer.remainingYen} goalYen={offer.limitYen} />
						<p>
							<span className="figure text-lg font-semibold">
								{offer.remainingYen > 0n
									? t("campaign.left", { yen: formatYen(offer.remainingYen, lang) })
									: t("campaign.usedUp")}
							</span>{" "}
							<span className="text-sm text-ink-soft">
								{t("campaign.limit", { yen: formatYen(offer.limitYen, lang) })}
							</span>
						</p>
						<p className="hint">
							{t("campaign.offerDays", {
								from: formatDay(offer.startsOn, lang),
								to: formatDay(offer.endsOn, lang),
							})}
						</p>
					</li>
				))}
			</ul>
			<p className="hint mt-4 border-t border-line pt-3">{t("campaign.matchingNote")}</p>
		</section>
	);
}
