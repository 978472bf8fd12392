import { formatDay, formatInteger, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { RichText } from "../rich-text.tsx";
import { CampaignPicture } from "./campaign-card.tsx";
import { CampaignFunds } from "./campaign-funds.tsx";
import { CampaignMatching } from "./campaign-matching.tsx";
import { type CampaignCardView, type CampaignPageView, campaignGiveHref } from "./campaign-view.ts";
import { goalText, phaseText, reachedText, whoText } from "./campaign-words.ts";
import { Figure } from "./figure.tsx";
import { GoalBar } from "./goal-bar.tsx";
import { RecipientList } from "./recipient-list.tsx";
import { Voices } from "./voices.tsx";

export interface CampaignPageProps {
	campaign: CampaignPageView;
	lang: Lang;
	/** where the visitor came from: `?utm_source=…`, or empty */
	query: string;
}

/** Beyond so many, each fund's own card saying who receives is enough. */
const MANY = 8;

/** A campaign: what it is for, how far it is, who matches, its story, who gave, and who receives. */
export function CampaignPage({ campaign, lang, query }: CampaignPageProps) {
	const t = useT("public");
	const { donors, funds, image } = campaign;
	return (
		<>
			<CampaignHead campaign={campaign} lang={lang} query={query} />
			<div className="page grid gap-x-12 gap-y-12 lg:grid-cols-[1fr_22rem]">
				<aside className="grid content-start gap-8 lg:order-last">
					<CampaignProgress campaign={campaign} lang={lang} />
					<CampaignMatching offers={campaign.offers} lang={lang} />
					<RaiseForIt campaign={campaign} lang={lang} />
				</aside>
				<div className="grid content-start gap-12">
					{image?.credit ? <p className="hint">{image.credit}</p> : null}
					<RichText blocks={campaign.story} images={campaign.images} />
					{campaign.phase === "ended" ? null : <CampaignFunds campaign={campaign} lang={lang} query={query} />}
					<section aria-labelledby="voices">
						<h2 id="voices" className="mb-4">
							{t("hub.voicesHeading")}
						</h2>
						<Voices voices={donors} lang={lang} />
					</section>
					{funds.length > MANY ? null : <RecipientList hub={{ name: whoText(campaign, t, lang) }} funds={funds} />}
				</div>
			</div>
		</>
	);
}

function CampaignHead({ campaign, lang, query }: CampaignPageProps) {
	const t = useT("public");
	return (
		<header className="page grid items-center gap-x-12 gap-y-8 py-10 sm:py-14 md:grid-cols-2">
			<CampaignPicture
				campaign={campaign}
				className="aspect-[4/3] w-full rounded-lg md:order-2"
				sizes="(min-width: 52rem) 32rem, 100vw"
				eager
			/>
			<div>
				<p className="flex flex-wrap items-center gap-x-3 gap-y-1">
					<span className="font-semibold tracking-wide text-accent">{whoText(campaign, t, lang)}</span>
					<span className={campaign.phase === "running" ? "badge badge-good" : "badge"}>
						{phaseText(campaign, t, lang)}
					</span>
				</p>
				<h1 className="mt-3">{campaign.title}</h1>
				<p className="mt-5 max-w-text font-serif text-lg leading-relaxed whitespace-pre-line">{campaign.summary}</p>
				<CampaignWay campaign={campaign} lang={lang} query={query} />
			</div>
		</header>
	);
}

/** What a visitor can do now: give, choose what for, wait, or go on to the hub. */
function CampaignWay({ campaign, lang, query }: CampaignPageProps) {
	const t = useT("public");
	const { phase, funds, slug } = campaign;
	const [fund] = funds;
	if (phase === "running" && fund) {
		const only = funds.length === 1;
		const href = only ? campaignGiveHref(fund, { campaign: slug, lang, query }) : "#give";
		return (
			<p className="mt-8">
				<a className="btn btn-primary min-h-13 px-8 text-lg" href={href}>
					{t(only ? "campaign.give" : "campaign.choose")}
				</a>
				<span className="hint mt-2 block">{t("hub.giveNote")}</span>
			</p>
		);
	}
	const { hub, hubs } = campaign;
	const place = hub ?? (hubs.length === 1 ? hubs[0] : undefined);
	const wayOn = place ? `/${lang}/hubs/${place.slug}${query}` : `/${lang}/hubs${query}`;
	return (
		<div className="mt-8 grid gap-4">
			<p className="notice">
				{phase === "upcoming"
					? t("campaign.notYet", { day: formatDay(campaign.startsOn, lang) })
					: t(phase === "ended" ? "campaign.thanks" : "campaign.closed")}
			</p>
			<p>
				<a className="btn" href={wayOn}>
					{place ? t("campaign.toHub", { name: place.name }) : t("campaign.toHubs")}
				</a>
			</p>
		</div>
	);
}

/** Somebody may ask their own friends, where one hub can read what they write. */
function RaiseForIt({ campaign, lang }: Omit<CampaignPageProps, "query">) {
	const t = useT("public");
	const [hub, ...others] = campaign.hubs;
	if (campaign.phase !== "running" || hub === undefined || others.length > 0) return null;
	return (
		<p>
			<a href={`/${lang}/hubs/${hub.slug}/raise?campaign=${campaign.slug}`}>{t("campaign.raise")}</a>
		</p>
	);
}

/** How far it is, drawn and said, and how that is counted. */
export function CampaignProgress({ campaign, lang }: { campaign: CampaignCardView; lang: Lang }) {
	const t = useT("public");
	const { figures, goal } = campaign;
	const people = (number: number) => t("campaign.people", { number: formatInteger(number) });
	const rows = [
		...(goal.kind === "yen" ? [] : [{ label: t("campaign.received"), value: formatYen(figures.keptYen, lang) }]),
		...(goal.kind === "donors" ? [] : [{ label: t("campaign.donors"), value: people(figures.donorCount) }]),
		...(goal.kind === "monthly_donors" || figures.monthlyDonorCount === 0
			? []
			: [{ label: t("campaign.monthlyDonors"), value: people(figures.monthlyDonorCount) }]),
		{ label: t("campaign.gifts"), value: t("campaign.giftsValue", { number: formatInteger(figures.giftCount) }) },
	];
	return (
		<section className="card" aria-labelledby="progress">
			<h2 id="progress" className="text-lg">
				{t("campaign.progress")}
			</h2>
			<p className="figure mt-2 text-3xl font-semibold">{reachedText(campaign, t, lang)}</p>
			<div className="mt-3 grid gap-2">
				<GoalBar keptYen={campaign.reached} goalYen={goal.amount} tall />
				<p>{goalText(campaign, t, lang)}</p>
			</div>
			<dl className="mt-5 grid grid-cols-2 gap-5">
				{rows.map((row) => (
					<Figure key={row.label} {...row} />
				))}
			</dl>
			<p className="hint mt-4">
				{t("campaign.days", { from: formatDay(campaign.startsOn, lang), to: formatDay(campaign.endsOn, lang) })}
			</p>
			<details className="mt-3 text-sm">
				<summary className="link">{t("campaign.counted")}</summary>
				<p className="mt-2">{t(`campaign.countedText.${goal.kind}`)}</p>
				<p className="mt-2">{t("campaign.countedRest")}</p>
				{figures.refundedYen > 0n ? (
					<p className="mt-2">
						{t("hub.refundedNote", {
							gross: formatYen(figures.receivedYen, lang),
							refunded: formatYen(figures.refundedYen, lang),
						})}
					</p>
				) : null}
			</details>
		</section>
	);
}
