import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { readWhole } from "../access/whole-reading.server";
import { type Yen, yen } from "../money/yen";
import { figureLines, type LinesOf } from "./figure-lines.server";
import { type ReportRow, readReport, scopeOf } from "./get-report.server";
import { type MeasuredFigure, measureReport } from "./measure-report.server";
import { declarationOf, type FigureKey, isFigureKey, spendingFigure } from "./report-figures";

const lineRow = z.object({
	id: z.bigint(),
	transactionId: z.bigint(),
	kind: z.string(),
	occurredOn: z.string(),
	bookedAt: z.date(),
	fundJa: z.string().nullable(),
	fundEn: z.string().nullable(),
	/** what was bought, or the award */
	what: z.string().nullable(),
	channel: z.string().nullable(),
	/** signed so that lines of a sum add up to it */
	yen: z.bigint().transform((value): Yen => yen(value)),
});
type FigureLine = z.output<typeof lineRow>;

const FIGURE_LINES_PER_PAGE = 50;

/**
 * Exactly the ledger lines a figure of a report is made of, newest first, without anything about a donor: of an approved
 * report those of approval, of a draft those of now.
 * @param input.figure  a key of the catalogue, or `spending-<block>`
 * @throws AppError report_not_found, figure_not_found, forbidden
 */
export async function listFigureLines(
	ctx: Ctx,
	input: { reportId: string; figure: string; cursor?: bigint; limit?: number },
): Promise<{ report: ReportRow; figure: MeasuredFigure; lines: FigureLine[]; nextCursor: bigint | null }> {
	await authorize(ctx, "read", "LedgerEntry");
	const report = await readReport(ctx, input.reportId);
	const of = linesOf(report, input.figure);
	const limit = input.limit ?? FIGURE_LINES_PER_PAGE;
	const { figure, rows } = await readWhole(ctx, "listFigureLines", async (reading) => ({
		figure: await figureOf(reading, report, input.figure),
		rows: await readLines(reading, of, { cursor: input.cursor, limit: limit + 1 }),
	}));
	const lines = rows.slice(0, limit);
	return { report, figure, lines, nextCursor: rows.length > limit ? (lines.at(-1)?.id ?? null) : null };
}

function linesOf(report: ReportRow, figure: string): LinesOf {
	const place = { ...scopeOf(report), asOf: report.frozen?.ledger ?? null };
	if (isFigureKey(figure) && report.blocks.some((block) => block.kind === "figures" && block.keys.includes(figure))) {
		return { ...place, figure };
	}
	const block = report.blocks.find((one) => one.kind === "spending" && spendingFigure(one.id) === figure);
	if (block?.kind !== "spending") throw notFound("figure", figure.slice(0, 60));
	return { ...place, figure: "spent", fundIds: block.fundIds };
}

async function figureOf(reading: Ctx, report: ReportRow, key: string): Promise<MeasuredFigure> {
	const measures = report.frozen ?? (await measureReport(reading, scopeOf(report), report.blocks, null));
	const spending = Object.entries(measures.spending).find(([blockId]) => spendingFigure(blockId) === key)?.[1];
	const found = spending?.total ?? measures.figures[key as FigureKey];
	if (!found) throw notFound("figure", key.slice(0, 60));
	return found;
}

function readLines(ctx: Ctx, of: LinesOf, { cursor, limit }: { cursor?: bigint; limit: number }) {
	const sign = Prisma.raw(declarationOf(of.figure).sign === -1 ? "-" : "");
	return readRows(
		ctx,
		lineRow,
		(visible) => Prisma.sql`
		WITH ${figureLines(visible, of)}
		SELECT l.id, l.transaction_id AS "transactionId", le.kind, le.occurred_on::text AS "occurredOn", lt.booked_at AS "bookedAt",
			f.name_ja AS "fundJa", f.name_en AS "fundEn", coalesce(sl.description, x.title) AS what, le.channel,
			(${sign}l.amount_yen)::bigint AS yen
		FROM line l JOIN ledger_entry le ON le.id = l.id JOIN ledger_transaction lt ON lt.id = l.transaction_id
		LEFT JOIN fund f ON f.id = l.fund_id LEFT JOIN external_fund x ON x.id = l.external_fund_id
		LEFT JOIN spending_line sl ON l.cause_type = 'spending_line' AND sl.id::text = l.cause_id
		WHERE ${visible("ledger_entry_of_hub", "le")} ${cursor === undefined ? Prisma.empty : Prisma.sql`AND l.id < ${cursor}`}
		ORDER BY l.id DESC LIMIT ${limit}`,
	);
}
