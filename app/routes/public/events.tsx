import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listPublicEvents } from "~/domain/events/public-events.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { EventCard } from "~/ui/public/event-card.tsx";
import { withQuery } from "~/ui/public/story-view.ts";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const t = getT(ctx.lang, "public");
	const cursor = new URL(request.url).searchParams.get("cursor") ?? undefined;
	const [coming, past] = await Promise.all([
		cursor === undefined ? listPublicEvents(ctx, { when: "coming", limit: 50 }) : null,
		listPublicEvents(ctx, { when: "past", cursor }),
	]);
	const query = keptQuery(request);
	const base = `/${ctx.lang}/events`;
	return {
		...{ coming: coming?.events ?? null, past: past.events, query, lang: ctx.lang },
		nextHref: past.nextCursor === null ? null : withQuery(`${base}?cursor=${past.nextCursor}`, query),
		head: pageHead(ctx.lang, base, {
			title: t("events.metaTitle"),
			description: t("events.intro"),
			...(cursor === undefined ? {} : { noindex: true }),
		}),
	};
}

/** Where researchers can be met, and where they were. */
export default function Events() {
	const { coming, past, query, lang, nextHref } = useLoaderData<typeof loader>();
	const t = useT("public");
	return (
		<>
			<header className="page pt-12 pb-4">
				<h1>{t("events.heading")}</h1>
				<p className="mt-3 max-w-text text-ink-soft">{t("events.intro")}</p>
			</header>
			<div className="page grid gap-12 pt-6">
				{coming === null ? null : (
					<section aria-labelledby="coming">
						<h2 id="coming">{t("events.coming")}</h2>
						{coming.length === 0 ? <p className="mt-3">{t("events.none")}</p> : null}
						<ul className="mt-5 grid gap-5 sm:grid-cols-2">
							{coming.map((event) => (
								<li key={event.slug}>
									<EventCard event={event} lang={lang} query={query} />
								</li>
							))}
						</ul>
					</section>
				)}
				<section aria-labelledby="past">
					<h2 id="past">{t("events.past")}</h2>
					{past.length === 0 ? <p className="mt-3">{t("events.nonePast")}</p> : null}
					<ul className="mt-5 grid gap-5 sm:grid-cols-2">
						{past.map((event) => (
							<li key={event.slug}>
								<EventCard event={event} lang={lang} query={query} />
							</li>
						))}
					</ul>
					{nextHref ? (
						<p className="no-print mt-6">
							<a className="btn" href={nextHref} rel="next">
								{t("events.older")}
							</a>
						</p>
					) : null}
				</section>
			</div>
		</>
	);
}
