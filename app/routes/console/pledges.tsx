import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { listPledges } from "~/domain/pledges/list-pledges.server";
import { PLEDGE_STATES } from "~/domain/pledges/pledge.status";
import { sumPledges } from "~/domain/pledges/sum-pledges.server";
import { getSegment } from "~/domain/segments/get-segment.server";
import { formatInteger, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { ListFilters } from "~/ui/console/list-filters";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PledgeTable } from "~/ui/console/pledge-table";
import { SegmentNote } from "~/ui/console/segment-note";
import { SelectField } from "~/ui/console/select-field";
import { hrefWith, readQuery } from "./list-query";
import { pledgeLines } from "./pledge-lines";
import { pledgesQuery, toPledgesFilter } from "./pledges-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, pledgesQuery);
	const { hubs } = await listMyHubs(ctx);
	const segment = query.segment === undefined ? undefined : await getSegment(ctx, query.segment);
	const filter = { ...toPledgesFilter(query, hubs), segment };
	const [page, sums] = await Promise.all([listPledges(ctx, { ...filter, cursor }), sumPledges(ctx, filter)]);
	const href = (path: string, more: Record<string, string | undefined> = {}) => hrefWith(path, { ...query, ...more });
	const mayExport = mayEver(ctx, "export", "Gift");
	return {
		title: getT(ctx.lang, "console")("pledges.title"),
		query,
		sums,
		segment: segment
			? { id: segment.id, name: segment.name, without: href("/console/pledges", { segment: undefined }) }
			: null,
		pledges: pledgeLines(page.pledges, ctx.lang),
		hubs: hubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation })),
		firstHref: cursor ? href("/console/pledges") : null,
		nextHref: page.nextCursor ? href("/console/pledges", { cursor: page.nextCursor }) : null,
		csvHref: mayExport ? href("/console/pledges.csv") : null,
		csvSjisHref: mayExport ? href("/console/pledges.csv", { encoding: "cp932" }) : null,
		mayCreate: mayEver(ctx, "create", "Pledge"),
		mayLetters: mayEver(ctx, "read", "PledgeLetter"),
	};
}

export default function Pledges() {
	const page = useLoaderData<typeof loader>();
	const { title, pledges, query, csvHref, csvSjisHref, firstHref, nextHref } = page;
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("pledges.lead")}>
				{csvHref && csvSjisHref ? (
					<>
						<a className="btn btn-small" href={csvHref}>
							{t("list.csv")}
						</a>
						<a className="btn btn-small" href={csvSjisHref}>
							{t("list.csvSjis")}
						</a>
					</>
				) : null}
				{page.mayLetters ? (
					<a className="btn btn-small" href="/console/pledge-letters">
						{t("pledgeLetters.title")}
					</a>
				) : null}
				{page.mayCreate ? (
					<a className="btn btn-small btn-primary" href="/console/pledges/new">
						{t("pledges.new")}
					</a>
				) : null}
			</PageHead>
			<Sums />
			<Filters />
			<SegmentNote segment={page.segment} />
			{pledges.length === 0 ? (
				<p className="notice">{query.q ? t("pledges.noneFound", { name: query.q }) : t("pledges.none")}</p>
			) : (
				<PledgeTable pledges={pledges} label={title} />
			)}
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}

function Sums() {
	const { sums } = useLoaderData<typeof loader>();
	const t = useT("console");
	const figures = [
		{ label: t("pledges.columns.promised"), value: formatYenSign(sums.promisedYen) },
		{ label: t("pledges.columns.paid"), value: formatYenSign(sums.paidYen) },
		{ label: t("pledges.columns.open"), value: formatYenSign(sums.openYen) },
		{ label: t("pledges.columns.overdue"), value: formatYenSign(sums.overdueYen) },
		...(sums.draftYen > 0n ? [{ label: t("pledges.columns.draft"), value: formatYenSign(sums.draftYen) }] : []),
		{ label: t("pledges.columns.count"), value: formatInteger(sums.count) },
	];
	return (
		<div className="card mb-5">
			<dl className="flex flex-wrap gap-x-10 gap-y-2">
				{figures.map((one) => (
					<div key={one.label}>
						<dt className="text-xs text-ink-soft">{one.label}</dt>
						<dd className="figure text-xl">{one.value}</dd>
					</div>
				))}
			</dl>
			<p className="hint mt-2">{t("pledges.sumsNote")}</p>
		</div>
	);
}

function Filters() {
	const { query, hubs } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<ListFilters
			action="/console/pledges"
			search={{ label: t("pledges.search"), example: t("pledges.searchExample"), value: query.q }}
			hub={query.hub}
			hubs={hubs}
		>
			{query.segment ? <input type="hidden" name="segment" value={query.segment} /> : null}
			<SelectField
				name="status"
				label={t("gifts.columns.status")}
				value={query.status}
				all={t("filters.all")}
				options={PLEDGE_STATES.map((value) => ({ value, label: t(`pledgeStatus.${value}`) }))}
			/>
			<SelectField
				name="waits"
				label={t("pledges.waits")}
				value={query.waits}
				all={t("filters.all")}
				options={(["overdue", "write_off"] as const).map((value) => ({ value, label: t(`pledges.waitsFor.${value}`) }))}
			/>
		</ListFilters>
	);
}
