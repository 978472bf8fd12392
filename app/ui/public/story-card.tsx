import { formatDay } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Picture } from "../rich-text.tsx";
import type { StoryCardView } from "./story-view.ts";

export interface StoryCardProps {
	story: StoryCardView;
	/** of the page; the story may be in Japanese only */
	lang: Lang;
	query: string;
	headings?: 2 | 3;
	/** the first card of a page: its picture is there at once */
	eager?: boolean;
}

/** A story met by its picture; the whole card leads to it. */
export function StoryCard({ story, lang, query, headings = 3, eager = false }: StoryCardProps) {
	const t = useT("public");
	const Heading = `h${headings}` as "h2" | "h3";
	const inOther = story.lang === lang ? undefined : story.lang;
	return (
		<article className="relative flex h-full flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-card focus-within:border-primary hover:border-primary">
			{story.image ? (
				// The credit stands with the story itself, and the title says what the picture is for.
				<Picture
					image={{ ...story.image, credit: "" }}
					sizes="(min-width: 52rem) 22rem, 100vw"
					eager={eager}
					className="aspect-[3/2] w-full object-cover"
				/>
			) : (
				<div className="aspect-[3/2] bg-primary-soft" />
			)}
			<div className="flex grow flex-col gap-2 p-6">
				<p className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
					<span className="font-semibold tracking-wide text-accent">
						{story.hub?.abbreviation ?? t("stories.programme")}
					</span>
					<time dateTime={story.publishedOn}>{formatDay(story.publishedOn, lang)}</time>
				</p>
				<Heading className="text-lg leading-snug" lang={inOther}>
					<a
						href={`/${lang}/stories/${story.slug}${query}`}
						className="text-ink no-underline after:absolute after:inset-0 after:rounded-lg"
					>
						{story.title}
					</a>
				</Heading>
				<p className="line-clamp-3 grow text-sm leading-relaxed text-ink-soft" lang={inOther}>
					{story.lead}
				</p>
				<p className="mt-1 flex flex-wrap gap-x-3 text-xs text-ink-soft">
					<span>{t(`stories.level.${story.level}`)}</span>
					<span>{t("stories.minutes", { minutes: story.minutes })}</span>
					{inOther ? <span>{t("stories.inJapanese")}</span> : null}
				</p>
			</div>
		</article>
	);
}
