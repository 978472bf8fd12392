import { formatDay } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

export interface EventCardView {
	slug: string;
	kind: "school_visit" | "open_day" | "public_lecture" | "exhibition" | "donor_event" | "online" | "other";
	title: string;
	place: string;
	startsOn: string;
	endsOn: string;
	hub: { slug: string; abbreviation: string; name: string };
}

/** The day or days of an event, written out. */
export function useEventDays(lang: Lang) {
	const t = useT("public");
	return ({ startsOn, endsOn }: Pick<EventCardView, "startsOn" | "endsOn">) =>
		startsOn === endsOn
			? formatDay(startsOn, lang)
			: t("events.days", { from: formatDay(startsOn, lang), to: formatDay(endsOn, lang) });
}

/** An event in a list; the whole row leads to its page. */
export function EventCard({ event, lang, query }: { event: EventCardView; lang: Lang; query: string }) {
	const t = useT("public");
	const days = useEventDays(lang);
	return (
		<article className="card relative h-full focus-within:border-primary hover:border-primary">
			<p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
				<time dateTime={event.startsOn} className="font-semibold">
					{days(event)}
				</time>
				<span className="badge">{t(`events.kind.${event.kind}`)}</span>
			</p>
			<h3 className="mt-2 text-lg leading-snug">
				<a
					href={`/${lang}/events/${event.slug}${query}`}
					className="text-ink no-underline after:absolute after:inset-0 after:rounded-lg"
				>
					{event.title}
				</a>
			</h3>
			<p className="mt-1 text-sm text-ink-soft">
				{[event.hub.abbreviation, event.place].filter((word) => word !== "").join(lang === "ja" ? "　" : ", ")}
			</p>
		</article>
	);
}
