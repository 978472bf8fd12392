import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { listStories } from "~/domain/stories/list-stories.server";
import { STORY_STATES, type StoryState } from "~/domain/stories/story.status";
import { formatDayShort } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { notFound } from "~/platform/errors";
import { ListFilters } from "~/ui/console/list-filters";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { hrefWith, readQuery } from "./list-query";
import { STORIES } from "./story-view";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const PROGRAMME = "programme";
const querySchema = z.object({
	q: z.string().max(100).optional().catch(undefined),
	hub: z.string().max(50).optional().catch(undefined),
	status: z
		.enum(STORY_STATES as [StoryState, ...StoryState[]])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, querySchema);
	const { hubs } = await listMyHubs(ctx);
	const hubId = hubs.find((hub) => hub.slug === query.hub)?.id;
	const ofProgramme = query.hub === PROGRAMME;
	if (query.hub !== undefined && hubId === undefined && !ofProgramme) throw notFound("hub", query.hub);
	const { stories, nextCursor } = await listStories(ctx, {
		hubId,
		ofProgramme,
		status: query.status,
		q: query.q,
		cursor,
	});
	const t = getT(ctx.lang, "console");
	return {
		...{ title: t("stories.title"), query, mayWrite: mayEver(ctx, "change", "Story") },
		hubs: [
			{ value: PROGRAMME, label: t("stories.ofProgramme") },
			...hubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation })),
		],
		states: STORY_STATES.map((value) => ({ value, label: t(`storyStatus.${value}`) })),
		rows: stories.map((story) => ({
			...{ id: story.id, title: story.titleJa, status: story.status as StoryState, hasEnglish: story.hasEnglish },
			hub: story.hub?.abbreviation ?? t("stories.ofProgramme"),
			publishedOn: story.publishedAt === null ? "" : formatDayShort(jstDayString(story.publishedAt), ctx.lang),
			updatedOn: formatDayShort(jstDayString(story.updatedAt), ctx.lang),
		})),
		firstHref: cursor ? hrefWith(STORIES, query) : null,
		nextHref: nextCursor ? hrefWith(STORIES, { ...query, cursor: nextCursor }) : null,
	};
}

export default function Stories() {
	const { title, query, hubs, states, rows, mayWrite, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	const columns = [
		{ label: t("stories.fields.titleJa") },
		{ label: t("stories.status") },
		{ label: t("stories.hub") },
		{ label: t("stories.english") },
		{ label: t("stories.publishedOn"), number: true },
		{ label: t("stories.updated"), number: true },
	];
	return (
		<>
			<PageHead title={title} lead={t("stories.lead")}>
				<a className="btn btn-small" href="/console/images">
					{t("images.title")}
				</a>
				{mayWrite ? (
					<a className="btn btn-small btn-primary" href={`${STORIES}/new`}>
						{t("stories.new")}
					</a>
				) : null}
			</PageHead>
			<ListFilters
				action={STORIES}
				search={{ label: t("stories.search"), example: t("stories.searchExample"), value: query.q }}
				hub={query.hub}
				hubs={hubs}
			>
				<SelectField
					name="status"
					label={t("stories.status")}
					value={query.status}
					all={t("filters.all")}
					options={states}
				/>
			</ListFilters>
			<PlainTable
				label={title}
				columns={columns}
				empty={t("stories.none")}
				rows={rows.map((row) => ({
					key: row.id,
					cells: [
						<a key="title" href={`${STORIES}/${row.id}`}>
							{row.title}
						</a>,
						<StatusBadge key="status" status={`story_${row.status}`} label={t(`storyStatus.${row.status}`)} />,
						row.hub,
						row.hasEnglish ? t("stories.hasEnglish") : t("stories.noEnglish"),
						row.publishedOn,
						row.updatedOn,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}
