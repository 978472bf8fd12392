import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { inMeasure } from "../ledger/measure-sql.server";
import { MEASURES } from "../ledger/measures";
import { type Yen, yen } from "../money/yen";
import { type Desk, type DeskFigure, type DeskQuestion, type Dimension, NONE } from "./desk";

const yenColumn = z.bigint().transform((value): Yen => yen(value));
const precision = z.enum(["yen", "million_yen"]);
const cell = z.object({
	row: z.string().nullable(),
	column: z.string().nullable(),
	ofEveryRow: z.boolean(),
	ofEveryColumn: z.boolean(),
	yen: yenColumn,
	lastYen: yenColumn,
	precision,
	lastPrecision: precision,
	count: z.bigint().transform(Number),
});
type Cell = z.output<typeof cell>;

const COLUMN_OF: Record<Dimension, Prisma.Sql> = {
	hub: Prisma.sql`lb.hub_id`,
	category: Prisma.sql`lb.category`,
	use: Prisma.sql`lb.use`,
	channel: Prisma.sql`lb.channel`,
	institution: Prisma.sql`lb.institution_id`,
	fiscalYear: Prisma.sql`lb.fiscal_year`,
};

/**
 * One measure of money by one or two dimensions, beside the fiscal year before. Every figure, totals of rows and columns
 * too, is one SUM over the ledger's rollup, all of them in one query.
 */
export async function getDesk(ctx: Ctx, question: DeskQuestion): Promise<Desk> {
	await authorize(ctx, "read", "LedgerBalance");
	const cells = await readRows(
		ctx,
		cell,
		(visible) => Prisma.sql`
		WITH of_year AS (
			SELECT ${COLUMN_OF[question.rows]} AS r, ${question.columns ? COLUMN_OF[question.columns] : Prisma.sql`NULL::text`} AS c,
				lb.fiscal_year, lb."precision", sum(lb.amount_yen) AS amount, sum(lb.entry_count) AS entries
			FROM ledger_balance lb
			WHERE ${visible("ledger_balance", "lb")} AND ${inMeasure("lb", question.measure)} AND ${whereOf(question)}
			GROUP BY 1, 2, 3, 4
		), beside AS (
			SELECT ${question.rows === "fiscalYear" ? Prisma.sql`y.fiscal_year` : Prisma.sql`o.r`} AS r,
				${question.columns === "fiscalYear" ? Prisma.sql`y.fiscal_year` : Prisma.sql`o.c`} AS c,
				y.is_now, o."precision", o.amount, o.entries
			FROM of_year o, LATERAL (VALUES (o.fiscal_year, true), (o.fiscal_year + 1, false)) AS y(fiscal_year, is_now)
			WHERE ${question.where.fiscalYear === undefined ? Prisma.sql`TRUE` : Prisma.sql`y.fiscal_year = ${question.where.fiscalYear}`}
		)
		SELECT r::text AS "row", c::text AS "column", grouping(r) = 1 AS "ofEveryRow", grouping(c) = 1 AS "ofEveryColumn",
			${sumWhen(question, "is_now")} AS "yen", ${sumWhen(question, "NOT is_now")} AS "lastYen",
			${precisionWhen("is_now")} AS "precision", ${precisionWhen("NOT is_now")} AS "lastPrecision",
			coalesce(sum(entries) FILTER (WHERE is_now), 0)::bigint AS "count"
		FROM beside
		GROUP BY GROUPING SETS ((r, c), (r), (c), ())`,
	);
	return toDesk(question, cells);
}

function whereOf({ where }: DeskQuestion): Prisma.Sql {
	const { hubId, category, use, channel, institutionId, fiscalYear } = where;
	const conditions = [Prisma.sql`TRUE`];
	if (hubId === null) conditions.push(Prisma.sql`lb.hub_id IS NULL`);
	else if (hubId !== undefined) conditions.push(Prisma.sql`lb.hub_id = ${hubId}::uuid`);
	if (category !== undefined) conditions.push(Prisma.sql`lb.category = ${category}`);
	if (use !== undefined) conditions.push(Prisma.sql`lb.use = ${use}`);
	if (channel === null) conditions.push(Prisma.sql`lb.channel IS NULL`);
	else if (channel !== undefined) conditions.push(Prisma.sql`lb.channel = ${channel}`);
	if (institutionId !== undefined) conditions.push(Prisma.sql`lb.institution_id = ${institutionId}::uuid`);
	if (fiscalYear !== undefined) conditions.push(Prisma.sql`lb.fiscal_year IN (${fiscalYear}, ${fiscalYear - 1})`);
	return Prisma.join(conditions, " AND ");
}

function sumWhen({ measure }: DeskQuestion, when: "is_now" | "NOT is_now"): Prisma.Sql {
	const sign = Prisma.raw(MEASURES[measure].sign === -1 ? "-" : "");
	return Prisma.sql`(${sign}coalesce(sum(amount) FILTER (WHERE ${Prisma.raw(when)}), 0))::bigint`;
}

function precisionWhen(when: "is_now" | "NOT is_now"): Prisma.Sql {
	return Prisma.sql`CASE WHEN bool_or("precision" = 'million_yen') FILTER (WHERE ${Prisma.raw(when)}) THEN 'million_yen' ELSE 'yen' END`;
}

function toDesk(question: DeskQuestion, cells: Cell[]): Desk {
	const { rows, columns, where } = question;
	const inOneYear = where.fiscalYear !== undefined;
	const figureOf = (found: Cell | undefined, hasYear: boolean): DeskFigure => ({
		yen: found?.yen ?? yen(0),
		precision: found?.precision ?? "yen",
		count: found?.count ?? 0,
		last: inOneYear || hasYear ? { yen: found?.lastYen ?? yen(0), precision: found?.lastPrecision ?? "yen" } : null,
	});
	const byRow = new Map<string, { cells: Map<string, DeskFigure>; whole: DeskFigure }>();
	const foot = new Map<string, DeskFigure>();
	let whole = figureOf(undefined, false);
	const rowYear = rows === "fiscalYear";
	const columnYear = columns === "fiscalYear";
	// Without columns both sets of a row are the same figure.
	const found = columns === null ? cells.filter((one) => one.ofEveryColumn) : cells;
	for (const one of found) {
		const row = one.row ?? NONE;
		const column = one.column ?? NONE;
		if (one.ofEveryRow && one.ofEveryColumn) whole = figureOf(one, false);
		else if (one.ofEveryRow) foot.set(column, figureOf(one, columnYear));
		else if (one.ofEveryColumn) rowIn(row).whole = figureOf(one, rowYear);
		else rowIn(row).cells.set(column, figureOf(one, rowYear || columnYear));
	}
	// The year after the last one with money has only a year before.
	const isYearAhead = (figure: DeskFigure) => figure.count === 0 && figure.yen === 0n;
	return {
		columns: [...foot].flatMap(([key, figure]) => (columnYear && isYearAhead(figure) ? [] : [key])),
		rows: [...byRow].flatMap(([key, row]) => (rowYear && isYearAhead(row.whole) ? [] : [{ key, ...row }])),
		whole: { cells: foot, whole },
	};

	function rowIn(key: string) {
		const known = byRow.get(key) ?? { cells: new Map<string, DeskFigure>(), whole: figureOf(undefined, rowYear) };
		byRow.set(key, known);
		return known;
	}
}
