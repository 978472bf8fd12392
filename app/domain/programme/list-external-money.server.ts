import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { inMeasure, measuredAccounts, sumOf } from "../ledger/measure-sql.server";
import { type Yen, yen } from "../money/yen";
import { COLUMNS } from "./external-money";

const precision = z.enum(["yen", "million_yen"]);
const row = z.object({
	/** null: programme funds; absent in the row of the whole */
	hubId: z.uuid().nullable(),
	fiscalYear: z.number().nullable(),
	isWhole: z.boolean(),
	yen: z.array(z.bigint().transform((value): Yen => yen(value))),
	precision: z.array(precision),
	count: z.array(z.bigint().transform(Number)),
});

export type Figure = { yen: Yen; precision: z.output<typeof precision>; count: number };
export type ExternalMoneyRow = { hubId: string | null; fiscalYear: number | null; figures: Figure[] };
export type ExternalMoney = { rows: ExternalMoneyRow[]; whole: ExternalMoneyRow };

/**
 * The programme's table: for every hub of one fiscal year, or every fiscal year of one hub (or of all), the figures of
 * {@link COLUMNS}. Each figure, the sums of columns too, is one SUM over the ledger's rollup.
 */
export async function listExternalMoney(
	ctx: Ctx,
	input: { by: "hub" | "fiscalYear"; fiscalYear?: number; hubId?: string },
): Promise<ExternalMoney> {
	await authorize(ctx, "read", "LedgerBalance");
	const group = Prisma.raw(input.by === "hub" ? "lb.hub_id" : "lb.fiscal_year");
	const found = await readRows(
		ctx,
		row,
		(visible) => Prisma.sql`
		SELECT ${Prisma.raw(input.by === "hub" ? "lb.hub_id" : "NULL::uuid")} AS "hubId",
			${Prisma.raw(input.by === "hub" ? "NULL::int" : "lb.fiscal_year")} AS "fiscalYear",
			grouping(${group}) = 1 AS "isWhole",
			ARRAY[${Prisma.join(COLUMNS.map(({ key }) => sumIn(key)))}] AS "yen",
			ARRAY[${Prisma.join(COLUMNS.map(({ key }) => precisionIn(key)))}] AS "precision",
			ARRAY[${Prisma.join(COLUMNS.map(({ key }) => countIn(key)))}] AS "count"
		FROM ledger_balance lb
		WHERE ${visible("ledger_balance", "lb")} AND lb.account IN (${measuredAccounts()})
			${input.fiscalYear === undefined ? Prisma.empty : Prisma.sql`AND lb.fiscal_year = ${input.fiscalYear}`}
			${input.hubId === undefined ? Prisma.empty : Prisma.sql`AND lb.hub_id = ${input.hubId}::uuid`}
		GROUP BY GROUPING SETS ((${group}), ())
		ORDER BY "isWhole", "fiscalYear" DESC`,
	);
	const rows = found.filter((line) => !line.isWhole).map(toRow);
	const whole = found.find((line) => line.isWhole);
	return { rows, whole: whole ? toRow(whole) : { hubId: null, fiscalYear: null, figures: [] } };
}

type Key = (typeof COLUMNS)[number]["key"];

function selected(key: Key): Prisma.Sql {
	const measured = inMeasure("lb", key.measure);
	return key.category === undefined ? measured : Prisma.sql`${measured} AND lb.category = ${key.category}`;
}

function sumIn(key: Key): Prisma.Sql {
	return sumOf("lb", key.measure, key.category);
}

function precisionIn(key: Key): Prisma.Sql {
	return Prisma.sql`CASE WHEN bool_or(lb."precision" = 'million_yen') FILTER (WHERE ${selected(key)}) THEN 'million_yen' ELSE 'yen' END`;
}

function countIn(key: Key): Prisma.Sql {
	return Prisma.sql`coalesce(sum(lb.entry_count) FILTER (WHERE ${selected(key)}), 0)::bigint`;
}

function toRow(line: z.output<typeof row>): ExternalMoneyRow {
	const figures = line.yen.map((amount, index) => ({
		yen: amount,
		precision: line.precision[index] ?? "yen",
		count: line.count[index] ?? 0,
	}));
	return { hubId: line.hubId, fiscalYear: line.fiscalYear, figures };
}
