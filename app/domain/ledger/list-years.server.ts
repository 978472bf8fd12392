import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { type Yen, yen } from "../money/yen";
import { measuredAccounts, sumOf } from "./measure-sql.server";

const yenColumn = z.bigint().transform((value): Yen => yen(value));
const totals = z.object({
	fiscalYear: z.number(),
	externalYen: yenColumn,
	securedYen: yenColumn,
	netYen: yenColumn,
	spentYen: yenColumn,
	precision: z.enum(["yen", "million_yen"]),
});
const closing = z.object({
	fiscalYear: z.number(),
	closedAt: z.date(),
	note: z.string(),
	/** of the snapshot taken with it, for those who may see it */
	snapshotId: z.uuid().nullable(),
	closedBy: z.string().nullable(),
});
const adjusted = z.object({ fiscalYear: z.number(), count: z.bigint().transform(Number) });

export type YearRow = z.output<typeof totals> & {
	closed: Omit<z.output<typeof closing>, "fiscalYear"> | null;
	/** booked after the year was closed, as far as the actor sees */
	adjustments: number;
};

/** Fiscal years with money, newest first: what came, whether they are closed, and what was booked into them since. */
export async function listYears(ctx: Ctx): Promise<YearRow[]> {
	await authorize(ctx, "read", "LedgerBalance");
	const [years, closings, adjustments] = await Promise.all([
		readRows(
			ctx,
			totals,
			(visible) => Prisma.sql`
			SELECT lb.fiscal_year AS "fiscalYear", ${sumOf("lb", "external")} AS "externalYen", ${sumOf("lb", "secured")} AS "securedYen",
				${sumOf("lb", "net")} AS "netYen", ${sumOf("lb", "spent")} AS "spentYen",
				CASE WHEN bool_or(lb."precision" = 'million_yen') THEN 'million_yen' ELSE 'yen' END AS "precision"
			FROM ledger_balance lb
			WHERE ${visible("ledger_balance", "lb")} AND lb.account IN (${measuredAccounts()})
			GROUP BY lb.fiscal_year ORDER BY lb.fiscal_year DESC`,
		),
		readRows(
			ctx,
			closing,
			(visible) => Prisma.sql`
			SELECT c.fiscal_year AS "fiscalYear", c.closed_at AS "closedAt", c.note, s.id AS "snapshotId", s.content->>'takenBy' AS "closedBy"
			FROM closed_year c
			LEFT JOIN snapshot s ON s.fiscal_year = c.fiscal_year AND s.hub_id IS NULL AND s.taken_at = c.closed_at AND ${visible("snapshot", "s")}`,
		),
		readRows(
			ctx,
			adjusted,
			(visible) => Prisma.sql`
			SELECT lt.fiscal_year AS "fiscalYear", count(*) AS count FROM ledger_transaction lt
			WHERE lt.adjustment_reason IS NOT NULL
				AND EXISTS (SELECT 1 FROM ledger_entry le WHERE le.transaction_id = lt.id AND ${visible("ledger_entry", "le")})
			GROUP BY lt.fiscal_year`,
		),
	]);
	return years.map((year) => ({
		...year,
		closed: closings.find(({ fiscalYear }) => fiscalYear === year.fiscalYear) ?? null,
		adjustments: adjustments.find(({ fiscalYear }) => fiscalYear === year.fiscalYear)?.count ?? 0,
	}));
}

const line = z.object({
	account: z.string(),
	amountYen: z.string().transform((value): Yen => yen(BigInt(value))),
	hub: z.string().nullable(),
	category: z.string().nullable(),
	what: z.string().nullable(),
});
const adjustment = z.object({
	transactionId: z.bigint(),
	kind: z.string(),
	occurredOn: z.string(),
	bookedAt: z.date(),
	reason: z.string(),
	precision: z.enum(["yen", "million_yen"]),
	lines: z.array(line),
});
export type Adjustment = z.output<typeof adjustment>;

export const ADJUSTMENTS_PER_PAGE = 50;

/** What was booked into a fiscal year after it was closed, with its reason and its ledger lines; newest first. */
export async function listAdjustments(
	ctx: Ctx,
	{ fiscalYear, cursor }: { fiscalYear: number; cursor?: bigint },
): Promise<{ adjustments: Adjustment[]; nextCursor: bigint | null }> {
	await authorize(ctx, "read", "LedgerEntry");
	const found = await readRows(
		ctx,
		adjustment,
		(visible) => Prisma.sql`
		SELECT lt.id AS "transactionId", lt.kind, lt.occurred_on::text AS "occurredOn", lt.booked_at AS "bookedAt",
			lt.adjustment_reason AS reason, lt."precision",
			jsonb_agg(jsonb_build_object('account', le.account, 'amountYen', le.amount_yen::text, 'hub', h.abbreviation,
				'category', le.category, 'what', coalesce(f.name_ja, x.title)) ORDER BY le.id) AS lines
		FROM ledger_transaction lt
		JOIN ledger_entry le ON le.transaction_id = lt.id
		LEFT JOIN hub h ON h.id = le.hub_id
		LEFT JOIN fund f ON f.id = le.fund_id
		LEFT JOIN external_fund x ON x.id = le.external_fund_id
		WHERE lt.adjustment_reason IS NOT NULL AND lt.fiscal_year = ${fiscalYear} AND ${visible("ledger_entry", "le")}
			${cursor === undefined ? Prisma.empty : Prisma.sql`AND lt.id < ${cursor}`}
		GROUP BY lt.id
		ORDER BY lt.id DESC
		LIMIT ${ADJUSTMENTS_PER_PAGE + 1}`,
	);
	const page = found.slice(0, ADJUSTMENTS_PER_PAGE);
	const more = found.length > ADJUSTMENTS_PER_PAGE;
	return { adjustments: page, nextCursor: more ? (page.at(-1)?.transactionId ?? null) : null };
}
