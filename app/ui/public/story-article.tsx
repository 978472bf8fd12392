import { formatDay } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Picture, RichText } from "../rich-text.tsx";
import { StoryCard } from "./story-card.tsx";
import { type StoryView, withQuery } from "./story-view.ts";

export interface StoryArticleProps {
	story: StoryView;
	/** of the page; the story may be in Japanese only */
	lang: Lang;
	query: string;
}

/** A story as its readers see it; the console's preview shows the same. */
export function StoryArticle({ story, lang, query }: StoryArticleProps) {
	const t = useT("public");
	const inOther = story.isFallback ? story.lang : undefined;
	return (
		<>
			{story.isFallback ? <p className="page notice mt-6">{t("story.fallback")}</p> : null}
			<article lang={inOther} className="story">
				<header className="page grid justify-items-center pt-10 pb-8 text-center">
					<p className="flex flex-wrap justify-center gap-x-4 text-sm" lang={lang}>
						{story.hub ? (
							<a href={`/${lang}/hubs/${story.hub.slug}${query}`} className="font-semibold tracking-wide text-accent">
								{story.hub.abbreviation}
							</a>
						) : (
							<span className="font-semibold tracking-wide text-accent">{t("stories.programme")}</span>
						)}
						<span className="text-ink-soft">{t(`stories.level.${story.level}`)}</span>
						<span className="text-ink-soft">{t("stories.minutes", { minutes: story.minutes })}</span>
					</p>
					<h1 className="mt-3 max-w-text">{story.title}</h1>
					{story.lead === "" ? null : <p className="story-lead mt-5 max-w-text text-ink-soft">{story.lead}</p>}
					<StoryFacts story={story} lang={lang} />
				</header>
				{story.image ? (
					<div className="page story-cover">
						<Picture
							image={story.image}
							sizes="(min-width: 68rem) 68rem, 100vw"
							eager
							className="h-auto w-full rounded-lg"
						/>
					</div>
				) : null}
				<div className="page story-body pt-10">
					<RichText blocks={story.blocks} images={story.images} />
				</div>
				<Sources story={story} lang={lang} />
			</article>
			<Onward story={story} lang={lang} query={query} />
		</>
	);
}

function StoryFacts({ story, lang }: { story: StoryView; lang: Lang }) {
	const t = useT("public");
	return (
		<dl className="mt-6 flex flex-wrap justify-center gap-x-6 gap-y-1 text-sm text-ink-soft" lang={lang}>
			{story.authors === "" ? null : (
				<div className="flex gap-2">
					<dt>{t("story.authors")}</dt>
					<dd className="text-ink" lang={story.lang}>
						{story.authors}
					</dd>
				</div>
			)}
			<div className="flex gap-2">
				<dt>{t("story.published")}</dt>
				<dd>
					<time dateTime={story.publishedOn}>{formatDay(story.publishedOn, lang)}</time>
				</dd>
			</div>
			{story.updatedOn > story.publishedOn ? (
				<div className="flex gap-2">
					<dt>{t("story.updated")}</dt>
					<dd>
						<time dateTime={story.updatedOn}>{formatDay(story.updatedOn, lang)}</time>
					</dd>
				</div>
			) : null}
		</dl>
	);
}

function Sources({ story, lang }: { story: StoryView; lang: Lang }) {
	const t = useT("public");
	if (story.sources.length === 0) return null;
	return (
		<section className="page story-body mt-12 border-t border-line pt-8" aria-labelledby="sources" lang={lang}>
			<h2 id="sources" className="text-lg">
				{t("story.sources")}
			</h2>
			<p className="hint mt-1">{t("story.sourcesLead")}</p>
			<ol className="mt-3 list-decimal space-y-2 ps-5 text-sm">
				{story.sources.map(({ citation, doi, href }) => (
					<li key={`${citation}${href}`}>
						<span>{citation}</span>{" "}
						{href ? (
							<a href={href} rel="noopener">
								{doi === null ? href : `https://doi.org/${doi}`}
							</a>
						) : null}
					</li>
				))}
			</ol>
		</section>
	);
}

/** Where a reader goes on: to a gift for this work, and to another story. */
function Onward({ story, lang, query }: StoryArticleProps) {
	const t = useT("public");
	const { give, hub, next } = story;
	return (
		<div className="page no-print mt-16 grid gap-12">
			{give ? (
				<section className="card bg-primary-soft sm:px-10 sm:py-8" aria-labelledby="support">
					<h2 id="support">{t("story.giveHeading")}</h2>
					<p className="mt-2 max-w-text">
						{give.kind === "campaign"
							? t("story.giveCampaign", { name: give.name })
							: t("story.giveFund", { name: give.name })}
					</p>
					<p className="mt-4 flex flex-wrap items-center gap-4">
						<a className="btn btn-primary" href={withQuery(give.href, query)}>
							{give.kind === "campaign" ? t("story.toCampaign") : t("story.give")}
						</a>
						{hub ? (
							<a href={`/${lang}/hubs/${hub.slug}${query}`}>{t("story.toHub", { hub: hub.abbreviation })}</a>
						) : null}
					</p>
				</section>
			) : null}
			{next ? (
				<section aria-labelledby="next">
					<h2 id="next">{t("story.next")}</h2>
					<div className="mt-4 max-w-[22rem]">
						<StoryCard story={next} lang={lang} query={query} />
					</div>
				</section>
			) : null}
			<p>
				<a href={`/${lang}/stories${query}`}>{t("story.toAll")}</a>
			</p>
		</div>
	);
}
