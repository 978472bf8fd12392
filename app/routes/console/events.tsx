import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { fiscalYearOf, jstDayString } from "~/domain/calendar/fiscal-year";
import { EVENT_KINDS, EVENT_STATES } from "~/domain/events/event-kinds";
import { countEvents, listEvents } from "~/domain/events/list-events.server";
import { formatDayShort, formatFiscalYear, formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { chosenHub } from "./chosen-hub.server";
import { EVENTS, eventsQuerySchema } from "./events-query";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const YEARS_BACK = 8;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, eventsQuerySchema);
	const { hubId, hubs } = await chosenHub(ctx, query.hub);
	const today = jstDayString(ctx.now);
	const thisYear = fiscalYearOf(today);
	const fiscalYear = query.year ?? thisYear;
	const [{ events, nextCursor }, counts] = await Promise.all([
		listEvents(ctx, { hubId, kind: query.kind, fiscalYear: query.year, cursor }),
		countEvents(ctx, { fiscalYear, today }),
	]);
	const t = getT(ctx.lang, "console");
	const kept = { hub: query.hub, kind: query.kind, year: query.year?.toString() };
	const people = (count: number | null) => (count === null ? "" : formatInteger(count));
	return {
		...{ title: t("events.title"), query: kept, mayWrite: mayEver(ctx, "change", "OutreachEvent") },
		hubs,
		kinds: EVENT_KINDS.map((value) => ({ value, label: t(`eventKind.${value}`) })),
		years: Array.from({ length: YEARS_BACK + 2 }, (_, back) => thisYear + 1 - back).map((year) => ({
			value: String(year),
			label: formatFiscalYear(year, ctx.lang),
		})),
		rows: events.map((event) => ({
			id: event.id,
			title: event.titleJa,
			kind: EVENT_KINDS.find((kind) => kind === event.kind) ?? ("other" as const),
			status: EVENT_STATES.find((state) => state === event.status) ?? ("draft" as const),
			day: formatDayShort(event.startsOn, ctx.lang),
			hub: event.hub.abbreviation,
			people: [people(event.attendedCount), people(event.expectedCount)] as const,
		})),
		countsTitle: t("events.counts", { year: formatFiscalYear(fiscalYear, ctx.lang) }),
		csvHref: hrefWith(`${EVENTS}.csv`, { year: String(fiscalYear) }),
		counts: counts.map((row) => ({
			...{ key: `${row.hub} ${row.kind}`, hub: row.abbreviation, kind: row.kind },
			...{ events: formatInteger(row.events), people: formatInteger(row.people), uncounted: row.uncounted },
		})),
		firstHref: cursor ? hrefWith(EVENTS, kept) : null,
		nextHref: nextCursor ? hrefWith(EVENTS, { ...kept, cursor: nextCursor }) : null,
	};
}

export default function Events() {
	const page = useLoaderData<typeof loader>();
	const { title, query, rows, counts } = page;
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("events.lead")}>
				{page.mayWrite ? (
					<a className="btn btn-small btn-primary" href={`${EVENTS}/new`}>
						{t("events.new")}
					</a>
				) : null}
			</PageHead>
			<form method="get" action={EVENTS} className="no-print mb-4 flex flex-wrap items-end gap-3">
				{page.hubs.length > 1 ? (
					<SelectField
						name="hub"
						label={t("filters.hub")}
						value={query.hub}
						all={t("filters.all")}
						options={page.hubs}
					/>
				) : null}
				<SelectField
					name="kind"
					label={t("events.fields.kind")}
					value={query.kind}
					all={t("filters.all")}
					options={page.kinds}
				/>
				<SelectField
					name="year"
					label={t("events.year")}
					value={query.year}
					all={t("filters.all")}
					options={page.years}
				/>
				<button type="submit" className="btn btn-small min-h-9">
					{t("filters.apply")}
				</button>
			</form>
			<PlainTable
				label={title}
				empty={t("events.none")}
				columns={[
					{ label: t("events.fields.startsOn") },
					{ label: t("events.fields.titleJa") },
					{ label: t("events.fields.kind") },
					{ label: t("stories.hub") },
					{ label: t("stories.status") },
					{ label: t("events.fields.attendedCount"), number: true },
					{ label: t("events.fields.expectedCount"), number: true },
				]}
				rows={rows.map((row) => ({
					key: row.id,
					cells: [
						row.day,
						<a key="title" href={`${EVENTS}/${row.id}`}>
							{row.title}
						</a>,
						t(`eventKind.${row.kind}`),
						row.hub,
						<StatusBadge key="status" status={`event_${row.status}`} label={t(`eventState.${row.status}`)} />,
						...row.people,
					],
				}))}
			/>
			<Pager first={page.firstHref} next={page.nextHref} />
			<Section title={page.countsTitle} note={t("events.countsNote")}>
				<PlainTable
					label={page.countsTitle}
					empty={t("events.noCounts")}
					columns={[
						{ label: t("stories.hub") },
						{ label: t("events.fields.kind") },
						{ label: t("events.howMany"), number: true },
						{ label: t("events.people"), number: true },
						{ label: t("events.uncounted"), number: true },
					]}
					rows={counts.map((row) => ({
						key: row.key,
						cells: [row.hub, t(`eventKind.${row.kind}`), row.events, row.people, row.uncounted || ""],
					}))}
				/>
				<p className="no-print mt-3">
					<a className="btn btn-small" href={page.csvHref}>
						{t("events.csv")}
					</a>
				</p>
			</Section>
		</>
	);
}
