import { authorize } from "~/domain/access/authorize.server";
import type { StaffCtx } from "~/domain/access/ctx.server";
import { formatFiscalYear, formatMoment, roundToMillion } from "~/i18n/format";
import { getT } from "~/i18n/texts.server";
import type { SheetCell, SheetColumn } from "~/platform/sheets/write-sheet.server";
import { DESK_FILTERS, type DeskQuery, deskHref } from "./desk-query";
import { type DeskCell, type DeskTable, type DeskTableRow, readDeskTable } from "./desk-table";

export type DeskFile = {
	columns: SheetColumn[];
	rows: SheetCell[][];
	/** what the figures mean, and how they were chosen and when */
	definitions: [item: string, text: string][];
	about: [item: string, text: string][];
};

/**
 * The desk's table as a file: the same numbers, with their definitions, the moment they are of and who made it. An amount
 * only known in millions stands in a column of 百万円, so that nobody takes it for an exact one.
 */
export async function readDeskFile(ctx: StaffCtx, query: DeskQuery): Promise<DeskFile> {
	await authorize(ctx, "export", "LedgerBalance");
	const table = await readDeskTable(ctx, query);
	const t = getT(ctx.lang, "console");
	const lines = [...table.rows, table.whole];
	const parts = partsOf(ctx, query, table, lines);
	return {
		columns: [
			{ heading: t(`desk.dimensions.${table.rowsBy}`), kind: "text" },
			...parts.map(({ heading, kind }) => ({ heading, kind })),
		],
		rows: lines.map((row) => [row.label, ...parts.map(({ read }) => read(row))]),
		definitions: [
			[t(`measures.${query.measure}`), t(`desk.definitions.${query.measure}`)],
			[t("desk.file.year"), t("desk.yearNote")],
			[t("desk.file.rounding"), t("desk.file.roundingText")],
		],
		about: [
			[t("desk.file.asOf"), formatMoment(ctx.now, ctx.lang)],
			[t("desk.file.madeBy"), ctx.actor.name],
			[
				t("filters.fiscalYear"),
				table.fiscalYear === "all" ? t("programme.allYears") : formatFiscalYear(table.fiscalYear, ctx.lang),
			],
			[t("desk.file.condition"), conditionOf(ctx, query) || "–"],
			["URL", deskHref("/console/desk", query)],
		],
	};
}

type FilePart = SheetColumn & { read: (row: DeskTableRow) => SheetCell };

function partsOf(ctx: StaffCtx, query: DeskQuery, table: DeskTable, lines: readonly DeskTableRow[]): FilePart[] {
	const t = getT(ctx.lang, "console");
	const whole = t("desk.file.total");
	return [
		...table.columns.flatMap(({ label }, index) => {
			const cellIn = (row: DeskTableRow) => row.cells[index];
			const own = amountParts(ctx, label, lines, (row) => cellIn(row) ?? null);
			if (query.change !== "cells" || !hasLast(lines, cellIn)) return own;
			return [...own, ...amountParts(ctx, `${label} ${t("desk.lastYear")}`, lines, (row) => cellIn(row)?.last ?? null)];
		}),
		...amountParts(ctx, whole, lines, (row) => row.whole),
		...(table.besideLastYear ? changeParts(ctx, lines) : []),
	];
}

const hasLast = (lines: readonly DeskTableRow[], cellIn: (row: DeskTableRow) => DeskCell | undefined) =>
	lines.some((row) => cellIn(row)?.last != null);

type Given = { yen: bigint; precision: "yen" | "million_yen" } | null;

/** A column of yen, and one of 百万円 where an amount is known no better. */
function amountParts(
	ctx: StaffCtx,
	label: string,
	lines: readonly DeskTableRow[],
	read: (row: DeskTableRow) => Given,
): FilePart[] {
	const t = getT(ctx.lang, "console");
	const exact: FilePart = {
		heading: `${label} (${t("units.yen")})`,
		kind: "yen",
		read: (row) => (read(row)?.precision === "yen" ? (read(row)?.yen ?? null) : null),
	};
	if (!lines.some((row) => read(row)?.precision === "million_yen")) return [exact];
	const millions: FilePart = {
		heading: `${label} (${t("units.million")})`,
		kind: "yen",
		read: (row) => (read(row)?.precision === "million_yen" ? roundToMillion(read(row)?.yen ?? 0n) : null),
	};
	return [exact, millions];
}

function changeParts(ctx: StaffCtx, lines: readonly DeskTableRow[]): FilePart[] {
	const t = getT(ctx.lang, "console");
	const changed = (row: DeskTableRow): Given => (row.whole.change.kind === "none" ? null : row.whole.change);
	return [
		...amountParts(ctx, t("desk.lastYear"), lines, (row) => row.whole.last),
		...amountParts(ctx, t("desk.changeYen"), lines, changed),
		{
			heading: t("desk.changePercent"),
			kind: "ratio",
			read: ({ whole: { change } }) =>
				change.kind === "change" && change.perMille !== null ? Number(change.perMille) / 1000 : null,
		},
	];
}

function conditionOf(ctx: StaffCtx, query: DeskQuery): string {
	const t = getT(ctx.lang, "console");
	return DESK_FILTERS.filter((name) => name !== "fiscalYear" && query[name] !== undefined)
		.map((name) => `${t(`desk.dimensions.${name}`)}: ${query[name]}`)
		.join(" / ");
}
