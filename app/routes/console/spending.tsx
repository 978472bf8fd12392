import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { listMyHubs } from "~/domain/access/list-my-hubs.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { USES } from "~/domain/ledger/kinds";
import { EXPENSE_ITEMS } from "~/domain/spending/expense-items";
import { listSpending } from "~/domain/spending/list-spending.server";
import { formatDayShort, formatFiscalYear, formatInteger } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { Amount } from "~/ui/console/amount";
import { ListFilters } from "~/ui/console/list-filters";
import { PageHead } from "~/ui/console/page-head";
import { Pager } from "~/ui/console/pager";
import { PlainTable } from "~/ui/console/plain-table";
import { SelectField } from "~/ui/console/select-field";
import { hrefWith, readQuery } from "./list-query";
import { spendingQuery, toSpendingFilter } from "./spending-query";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const PATH = "/console/spending";
const YEARS_BACK = 8;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readQuery(request, spendingQuery);
	const { hubs } = await listMyHubs(ctx);
	const filter = toSpendingFilter(query, hubs);
	const { lines, nextCursor, sum } = await listSpending(ctx, { ...filter, cursor: query.cursor, withSum: true });
	const { cursor, ...shown } = query;
	const now = fiscalYearOf(ctx.now);
	const ja = ctx.lang === "ja";
	const of = query.fund ? `fund/${query.fund}` : query.externalFund ? `external/${query.externalFund}` : undefined;
	return {
		title: getT(ctx.lang, "console")("spending.title"),
		query: shown,
		sum,
		lines: lines.map((line) => ({
			...line,
			source: (ja ? line.fundJa : line.fundEn) ?? line.externalTitle ?? "",
			sourceHref:
				line.fundSlug === null ? `/console/external-funds/${line.externalFundId}` : `/console/funds/${line.fundSlug}`,
		})),
		mayRecord: mayEver(ctx, "record", "SpendingLine"),
		mayExport: mayEver(ctx, "export", "LedgerBalance"),
		hubs: hubs.map((hub) => ({ value: hub.slug, label: hub.abbreviation })),
		years: Array.from({ length: YEARS_BACK + 1 }, (_, index) => now - index),
		csvHref: hrefWith(`${PATH}.csv`, shown),
		newHref: hrefWith(`${PATH}/new`, { of }),
		firstHref: cursor ? hrefWith(PATH, shown) : null,
		nextHref: nextCursor ? hrefWith(PATH, { ...shown, cursor: nextCursor }) : null,
	};
}

export default function Spending() {
	const page = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const { title, lines, sum } = page;
	return (
		<>
			<PageHead title={title} lead={t("spending.lead")}>
				{page.mayExport ? (
					<a className="btn btn-small" href={page.csvHref}>
						{t("list.csv")}
					</a>
				) : null}
				{page.mayRecord ? (
					<a className="btn btn-small btn-primary" href={page.newHref}>
						{t("spending.new")}
					</a>
				) : null}
			</PageHead>
			<Filters />
			{sum ? (
				<p className="mb-4">
					<span className="figure text-2xl">
						<Amount yen={sum.yen} unit="yen" />
					</span>{" "}
					<span className="text-sm text-ink-soft">
						{t("lines.sumOf", { count: sum.count, lines: formatInteger(sum.count) })}
					</span>
				</p>
			) : null}
			<PlainTable
				label={title}
				empty={t("spending.none")}
				columns={[
					{ label: t("spending.fields.spentOn"), number: true },
					{ label: t("filters.hub") },
					{ label: t("spending.fields.of") },
					{ label: t("spending.fields.expenseItem") },
					{ label: t("spending.fields.use") },
					{ label: t("spending.fields.description") },
					{ label: t("spending.fields.voucher") },
					{ label: t("spending.fields.amountYen"), number: true },
				]}
				rows={lines.map((line) => ({
					key: line.id,
					cells: [
						formatDayShort(line.spentOn, lang),
						line.hubAbbreviation ?? t("programme.programmeFunds"),
						<a key="of" href={line.sourceHref}>
							{line.source}
						</a>,
						t(`expenseItems.${line.expenseItem}`),
						t(`uses.${line.use}`),
						<a key="what" href={`${PATH}/${line.id}`} className={line.voidedAt ? "line-through" : undefined}>
							{line.description}
						</a>,
						line.voucher || "–",
						<Amount key="yen" yen={line.amountYen} unit="yen" />,
					],
				}))}
			/>
			<Pager first={page.firstHref} next={page.nextHref} />
		</>
	);
}

function Filters() {
	const { query, hubs, years } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const all = t("filters.all");
	return (
		<ListFilters
			action={PATH}
			search={{ label: t("spending.search"), example: t("spending.searchExample"), value: query.q }}
			hub={query.hub}
			hubs={hubs}
		>
			{query.fund ? <input type="hidden" name="fund" value={query.fund} /> : null}
			{query.externalFund ? <input type="hidden" name="externalFund" value={query.externalFund} /> : null}
			<SelectField
				name="fiscalYear"
				label={t("filters.fiscalYear")}
				value={query.fiscalYear}
				all={all}
				options={years.map((year) => ({ value: String(year), label: formatFiscalYear(year, lang) }))}
			/>
			<SelectField
				name="item"
				label={t("spending.fields.expenseItem")}
				value={query.item}
				all={all}
				options={EXPENSE_ITEMS.map((value) => ({ value, label: t(`expenseItems.${value}`) }))}
			/>
			<SelectField
				name="use"
				label={t("spending.fields.use")}
				value={query.use}
				all={all}
				options={USES.map((value) => ({ value, label: t(`uses.${value}`) }))}
			/>
			<SelectField
				name="state"
				label={t("spending.state")}
				value={query.state}
				all={t("spending.standing")}
				options={[{ value: "voided", label: t("spending.voided") }]}
			/>
		</ListFilters>
	);
}
