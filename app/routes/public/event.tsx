import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getPublicEvent, type PublicEvent } from "~/domain/events/public-events.server.ts";
import { plainText } from "~/domain/rich-text/rich-text.ts";
import { formatInteger } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { useEventDays } from "~/ui/public/event-card.tsx";
import { Picture, RichText } from "~/ui/rich-text.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { keptQuery, publicRequest } from "./public-request.server.ts";
import type { StructuredData } from "./structured-data.ts";

export const headers = () => publicPageHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const event = await getPublicEvent(ctx, params.slug ?? "");
	const t = getT(ctx.lang, "public");
	const words = plainText(event.description).replace(/\s+/g, " ");
	const head = pageHead(ctx.lang, `/${ctx.lang}/events/${event.slug}`, {
		title: t("event.pageTitle", { title: event.title }),
		description: (words === "" ? t("events.intro") : words).slice(0, 200),
		structured: [eventData(event)],
	});
	return { event, query: keptQuery(request), lang: ctx.lang, head };
}

function eventData(event: PublicEvent): StructuredData {
	const online = event.kind === "online";
	return {
		"@type": "Event",
		name: event.title,
		startDate: event.startsOn,
		endDate: event.endsOn,
		eventAttendanceMode: `https://schema.org/${online ? "Online" : "Offline"}EventAttendanceMode`,
		location: { "@type": online ? "VirtualLocation" : "Place", name: event.place || event.hub.name },
		organizer: { "@type": "ResearchOrganization", name: event.hub.name },
		...(event.url === null ? {} : { url: event.url }),
	};
}

/** One event: when, where, for whom, and what to read besides. */
export default function Event() {
	const { event, query, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	const days = useEventDays(lang);
	const facts = [
		{ label: t("event.when"), value: days(event) },
		{ label: t("event.where"), value: event.place },
		{
			label: t("event.who"),
			value: event.audiences.map((one) => t(`events.audience.${one}`)).join(lang === "ja" ? "、" : ", "),
		},
		{ label: t("event.by"), value: event.hub.name },
		{
			label: t("event.attended"),
			value: event.attendedCount === null ? "" : t("event.people", { people: formatInteger(event.attendedCount) }),
		},
	];
	return (
		<article className="page grid gap-8 pt-12">
			<header>
				<p className="badge">{t(`events.kind.${event.kind}`)}</p>
				<h1 className="mt-3">{event.title}</h1>
				{event.isPast ? <p className="mt-2 text-ink-soft">{t("event.over")}</p> : null}
			</header>
			{event.image ? (
				<Picture
					image={event.image}
					eager
					sizes="(min-width: 68rem) 68rem, 100vw"
					className="h-auto w-full rounded-lg"
				/>
			) : null}
			<dl className="grid max-w-text gap-x-6 gap-y-2 sm:grid-cols-[7rem_1fr]">
				{facts
					.filter(({ value }) => value !== "")
					.map(({ label, value }) => (
						<div key={label} className="contents">
							<dt className="text-ink-soft">{label}</dt>
							<dd className="mb-2 sm:mb-0">{value}</dd>
						</div>
					))}
			</dl>
			{event.url ? (
				<p>
					<a className="btn btn-primary" href={event.url} rel="noopener">
						{t("event.book")}
					</a>
				</p>
			) : null}
			<div lang={event.descriptionLang === lang ? undefined : event.descriptionLang}>
				<RichText blocks={event.description} />
			</div>
			{event.stories.length > 0 ? (
				<section aria-labelledby="stories">
					<h2 id="stories">{t("event.stories")}</h2>
					<ul className="mt-3 list-disc ps-5">
						{event.stories.map((story) => (
							<li key={story.slug}>
								<a href={`/${lang}/stories/${story.slug}${query}`} lang={story.lang === lang ? undefined : story.lang}>
									{story.title}
								</a>
							</li>
						))}
					</ul>
				</section>
			) : null}
			<p className="no-print border-t border-line pt-6">
				{t("event.support")}{" "}
				<a href={`/${lang}/hubs/${event.hub.slug}/give${query}`}>{t("event.give", { hub: event.hub.abbreviation })}</a>
			</p>
		</article>
	);
}
