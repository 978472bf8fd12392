import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listReports } from "~/domain/reports/list-reports.server";
import { REPORT_KINDS, REPORT_STATES, type ReportState } from "~/domain/reports/report.status";
import { formatDayShort, formatMoment } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { chosenHub } from "./chosen-hub.server";
import { hrefWith, readQuery } from "./list-query";
import { REPORTS } from "./report-compose.server";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [{ title: shown?.title }];

const querySchema = z.object({
	hub: z.string().max(50).optional().catch(undefined),
	kind: z.enum(REPORT_KINDS).optional().catch(undefined),
	status: z
		.enum(REPORT_STATES as [ReportState, ...ReportState[]])
		.optional()
		.catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, querySchema);
	const { hubId, hubs } = await chosenHub(ctx, query.hub);
	const { kind, status } = query;
	const { reports, nextCursor } = await listReports(ctx, { hubId, kind, status, cursor });
	const ja = ctx.lang === "ja";
	return {
		title: getT(ctx.lang, "console")("reports.title"),
		query,
		path: REPORTS,
		hubs,
		mayChange: mayEver(ctx, "change", "Report"),
		reports: reports.map((row) => ({
			id: row.id,
			title: ja || row.titleEn === "" ? row.titleJa : row.titleEn,
			kind: row.kind,
			status: row.status,
			place: row.hubName ?? (ja ? row.institutionJa : row.institutionEn),
			from: row.from,
			to: row.to,
			updatedAt: formatMoment(row.updatedAt, ctx.lang),
			decidedBy: row.frozenSha256 === null ? null : row.decidedBy,
		})),
		firstHref: cursor ? hrefWith(REPORTS, query) : null,
		nextHref: nextCursor ? hrefWith(REPORTS, { ...query, cursor: nextCursor }) : null,
	};
}

export default function Reports() {
	const { title, path, reports, mayChange, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<PageHead title={title} lead={t("reports.lead")}>
				{mayChange ? (
					<a className="btn btn-small btn-primary" href={`${path}/new`}>
						{t("reports.new")}
					</a>
				) : null}
			</PageHead>
			<Filters />
			<PlainTable
				label={title}
				empty={t("reports.none")}
				columns={[
					{ label: t("reports.columns.title") },
					{ label: t("reports.columns.kind") },
					{ label: t("reports.columns.place") },
					{ label: t("reports.columns.days") },
					{ label: t("reports.columns.status") },
					{ label: t("reports.columns.decidedBy") },
					{ label: t("reports.columns.updatedAt") },
				]}
				rows={reports.map((report) => ({
					key: report.id,
					cells: [
						<a key="title" href={`${path}/${report.id}`}>
							{report.title}
						</a>,
						t(`reports.reportKinds.${report.kind}`),
						report.place,
						`${formatDayShort(report.from, lang)} – ${formatDayShort(report.to, lang)}`,
						<StatusBadge key="status" status={report.status} label={t(`reports.states.${report.status}`)} />,
						report.decidedBy ?? "–",
						report.updatedAt,
					],
				}))}
			/>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}

function Filters() {
	const { query, hubs, path } = useLoaderData<typeof loader>();
	const t = useT("console");
	const all = t("filters.all");
	return (
		<form method="get" action={path} className="no-print mb-4 flex flex-wrap items-end gap-3">
			{hubs.length > 1 ? (
				<SelectField name="hub" label={t("filters.hub")} value={query.hub} all={all} options={hubs} />
			) : null}
			<SelectField
				name="kind"
				label={t("reports.columns.kind")}
				value={query.kind}
				all={all}
				options={REPORT_KINDS.map((value) => ({ value, label: t(`reports.reportKinds.${value}`) }))}
			/>
			<SelectField
				name="status"
				label={t("reports.columns.status")}
				value={query.status}
				all={all}
				options={REPORT_STATES.map((value) => ({ value, label: t(`reports.states.${value}`) }))}
			/>
			<button type="submit" className="btn btn-small min-h-9">
				{t("filters.apply")}
			</button>
			<a className="link pb-1.5 text-sm" href={path}>
				{t("filters.clear")}
			</a>
		</form>
	);
}
