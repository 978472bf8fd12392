import { formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { HubMotif } from "../motifs/hub-motif.tsx";
import { Picture } from "../rich-text.tsx";
import type { CampaignCardView } from "./campaign-view.ts";
import { goalText, phaseText, reachedText, whoText } from "./campaign-words.ts";
import { GoalBar } from "./goal-bar.tsx";

export interface CampaignCardProps {
	campaign: CampaignCardView;
	lang: Lang;
	query: string;
	/** 2 where the card stands right below the page's own heading */
	headings?: 2 | 3;
}

/** A campaign met by its picture; the whole card leads to its page. */
export function CampaignCard({ campaign, lang, query, headings = 3 }: CampaignCardProps) {
	const t = useT("public");
	const Heading = `h${headings}` as "h2" | "h3";
	const open = campaign.offers.filter((offer) => offer.open);
	const remainingYen = open.reduce((sum, offer) => sum + offer.remainingYen, 0n);
	return (
		<article className="relative flex h-full flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-card focus-within:border-primary hover:border-primary">
			<CampaignPicture campaign={campaign} className="aspect-[16/9] w-full" />
			<div className="flex grow flex-col gap-3 p-6">
				<p className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm">
					<span className="font-semibold tracking-wide text-accent">{whoText(campaign, t, lang)}</span>
					<span className={campaign.phase === "running" ? "badge badge-good" : "badge"}>
						{phaseText(campaign, t, lang)}
					</span>
				</p>
				<Heading className="text-lg leading-snug">
					<a
						href={`/${lang}/campaigns/${campaign.slug}${query}`}
						className="text-ink no-underline after:absolute after:inset-0 after:rounded-lg"
					>
						{campaign.title}
					</a>
				</Heading>
				<p className="line-clamp-3 grow text-sm leading-relaxed text-ink-soft">{campaign.summary}</p>
				<div className="mt-1 grid gap-2">
					<GoalBar keptYen={campaign.reached} goalYen={campaign.goal.amount} />
					<p className="text-sm">
						<span className="figure block text-lg font-semibold">{reachedText(campaign, t, lang)}</span>
						<span className="text-ink-soft">{goalText(campaign, t, lang)}</span>
					</p>
				</div>
				{remainingYen > 0n ? (
					<p className="border-t border-line pt-3 text-sm">
						{t("campaign.matchingLeft", { yen: formatYen(remainingYen, lang) })}
					</p>
				) : null}
			</div>
		</article>
	);
}

/** Its picture, or where it has none the drawing of its hub on a calm ground. */
export function CampaignPicture({
	campaign,
	className,
	eager = false,
	sizes = "(min-width: 52rem) 24rem, 100vw",
}: {
	campaign: Pick<CampaignCardView, "image" | "motif">;
	className: string;
	eager?: boolean;
	sizes?: string;
}) {
	const { image, motif } = campaign;
	if (image) {
		// The credit stands on the campaign's own page.
		const shown = { ...image, credit: "" };
		return <Picture image={shown} sizes={sizes} eager={eager} className={`${className} object-cover`} />;
	}
	return (
		<div className={`${className} relative overflow-hidden bg-primary-soft`}>
			<HubMotif motif={motif} className="absolute inset-0 m-auto size-4/5 text-primary" />
		</div>
	);
}
