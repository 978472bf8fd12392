import type { ReactNode } from "react";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { CampaignCard } from "./campaign-card.tsx";
import type { CampaignCardView } from "./campaign-view.ts";
import { EventCard, type EventCardView } from "./event-card.tsx";
import { StoryCard } from "./story-card.tsx";
import type { StoryCardView } from "./story-view.ts";

interface Props {
	lang: Lang;
	query: string;
	/** columns of a wide page; a hub's page has room for two */
	columns?: 2 | 3;
	className?: string;
}

/** Campaigns that run or are to come; without any, nothing. */
export function CampaignTidings({ campaigns, ...props }: Props & { campaigns: readonly CampaignCardView[] }) {
	const t = useT("public");
	return (
		<Tidings
			{...props}
			id="campaigns"
			heading={t("home.campaignsHeading")}
			all={{ href: `/${props.lang}/campaigns${props.query}`, label: t("home.allCampaigns") }}
			items={campaigns.map((campaign) => ({
				key: campaign.slug,
				card: <CampaignCard campaign={campaign} lang={props.lang} query={props.query} />,
			}))}
		/>
	);
}

/** The newest stories; without any, nothing. */
export function StoryTidings({ stories, ...props }: Props & { stories: readonly StoryCardView[] }) {
	const t = useT("public");
	return (
		<Tidings
			{...props}
			id="stories"
			heading={t("home.storiesHeading")}
			all={{ href: `/${props.lang}/stories${props.query}`, label: t("home.allStories") }}
			items={stories.map((story) => ({
				key: story.slug,
				card: <StoryCard story={story} lang={props.lang} query={props.query} />,
			}))}
		/>
	);
}

/** Events to come; without any, nothing. */
export function EventTidings({ events, ...props }: Props & { events: readonly EventCardView[] }) {
	const t = useT("public");
	return (
		<Tidings
			{...props}
			id="events"
			heading={t("home.eventsHeading")}
			all={{ href: `/${props.lang}/events${props.query}`, label: t("home.allEvents") }}
			items={events.map((event) => ({
				key: event.slug,
				card: <EventCard event={event} lang={props.lang} query={props.query} />,
			}))}
		/>
	);
}

interface TidingsProps extends Props {
	id: string;
	heading: string;
	all: { href: string; label: string };
	items: readonly { key: string; card: ReactNode }[];
}

function Tidings({ id, heading, all, items, columns = 3, className = "" }: TidingsProps) {
	if (items.length === 0) return null;
	return (
		<section className={className} aria-labelledby={id}>
			<div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
				<h2 id={id}>{heading}</h2>
				<a className="link inline-block py-1 text-sm" href={all.href}>
					{all.label}
				</a>
			</div>
			<ul className={`mt-6 grid gap-6 sm:grid-cols-2 ${columns === 3 ? "lg:grid-cols-3" : ""}`}>
				{items.map(({ key, card }) => (
					<li key={key}>{card}</li>
				))}
			</ul>
		</section>
	);
}
