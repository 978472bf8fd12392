import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { EXPENSE_ITEMS } from "../spending/expense-items";
import { figureLines, type LinesOf, type ReadPoint } from "./figure-lines.server";
import { declarationOf } from "./report-figures";

const integer = z.bigint();
const rowSchema = z.object({ key: z.string(), ja: z.string(), en: z.string(), value: integer });
const figureSchema = z.object({ value: integer, lineCount: z.int(), linesSha256: z.string() });

/** Rows are parts of the value by fund, use, item or award; a use's or item's name is its key. */
type FigureReading = z.output<typeof figureSchema> & { rows: z.output<typeof rowSchema>[] };

/** Over its lines' ids and amounts, one a line, in order of id: anyone with the ledger can make it again. */
const LINES_HASH = Prisma.sql`encode(sha256(convert_to(
	coalesce(string_agg(l.id || ':' || l.amount_yen, E'\n' ORDER BY l.id), ''), 'UTF8')), 'hex')`;

/** One figure with its parts, now or as of a moment. Call it within `readWhole`: it reads the place whole. */
export async function readFigure(ctx: Ctx, of: LinesOf): Promise<FigureReading> {
	const { by } = declarationOf(of.figure);
	const [figure] = await readRows(
		ctx,
		figureSchema,
		(visible) => Prisma.sql`
		WITH ${figureLines(visible, of)}
		SELECT ${countedValue(of)} AS "value", count(*)::int AS "lineCount", ${LINES_HASH} AS "linesSha256" FROM line l`,
	);
	if (!figure) throw new Error(`figure ${of.figure} has no value`);
	return { ...figure, rows: by === undefined ? [] : await readParts(ctx, of) };
}

function countedValue({ figure }: LinesOf): Prisma.Sql {
	const { counts, sign } = declarationOf(figure);
	if (counts === "gifts") return Prisma.sql`(SELECT count(DISTINCT gift_id) FROM counted)::bigint`;
	if (counts === "donors") return Prisma.sql`(SELECT count(DISTINCT donor_id) FROM counted)::bigint`;
	return Prisma.sql`(${Prisma.raw(sign === -1 ? "-" : "")}coalesce(sum(l.amount_yen), 0))::bigint`;
}

/** Parts that came to nothing are left out: they change no sum. */
function readParts(ctx: Ctx, of: LinesOf) {
	const { by, sign } = declarationOf(of.figure);
	const sum = Prisma.sql`(${Prisma.raw(sign === -1 ? "-" : "")}sum(l.amount_yen))::bigint`;
	const parts = (key: Prisma.Sql, ja: Prisma.Sql, en: Prisma.Sql, join: Prisma.Sql) => (visible: Visible) =>
		Prisma.sql`
		WITH ${figureLines(visible, of)}
		SELECT ${key} AS "key", ${ja} AS "ja", ${en} AS "en", ${sum} AS "value" FROM line l ${join}
		GROUP BY 1, 2, 3 HAVING sum(l.amount_yen) <> 0 ORDER BY 4 DESC, 1`;
	const query = {
		fund: parts(
			Prisma.sql`f.id::text`,
			Prisma.sql`f.name_ja`,
			Prisma.sql`f.name_en`,
			Prisma.sql`JOIN fund f ON f.id = l.fund_id`,
		),
		use: parts(Prisma.sql`l.use`, Prisma.sql`l.use`, Prisma.sql`l.use`, Prisma.empty),
		item: parts(
			Prisma.sql`sl.expense_item`,
			Prisma.sql`sl.expense_item`,
			Prisma.sql`sl.expense_item`,
			Prisma.sql`JOIN spending_line sl ON l.cause_type = 'spending_line' AND sl.id::text = l.cause_id`,
		),
		external_fund: parts(
			Prisma.sql`x.id::text`,
			Prisma.sql`x.title`,
			Prisma.sql`x.title`,
			Prisma.sql`JOIN external_fund x ON x.id = l.external_fund_id`,
		),
	}[by ?? "use"];
	return readRows(ctx, rowSchema, (visible) => query(visible));
}

const boughtSchema = z.object({
	fundId: z.string(),
	ja: z.string(),
	en: z.string(),
	item: z.enum(EXPENSE_ITEMS),
	yen: integer,
	/** the dearest lines as the books describe them */
	bought: z.array(z.string()),
});
type Bought = z.output<typeof boughtSchema>;
const BOUGHT_LINES = 6;

/** What the funds bought within the days, by fund and item, less what was booked back. */
export function readBought(ctx: Ctx, of: LinesOf): Promise<Bought[]> {
	return readRows(
		ctx,
		boughtSchema,
		(visible) => Prisma.sql`
		WITH ${figureLines(visible, of)}, bought AS (
			SELECT l.fund_id, sl.id, sl.expense_item, sl.description, sum(l.amount_yen) AS yen
			FROM line l JOIN spending_line sl ON l.cause_type = 'spending_line' AND sl.id::text = l.cause_id
			WHERE ${visible("spending_line", "sl")}
			GROUP BY 1, 2, 3, 4 HAVING sum(l.amount_yen) <> 0
		)
		SELECT f.id::text AS "fundId", f.name_ja AS "ja", f.name_en AS "en", b.expense_item AS "item", sum(b.yen)::bigint AS "yen",
			coalesce((array_agg(b.description ORDER BY b.yen DESC, b.id) FILTER (WHERE b.description <> ''))[1:${BOUGHT_LINES}::int], '{}') AS "bought"
		FROM bought b JOIN fund f ON f.id = b.fund_id
		GROUP BY f.id, f.name_ja, f.name_en, f.sort_order, b.expense_item ORDER BY f.sort_order, f.id, sum(b.yen) DESC, b.expense_item`,
	);
}

const pointSchema = z.object({ readPoint: z.string(), bookedUntil: z.string() });

/** Of the reading's own moment: the first query of a REPEATABLE READ transaction fixes what it sees. */
export async function readPoint(ctx: Ctx): Promise<ReadPoint> {
	const [point] = await readRows(
		ctx,
		pointSchema,
		// A column of milliseconds rounds: a second more keeps what is seen on this side of the clock.
		() => Prisma.sql`
		SELECT pg_current_snapshot()::text AS "readPoint", (clock_timestamp() + interval '1 second')::text AS "bookedUntil"`,
	);
	if (!point) throw new Error("the database has no read point");
	return point;
}
