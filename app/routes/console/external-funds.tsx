import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { DECISIONS } from "~/domain/external-funds/decision.status";
import { FUND_CATEGORIES } from "~/domain/external-funds/fund-categories";
import { listExternalFunds } from "~/domain/external-funds/list-external-funds.server";
import { formatDayShort, formatFiscalYear, formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { Amount, type Precision } from "~/ui/console/amount";
import { Facts } from "~/ui/console/facts";
import { ListFilters } from "~/ui/console/list-filters";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { StatusBadge } from "~/ui/console/status-badge";
import { externalFundsQuery, toExternalFundsFilter, VOIDED } from "./external-funds-query";
import { hrefWith, readQuery } from "./list-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const PATH = "/console/external-funds";
/** Years the filter offers around today. */
const BACK = 6;
const AHEAD = 5;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readQuery(request, externalFundsQuery);
	const { hubs } = await listMyHubs(ctx);
	const filter = toExternalFundsFilter(query, hubs);
	const { funds, nextCursor, sum } = await listExternalFunds(ctx, { ...filter, cursor: query.cursor, withSum: true });
	const { cursor, ...shown } = query;
	const now = fiscalYearOf(ctx.now);
	return {
		title: getT(ctx.lang, "console")("externalFunds.title"),
		query: shown,
		voided: VOIDED,
		funds,
		sum,
		mayCreate: mayEver(ctx, "create", "ExternalFund"),
		mayExport: mayEver(ctx, "export", "LedgerBalance"),
		hubs: hubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation })),
		years: Array.from({ length: BACK + AHEAD + 1 }, (_, index) => now + AHEAD - index),
		csvHref: hrefWith(`${PATH}.csv`, shown),
		firstHref: cursor ? hrefWith(PATH, shown) : null,
		nextHref: nextCursor ? hrefWith(PATH, { ...shown, cursor: nextCursor }) : null,
	};
}

export default function ExternalFunds() {
	const { title, funds, mayCreate, mayExport, csvHref, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			<PageHead title={title} lead={t("externalFunds.lead")}>
				{mayExport ? (
					<a className="btn btn-small" href={csvHref}>
						{t("list.csv")}
					</a>
				) : null}
				{mayCreate ? (
					<a className="btn btn-small btn-primary" href={`${PATH}/new`}>
						{t("externalFunds.new")}
					</a>
				) : null}
			</PageHead>
			<Filters />
			<Sum />
			<PlainTable
				label={title}
				empty={t("externalFunds.none")}
				columns={[
					{ label: t("externalFunds.fields.title") },
					{ label: t("externalFunds.fields.category") },
					{ label: t("externalFunds.period") },
					{ label: t("externalFunds.fields.decision") },
					{ label: t("externalFunds.planned"), number: true },
					{ label: t("externalFunds.decided"), number: true },
					{ label: t("externalFunds.received"), number: true },
					{ label: t("externalFunds.spent"), number: true },
				]}
				rows={funds.map((fund) => ({
					key: fund.id,
					cells: [
						<div key="title" className="min-w-52">
							<a href={`${PATH}/${fund.id}`}>{fund.title}</a>
							<span className="block text-xs text-ink-soft">
								{[fund.funder, fund.number, fund.principalInvestigator].filter(Boolean).join(" / ")}
							</span>
						</div>,
						<div key="category">
							{t(`categories.${fund.category}`)}
							<span className="block text-xs text-ink-soft">{fund.hubAbbreviation}</span>
						</div>,
						[fund.startsOn, fund.endsOn].some(Boolean)
							? `${fund.startsOn ? formatDayShort(fund.startsOn, lang) : ""} – ${fund.endsOn ? formatDayShort(fund.endsOn, lang) : ""}`
							: "–",
						fund.voidedAt ? (
							<StatusBadge key="state" status="void" label={t("externalFunds.voided")} />
						) : (
							<StatusBadge
								key="state"
								status={`decision_${fund.decision}`}
								label={t(`externalFunds.decisions.${fund.decision}`)}
							/>
						),
						<Amount key="planned" yen={fund.plannedYen} precision={fund.planPrecision} unit="yen" />,
						<Amount key="decided" yen={fund.decidedYen} precision={fund.planPrecision} unit="yen" />,
						<Amount key="received" yen={fund.receivedYen} precision={fund.precision} unit="yen" />,
						<Amount key="spent" yen={fund.spentYen} unit="yen" />,
					],
				}))}
			/>
			<p className="hint mt-2 max-w-text">{t("externalFunds.listNote")}</p>
			<Pager first={firstHref} next={nextHref} />
		</>
	);
}

/** What the whole selection adds up to, whatever page of it is shown. */
function Sum() {
	const { sum, query } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	if (!sum) return null;
	const amount = (yen: bigint, precision: Precision) => (
		<span className="tabular-nums">
			<Amount yen={yen} precision={precision} unit="yen" />
		</span>
	);
	return (
		<section className="mb-5" aria-label={t("externalFunds.sum")}>
			<Facts
				rows={[
					{
						label: t("externalFunds.sum"),
						value: `${t("externalFunds.count", { count: sum.count, funds: formatInteger(sum.count) })} / ${
							query.fiscalYear ? formatFiscalYear(Number(query.fiscalYear), lang) : t("programme.allYears")
						}`,
					},
					{ label: t("externalFunds.planned"), value: amount(sum.plannedYen, sum.planPrecision) },
					{ label: t("externalFunds.decided"), value: amount(sum.decidedYen, sum.planPrecision) },
					{ label: t("externalFunds.received"), value: amount(sum.receivedYen, sum.precision) },
				]}
			/>
			{query.category === undefined ? <p className="hint mt-1">{t("externalFunds.sumNote")}</p> : null}
		</section>
	);
}

function Filters() {
	const { query, hubs, years, voided } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<ListFilters
			action={PATH}
			search={{ label: t("externalFunds.search"), example: t("externalFunds.searchExample"), value: query.q }}
			hub={query.hub}
			hubs={hubs}
		>
			<SelectField
				name="category"
				label={t("externalFunds.fields.category")}
				value={query.category}
				all={t("filters.all")}
				options={FUND_CATEGORIES.map((value) => ({ value, label: t(`categories.${value}`) }))}
			/>
			<SelectField
				name="fiscalYear"
				label={t("filters.fiscalYear")}
				value={query.fiscalYear}
				all={t("filters.all")}
				options={years.map((year) => ({ value: String(year), label: formatFiscalYear(year, lang) }))}
			/>
			<SelectField
				name="decision"
				label={t("externalFunds.fields.decision")}
				value={query.decision}
				all={t("filters.all")}
				options={[
					...DECISIONS.map((value) => ({ value, label: t(`externalFunds.decisions.${value}`) })),
					{ value: voided, label: t("externalFunds.voided") },
				]}
			/>
		</ListFilters>
	);
}
