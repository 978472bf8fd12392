import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { listDonors } from "~/domain/donors/list-donors.server";
import { DONOR_KINDS } from "~/domain/donors/typed-donor.schema";
import { donorName } from "~/domain/names/person-name";
import { getSegment } from "~/domain/segments/get-segment.server";
import { formatDayShort, formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { ListFilters } from "~/ui/console/list-filters";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SegmentNote } from "~/ui/console/segment-note";
import { SelectField } from "~/ui/console/select-field";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const PATH = "/console/donors";
const querySchema = z.object({
	q: z.string().trim().max(100).optional().catch(undefined),
	hub: z.string().max(50).optional().catch(undefined),
	kind: z.enum(DONOR_KINDS).optional().catch(undefined),
	segment: z.uuid().optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readQuery(request, querySchema);
	const { hubs } = await listMyHubs(ctx);
	const segment = query.segment === undefined ? undefined : await getSegment(ctx, query.segment);
	const { donors, nextCursor } = await listDonors(ctx, {
		search: query.q,
		kind: query.kind,
		hubId: hubs.find((hub) => hub.slug === query.hub)?.id,
		segment,
		cursor: query.cursor,
	});
	const { cursor, ...filter } = query;
	const { q: _search, ...facts } = filter;
	return {
		title: getT(ctx.lang, "console")("donors.title"),
		query,
		mayEnter: mayEver(ctx, "enter", "Gift"),
		segment: segment
			? { id: segment.id, name: segment.name, without: hrefWith(PATH, { ...filter, segment: "" }) }
			: null,
		// A name that is searched for is no fact of an audience; the other filters are.
		segmentHref: mayEver(ctx, "change", "Segment") ? hrefWith("/console/segments/new", facts) : null,
		hubs: hubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation })),
		donors: donors.map((donor) => ({
			...donor,
			name: donorName(donor, ctx.lang),
			institution: ctx.lang === "ja" ? donor.institutionJa : donor.institutionEn,
			createdOn: jstDayString(donor.createdAt),
		})),
		firstHref: cursor ? hrefWith(PATH, filter) : null,
		nextHref: nextCursor ? hrefWith(PATH, { ...filter, cursor: nextCursor }) : null,
	};
}

export default function Donors() {
	const { title, donors, firstHref, nextHref, mayEnter, segment, segmentHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<PageHead title={title} lead={t("donors.lead")}>
				{segmentHref ? (
					<a className="btn btn-small" href={segmentHref}>
						{t("segments.fromFilter")}
					</a>
				) : null}
				{mayEnter ? (
					<a className="btn btn-small" href="/console/gifts/new">
						{t("enterGift.link")}
					</a>
				) : null}
			</PageHead>
			<Filters />
			<SegmentNote segment={segment} />
			<PlainTable
				label={title}
				empty={t("donors.none")}
				columns={[
					{ label: t("donors.columns.name") },
					{ label: t("donors.columns.kind") },
					{ label: t("donors.columns.hubs") },
					{ label: t("donors.columns.gifts"), number: true },
					{ label: t("donors.columns.lastGivenOn"), number: true },
					{ label: t("donors.columns.institution") },
					{ label: t("donors.columns.createdOn"), number: true },
				]}
				rows={donors.map((donor) => ({
					key: donor.id,
					cells: [
						<a key="name" href={`${PATH}/${donor.id}`}>
							{donor.erased ? t("donors.erased") : donor.name}
						</a>,
						t(`donors.kinds.${donor.donorKind}`),
						donor.hubs.join(", ") || "–",
						formatInteger(donor.giftCount),
						donor.lastGivenOn === null ? "–" : formatDayShort(donor.lastGivenOn, lang),
						donor.institution,
						formatDayShort(donor.createdOn, lang),
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}

function Filters() {
	const { query, hubs } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<ListFilters
			action={PATH}
			search={{ label: t("donors.search"), example: t("donors.searchExample"), value: query.q }}
			hub={query.hub}
			hubs={hubs}
		>
			{query.segment ? <input type="hidden" name="segment" value={query.segment} /> : null}
			<SelectField
				name="kind"
				label={t("donors.columns.kind")}
				value={query.kind}
				all={t("filters.all")}
				options={DONOR_KINDS.map((value) => ({ value, label: t(`donors.kinds.${value}`) }))}
			/>
		</ListFilters>
	);
}
