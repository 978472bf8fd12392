import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { expectedIncome } from "~/domain/recurring/expected-income.server";
import { listPlans } from "~/domain/recurring/list-plans.server";
import { RECURRING_PLAN_STATES } from "~/domain/recurring/recurring-plan.status";
import { getSegment } from "~/domain/segments/get-segment.server";
import { formatInteger, formatYenSign } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import { ListFilters } from "~/ui/console/list-filters";
import { PageHead, Section } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { PlanTable } from "~/ui/console/plan-table";
import { SegmentNote } from "~/ui/console/segment-note";
import { SelectField } from "~/ui/console/select-field";
import { hrefWith, readQuery } from "./list-query";
import { incomeYears, planLines } from "./plan-lines";
import { plansQuery, toPlansFilter } from "./plans-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const { cursor, ...query } = readQuery(request, plansQuery);
	const { hubs } = await listMyHubs(ctx);
	const segment = query.segment === undefined ? undefined : await getSegment(ctx, query.segment);
	const filter = { ...toPlansFilter(query, hubs), segment };
	const [page, income] = await Promise.all([
		listPlans(ctx, { ...filter, cursor }),
		expectedIncome(ctx, { hubId: filter.hubId }),
	]);
	const href = (path: string, more: Record<string, string | undefined> = {}) => hrefWith(path, { ...query, ...more });
	const mayExport = mayEver(ctx, "export", "Gift");
	return {
		title: getT(ctx.lang, "console")("plans.title"),
		query,
		segment: segment
			? { id: segment.id, name: segment.name, without: href("/console/plans", { segment: undefined }) }
			: null,
		plans: planLines(page.plans, ctx.lang),
		income: income.rows,
		years: incomeYears(ctx.now, ctx.lang),
		hubs: hubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation })),
		firstHref: cursor ? href("/console/plans") : null,
		nextHref: page.nextCursor ? href("/console/plans", { cursor: page.nextCursor }) : null,
		csvHref: mayExport ? href("/console/plans.csv") : null,
		csvSjisHref: mayExport ? href("/console/plans.csv", { encoding: "cp932" }) : null,
	};
}

export default function Plans() {
	const page = useLoaderData<typeof loader>();
	const { title, plans, years, query, csvHref, csvSjisHref, firstHref, nextHref } = page;
	const t = useT("console");
	return (
		<>
			<PageHead title={title} lead={t("plans.lead")}>
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
			</PageHead>
			<Filters />
			<SegmentNote segment={page.segment} />
			{plans.length === 0 ? (
				<p className="notice">{query.q ? t("gifts.noneFound", { name: query.q }) : t("plans.none")}</p>
			) : (
				<PlanTable plans={plans} years={years} label={title} />
			)}
			<Pager first={firstHref} next={nextHref} />
			<Income />
		</>
	);
}

function Income() {
	const { income, years } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<Section title={t("plans.incomeTitle")} note={t("plans.incomeNote")}>
			<PlainTable
				label={t("plans.incomeTitle")}
				columns={[
					{ label: t("gifts.columns.status") },
					{ label: t("plans.columns.plans"), number: true },
					{ label: t("plans.columns.expected", { year: years.thisYear }), number: true },
					{ label: t("plans.columns.expected", { year: years.nextYear }), number: true },
				]}
				rows={income.map((row) => ({
					key: row.status,
					cells: [
						t(`planStatus.${row.status}`),
						formatInteger(row.plans),
						formatYenSign(row.thisYearYen),
						formatYenSign(row.nextYearYen),
					],
				}))}
				empty=""
			/>
		</Section>
	);
}

function Filters() {
	const { query, hubs } = useLoaderData<typeof loader>();
	const t = useT("console");
	return (
		<ListFilters
			action="/console/plans"
			search={{ label: t("gifts.search"), example: t("gifts.searchExample"), value: query.q }}
			hub={query.hub}
			hubs={hubs}
		>
			{query.segment ? <input type="hidden" name="segment" value={query.segment} /> : null}
			<SelectField
				name="status"
				label={t("gifts.columns.status")}
				value={query.status}
				all={t("filters.all")}
				options={RECURRING_PLAN_STATES.map((value) => ({ value, label: t(`planStatus.${value}`) }))}
			/>
		</ListFilters>
	);
}
