import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { mayEver } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { COLUMNS } from "~/domain/programme/external-money";
import { getReviewSheet } from "~/domain/programme/get-review-sheet.server";
import { listFiscalYears } from "~/domain/programme/list-fiscal-years.server";
import { formatFiscalYear } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { useLang, useT } from "~/i18n/use-t";
import { ExternalMoneyChart } from "~/ui/console/external-money-chart";
import { ExternalMoneyTable } from "~/ui/console/external-money-table";
import { PageHead, Section } from "~/ui/console/page-head";
import { ReviewSheetTables } from "~/ui/console/review-sheet";
import { SelectField } from "~/ui/console/select-field";
import { programmeHref, readTableQuery } from "./programme-query";
import { readProgrammeTable } from "./programme-table";
import { toReviewSheetView } from "./review-sheet-view";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const COLUMN_VIEWS = COLUMNS.map(({ id, group }) => ({ id, group }));
/** What the bars are made of: gifts net of refunds and fees, and each category of external funds. */
const CHARTED = COLUMN_VIEWS.map((column, index) => ({ ...column, index })).filter(
	({ id, group }) => id === "gift_net" || group === "external",
);
const TOTAL = COLUMN_VIEWS.findIndex(({ group }) => group === "total");

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const query = readTableQuery(new URL(request.url));
	const [table, years, sheet] = await Promise.all([
		readProgrammeTable(ctx, query),
		listFiscalYears(ctx),
		getReviewSheet(ctx),
	]);
	const shown = { fiscalYear: table.fiscalYear, hub: table.hub?.slug };
	const csv = (encoding?: string) =>
		mayEver(ctx, "export", "LedgerBalance") ? programmeHref("/console/programme.csv", { ...shown, encoding }) : null;
	return {
		...table,
		hubName: table.hub ? (ctx.lang === "ja" ? table.hub.nameJa : table.hub.nameEn) : null,
		years,
		unit: query.unit,
		unitHref: programmeHref("/console/programme", { ...shown, unit: query.unit === "yen" ? "million" : "yen" }),
		csvHref: csv(),
		csvSjisHref: csv("cp932"),
		sheet: toReviewSheetView(sheet, ctx.lang),
		mayImport: mayEver(ctx, "import", "LedgerBalance"),
		title: getT(ctx.lang, "console")("programme.title"),
	};
}

export default function Programme() {
	const { title, by, rows, whole, unit, unitHref, csvHref, csvSjisHref, hubName, fiscalYear, sheet, mayImport } =
		useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	const year = fiscalYear === "all" ? t("programme.allYears") : formatFiscalYear(fiscalYear, lang);
	// A category that nobody had money of would only push the others out of sight.
	const columns = COLUMN_VIEWS.filter(({ group }, index) => group !== "external" || whole.cells[index]?.href != null);
	const isShown = (cell: { id: string }) => columns.some((column) => column.id === cell.id);
	const heading = t("programme.heading", { whose: hubName ?? t("programme.everyHub"), year });
	return (
		<>
			<PageHead title={title} lead={t("programme.lead")}>
				<a className="btn btn-small" href={unitHref}>
					{unit === "yen" ? t("programme.toMillion") : t("programme.toYen")}
				</a>
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
			<Section title={heading} note={t("programme.giftNote")}>
				<ExternalMoneyTable
					label={heading}
					rowHead={by === "hub" ? t("filters.hub") : t("filters.fiscalYear")}
					columns={columns}
					rows={rows.map((row) => ({ ...row, cells: row.cells.filter(isShown) }))}
					whole={{ ...whole, cells: whole.cells.filter(isShown) }}
					unit={unit}
				/>
				{columns.length === COLUMN_VIEWS.length ? null : <p className="hint mt-2">{t("programme.emptyNote")}</p>}
				<p className="hint mt-2 max-w-text">
					{unit === "million" ? t("programme.millionNote") : t("programme.yenNote")} {t("programme.apartNote")}
				</p>
			</Section>
			{whole.cells[TOTAL]?.href == null ? null : (
				<Section title={t("programme.chart")}>
					<ExternalMoneyChart
						title={`${t("programme.chart")}: ${heading}`}
						unit={t("programme.chartUnit")}
						parts={CHARTED.map(({ id }) => ({
							id,
							label: t(`programme.columnLong.${id}` as "programme.columnLong.total"),
						}))}
						rows={rows.map((row) => ({
							label: row.label,
							yen: CHARTED.map(({ index }) => row.cells[index]?.yen ?? 0n),
							totalYen: row.cells[TOTAL]?.yen ?? 0n,
						}))}
					/>
				</Section>
			)}
			<ReviewSheetTables sheet={sheet} />
			{mayImport ? (
				<p className="no-print mt-4 text-sm">
					<a href="/console/imports/review-sheet">{t("imports.reviewSheet")}</a>
				</p>
			) : null}
		</>
	);
}

function Filters() {
	const { hubs, hub, years, fiscalYear, unit } = useLoaderData<typeof loader>();
	const t = useT("console");
	const lang = useLang();
	return (
		<form method="get" action="/console/programme" className="no-print flex flex-wrap items-end gap-3">
			<input type="hidden" name="unit" value={unit} />
			<SelectField
				name="fiscalYear"
				label={t("filters.fiscalYear")}
				value={String(fiscalYear)}
				options={[
					...years.map((year) => ({ value: String(year), label: formatFiscalYear(year, lang) })),
					{ value: "all", label: t("programme.allYears") },
				]}
			/>
			{hubs.length > 1 ? (
				<SelectField
					name="hub"
					label={t("filters.hub")}
					value={hub?.slug}
					all={t("programme.everyHub")}
					options={hubs.map((one) => ({ value: one.slug, label: one.abbreviation }))}
				/>
			) : null}
			<button type="submit" className="btn btn-small min-h-9">
				{t("filters.apply")}
			</button>
		</form>
	);
}
