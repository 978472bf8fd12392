import { Prisma } from "~/platform/db/client.server";
import type { Visible } from "../access/read-rows.server";
import { fiscalYearOf } from "../calendar/fiscal-year";
import { inPart } from "../ledger/measure-sql.server";
import { declarationOf, type FigureDeclaration, type FigureKey } from "./report-figures";

/** What a report tells of: a hub of an institution, or all of it, and days, both included. */
export type FigureScope = { institutionId: string; hubId: string | null; from: string; to: string };

/**
 * The moment a figure was frozen: every transaction the database showed then, and none it has shown since. An entry that
 * was being written at that moment has an earlier clock and was still not there, so the clock alone does not tell; the clock
 * is asked too because a restored database counts its transactions anew.
 */
export type ReadPoint = { readPoint: string; bookedUntil: string };

/** Which lines: one declared figure, or what some funds bought. */
export type LinesOf = FigureScope & { figure: FigureKey; fundIds?: readonly string[]; asOf: ReadPoint | null };

function asOfCondition(alias: string, asOf: ReadPoint | null): Prisma.Sql {
	if (asOf === null) return Prisma.sql`TRUE`;
	const a = Prisma.raw(alias);
	return Prisma.sql`(${a}.booked_at <= ${asOf.bookedUntil}::timestamptz
		AND pg_visible_in_snapshot(${a}.db_transaction::text::xid8, ${asOf.readPoint}::pg_snapshot))`;
}

/** A payment's ledger transaction names it by its id. */
const paymentOf = (alias: string) =>
	Prisma.raw(`(CASE WHEN ${alias}.cause_type = 'payment' THEN ${alias}.cause_id::uuid END)`);

/**
 * Common tables that end in `line (id, transaction_id, amount_yen, fund_id, external_fund_id, use, cause_type, cause_id)`:
 * the ledger lines the figure is made of, each once; and `counted (line_id, gift_id, donor_id)` where gifts or people are counted.
 */
export function figureLines(visible: Visible, of: LinesOf): Prisma.Sql {
	const declared = declarationOf(of.figure);
	const all = Prisma.sql`
		selected AS (
			SELECT le.id, le.transaction_id, le.amount_yen, le.fund_id, le.external_fund_id, le.use, lt.cause_type, lt.cause_id
			FROM ledger_entry le JOIN ledger_transaction lt ON lt.id = le.transaction_id
			WHERE ${visible("ledger_entry_of_hub", "le")} AND ${inPart("le", declared.part)} AND ${placed("le", of)}
				AND le.fiscal_year BETWEEN ${fiscalYearOf(of.from)} AND ${fiscalYearOf(of.to)}
				AND le.occurred_on BETWEEN ${of.from}::date AND ${of.to}::date AND ${asOfCondition("lt", of.asOf)}
				${of.fundIds?.length ? Prisma.sql`AND le.fund_id = ANY(${[...of.fundIds]}::uuid[])` : Prisma.empty}
		)`;
	if (!declared.counts) return Prisma.sql`${all}, line AS (SELECT * FROM selected)`;
	return Prisma.sql`${all}, ${counted(visible, of, declared)},
		line AS (SELECT s.* FROM selected s WHERE s.id IN (SELECT line_id FROM counted))`;
}

function placed(alias: string, { institutionId, hubId }: FigureScope): Prisma.Sql {
	const a = Prisma.raw(alias);
	const ofHub = hubId === null ? Prisma.empty : Prisma.sql`AND ${a}.hub_id = ${hubId}::uuid`;
	return Prisma.sql`${a}.institution_id = ${institutionId}::uuid ${ofHub}`;
}

/** Gifts that stood at the end of the days: one booked and booked back within them is none. */
function counted(visible: Visible, of: LinesOf, declared: FigureDeclaration): Prisma.Sql {
	const only =
		declared.only === "monthly"
			? Prisma.sql`AND g.frequency = 'monthly'`
			: declared.only === "new"
				? Prisma.sql`AND NOT EXISTS (${earlier(of)})`
				: Prisma.empty;
	return Prisma.sql`
		behind AS (
			SELECT s.id AS line_id, g.id AS gift_id, g.donor_id, s.amount_yen
			FROM selected s JOIN allocation a ON a.payment_id = ${paymentOf("s")} JOIN gift g ON g.id = a.gift_id
			WHERE ${visible("gift", "g")} ${only}
		),
		counted AS (
			SELECT b.line_id, b.gift_id, b.donor_id FROM behind b
			WHERE b.gift_id IN (SELECT gift_id FROM behind GROUP BY gift_id HAVING sum(amount_yen) < 0)
		)`;
}

/** A gift of the same donor to the same place that was received before the days. */
function earlier(of: LinesOf): Prisma.Sql {
	const { kinds = [] } = declarationOf(of.figure).part;
	return Prisma.sql`
		SELECT 1 FROM gift eg JOIN allocation ea ON ea.gift_id = eg.id
		JOIN ledger_transaction et ON et.cause_type = 'payment' AND et.cause_id = ea.payment_id::text
		WHERE eg.donor_id = g.donor_id AND ${placed("eg", of)} AND et.kind IN (${Prisma.join([...kinds])})
			AND et.occurred_on < ${of.from}::date AND ${asOfCondition("et", of.asOf)}`;
}
