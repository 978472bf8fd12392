import type { Ctx } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { CATEGORIES, CATEGORIES_APART, CHANNELS, type Precision, USES } from "~/domain/ledger/kinds";
import {
	type Change,
	changeOf,
	type Desk,
	type DeskFigure,
	type DeskQuestion,
	type Dimension,
	NONE,
} from "~/domain/programme/desk";
import { getDesk } from "~/domain/programme/get-desk.server";
import { type DeskPlaces, listDeskPlaces } from "~/domain/programme/list-desk-places.server";
import { formatFiscalYear } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import { columnsOf, type DeskQuery, deskHref } from "./desk-query";
import { idOf } from "./lines-filter";
import { NO_HUB, programmeHref } from "./programme-query";

export type DeskCell = {
	yen: bigint;
	precision: Precision;
	last: { yen: bigint; precision: Precision } | null;
	change: Change;
	/** its ledger lines; null when there are none */
	href: string | null;
};
export type DeskTableRow = { key: string; label: string; title?: string; cells: DeskCell[]; whole: DeskCell };
export type DeskTable = {
	fiscalYear: number | "all";
	rowsBy: Dimension;
	columnsBy: Dimension | null;
	columns: { key: string; label: string }[];
	/** columns without money, left out */
	hidden: string[];
	rows: DeskTableRow[];
	whole: DeskTableRow;
	/** whether totals of rows stand beside a fiscal year before */
	besideLastYear: boolean;
};

type Key = { key: string; label: string; title?: string; slug: string };

/** The table of the desk, which its files repeat. */
export async function readDeskTable(ctx: Ctx, query: DeskQuery): Promise<DeskTable & { places: DeskPlaces }> {
	const places = await listDeskPlaces(ctx);
	const question = toQuestion(ctx, query, places);
	const desk = await getDesk(ctx, question);
	return { ...toDeskTable(ctx, { query, question, desk, places }), places };
}

function toQuestion(ctx: Ctx, query: DeskQuery, { hubs, institutions }: DeskPlaces): DeskQuestion {
	const columns = columnsOf(query);
	const byYear = query.rows === "fiscalYear" || columns === "fiscalYear";
	const year = query.fiscalYear ?? (byYear ? "all" : fiscalYearOf(ctx.now));
	const { measure, category, use, hub, channel, institution } = query;
	return {
		measure,
		rows: query.rows,
		columns,
		where: {
			category,
			use,
			hubId: hub === undefined ? undefined : hub === NO_HUB ? null : idOf("hub", hub, hubs),
			channel: channel === NO_HUB ? null : channel,
			institutionId: institution && idOf("institution", institution, institutions),
			fiscalYear: year === "all" ? undefined : year,
		},
	};
}

type Shown = { query: DeskQuery; question: DeskQuestion; desk: Desk; places: DeskPlaces };

function toDeskTable(ctx: Ctx, shown: Shown): DeskTable {
	const { query, question, desk } = shown;
	const t = getT(ctx.lang, "console");
	const hasMoney = (figure: DeskFigure | undefined) =>
		figure !== undefined && (figure.count > 0 || figure.yen !== 0n || (figure.last?.yen ?? 0n) !== 0n);
	const possible = question.columns === null ? [] : keysOf(ctx, question.columns, desk.columns, shown);
	const columns = possible.filter(({ key }) => hasMoney(desk.whole.cells.get(key)));
	const fiscalYear = question.where.fiscalYear ?? "all";
	const found = new Map(desk.rows.map((row) => [row.key, row]));
	const everyRow = keysOf(ctx, question.rows, [...found.keys()], shown);
	// A hub without money is a fact worth its row; an empty category is not.
	const shownRows = everyRow.filter(({ key }) =>
		question.rows === "hub" ? key !== NONE || found.has(key) : hasMoney(found.get(key)?.whole),
	);
	const cellOf = (figure: DeskFigure | undefined, row: Key | null, column: Key | null): DeskCell => ({
		yen: figure?.yen ?? 0n,
		precision: figure?.precision ?? "yen",
		last: figure?.last ?? null,
		change: figure ? changeOf(figure) : { kind: "none" },
		href: figure && figure.count !== 0 ? linesHref({ query, question, fiscalYear }, row, column) : null,
	});
	return {
		fiscalYear,
		rowsBy: question.rows,
		columnsBy: question.columns,
		columns: columns.map(({ key, label }) => ({ key, label })),
		hidden: possible.filter((one) => one.key !== NONE && !columns.includes(one)).map(({ label }) => label),
		rows: shownRows.map((row) => ({
			key: row.slug,
			label: row.label,
			title: row.title,
			cells: columns.map((column) => cellOf(found.get(row.key)?.cells.get(column.key), row, column)),
			whole: cellOf(found.get(row.key)?.whole, row, null),
		})),
		whole: {
			key: "whole",
			label: t("programme.whole"),
			cells: columns.map((column) => cellOf(desk.whole.cells.get(column.key), null, column)),
			whole: cellOf(desk.whole.whole, null, null),
		},
		besideLastYear: question.rows === "fiscalYear" || question.where.fiscalYear !== undefined,
	};
}

/** The lines of one figure: what narrows the table, and the row and column it stands in. */
function linesHref(
	{ query, question, fiscalYear }: Pick<Shown, "query" | "question"> & { fiscalYear: number | "all" },
	row: Key | null,
	column: Key | null,
): string {
	const { measure, hub, category, use, channel, institution, unit } = query;
	const desk = deskHref("", query).slice(1);
	return programmeHref("/console/programme/lines", {
		measure,
		...{ hub, category, use, channel, institution, fiscalYear },
		...(row ? { [question.rows]: row.slug } : {}),
		...(column && question.columns ? { [question.columns]: column.slug } : {}),
		unit,
		desk: desk === "" ? "measure=external" : desk,
	});
}

/** Every key of a dimension with its name, in the order of the table; years newest first, as far as there are any. */
function keysOf(ctx: Ctx, dimension: Dimension, found: string[], { query, places }: Shown): Key[] {
	const t = getT(ctx.lang, "console");
	const ja = ctx.lang === "ja";
	const plain = (keys: readonly string[], label: (key: string) => string): Key[] =>
		keys.map((key) => ({ key, slug: key, label: label(key) }));
	switch (dimension) {
		case "hub":
			return [
				...places.hubs
					.filter(({ slug }) => query.hub === undefined || query.hub === slug)
					.map((hub) => ({
						key: hub.id,
						slug: hub.slug,
						label: hub.abbreviation,
						title: ja ? hub.nameJa : hub.nameEn,
					})),
				{ key: NONE, slug: NO_HUB, label: t("programme.programmeFunds") },
			];
		case "institution":
			return places.institutions
				.filter(({ id, slug }) => found.includes(id) || query.institution === slug)
				.map((one) => ({ key: one.id, slug: one.slug, label: ja ? one.nameJa : one.nameEn }));
		case "category":
			return plain(categoriesOf(query), (key) => t(`categories.${key}` as "categories.gift"));
		case "use":
			return plain(query.use ? [query.use] : USES, (key) => t(`uses.${key}` as "uses.running"));
		case "channel":
			return plain(
				[...CHANNELS, NONE].filter((key) => query.channel === undefined || query.channel === key),
				(key) => (key === NONE ? t("desk.noChannel") : t(`channels.${key}` as "channels.card")),
			);
		case "fiscalYear":
			return plain(
				[...found].sort((a, b) => Number(b) - Number(a)),
				(key) => formatFiscalYear(Number(key), ctx.lang),
			);
	}
}

/** A category the measure cannot hold is no empty column. */
function categoriesOf({ category, measure }: DeskQuery): readonly string[] {
	if (category) return [category];
	if (measure === "host" || measure === "wpi_subsidy") return [measure];
	if (measure === "fee") return ["gift"];
	const apart: readonly string[] =
		measure === "external" ? CATEGORIES_APART : measure === "secured" ? ["wpi_subsidy"] : [];
	return CATEGORIES.filter((one) => !apart.includes(one));
}
