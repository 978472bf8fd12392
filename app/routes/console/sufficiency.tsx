import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { authorize, mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { listSupportYears } from "~/domain/hubs/list-support-years.server";
import { listCoverage } from "~/domain/sufficiency/list-coverage.server";
import { formatDay, formatFiscalYear, formatPercent } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { PageHead, Section } from "~/ui/console/page-head";
import { CoverageHeatTable } from "~/ui/sufficiency/coverage-heat-table";
import { SmallMultiples } from "~/ui/sufficiency/small-multiples";
import { SupportTimeline } from "~/ui/sufficiency/support-timeline";
import { programmeYears, SUFFICIENCY, toProgrammeView } from "./sufficiency-view";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** Every hub the reader sees; whoever sees one hub alone goes to that hub. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "HubOutlook");
	const mine = await listMyHubs(ctx);
	const [only] = mine.hubs;
	if (only && mine.hubs.length === 1) throw redirect(`${SUFFICIENCY}/${only.slug}`);
	const hubs = await listSupportYears(
		ctx,
		mine.hubs.map(({ id }) => id),
	);
	const years = programmeYears(hubs, ctx.now);
	const cells = await listCoverage(ctx, { fiscalYears: years });
	return {
		title: getT(ctx.lang, "console")("sufficiency.title"),
		today: jstDayString(ctx.now),
		mayExport: mayEver(ctx, "export", "LedgerBalance"),
		...toProgrammeView({ hubs, cells, years, now: ctx.now, ja: ctx.lang === "ja" }),
	};
}

export default function Sufficiency() {
	const { title, today, mayExport, heat, small, timeline } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<PageHead
				title={title}
				lead={`${t("sufficiency.lead")} ${t("sufficiency.asOf", { date: formatDay(today, lang) })}`}
			>
				{mayExport ? (
					<>
						<a className="btn btn-small" href={`${SUFFICIENCY}.xlsx`}>
							{t("sufficiency.xlsx")}
						</a>
						<a className="btn btn-small" href={`${SUFFICIENCY}.csv`}>
							{t("sufficiency.csv")}
						</a>
					</>
				) : null}
			</PageHead>
			<NextToEnd />
			<Section title={t("sufficiency.heat")} note={t("sufficiency.heatNote")}>
				<CoverageHeatTable label={t("sufficiency.heat")} rows={heat} />
			</Section>
			<Section title={t("sufficiency.multiples")}>
				<SmallMultiples label={t("sufficiency.multiples")} hubs={small} />
			</Section>
			<Section title={t("sufficiency.timeline")} note={t("sufficiency.timelineNote")}>
				<SupportTimeline label={t("sufficiency.timeline")} rows={timeline} today={today} />
			</Section>
		</>
	);
}

/** Which hubs lose support next, and how far they are. */
function NextToEnd() {
	const { next } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	if (next === null) return <p className="notice">{t("sufficiency.nextEndingNone")}</p>;
	return (
		<div className="notice notice-warn">
			<p className="font-semibold">
				{t("sufficiency.nextEnding", {
					hubs: new Intl.ListFormat(lang).format(next.hubs.map(({ abbreviation }) => abbreviation)),
					date: formatDay(next.endsOn, lang),
				})}
			</p>
			<ul className="mt-1">
				{next.hubs.map((hub) => {
					const words = { hub: hub.abbreviation, year: formatFiscalYear(hub.fiscalYear, lang) };
					return (
						<li key={hub.slug}>
							<a href={`${SUFFICIENCY}/${hub.slug}`}>
								{hub.securedRatio === null
									? t("sufficiency.nextHubNone", words)
									: t("sufficiency.nextHub", {
											...words,
											secured: formatPercent(hub.securedRatio),
											expected: formatPercent(hub.expectedRatio ?? hub.securedRatio),
										})}
							</a>
						</li>
					);
				})}
			</ul>
		</div>
	);
}
