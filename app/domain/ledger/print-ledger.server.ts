import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";

const lineSchema = z.object({
	kind: z.string(),
	account: z.string(),
	amount_yen: z.bigint(),
	purpose: z.string().nullable(),
	fiscal_year: z.int(),
	occurred_on: z.date(),
});

const COLUMNS = ["kind", "account", "amountYen", "purpose", "day", "year"] as const;

/** A gift with what became of it, an external fund with its spending, or what was bought from a fund. */
type Where = { giftId: string } | { externalFundId: string } | { spendingOfFundId: string };

/** The lines a bookkeeper would read, as a table: for ledger stories and for looking at a gift in a terminal. */
export async function printLedger(ctx: Ctx, where: Where): Promise<string> {
	const lines = await inTransaction(ctx, (tx) =>
		queryRows(
			tx,
			lineSchema,
			Prisma.sql`
			SELECT e.kind, e.account, e.amount_yen, coalesce(f.slug, x.title) AS purpose, e.fiscal_year, e.occurred_on
			FROM ledger_entry e
			JOIN ledger_transaction t ON t.id = e.transaction_id
			LEFT JOIN fund f ON f.id = e.fund_id
			LEFT JOIN external_fund x ON x.id = e.external_fund_id
			WHERE (t.cause_type, t.cause_id) IN (${causesSql(where)})
			ORDER BY e.transaction_id, e.amount_yen < 0, e.id`,
		),
	);
	const rows = lines.map((line) => [
		line.kind,
		line.account,
		line.amount_yen.toLocaleString("en"),
		line.purpose ?? "",
		line.occurred_on.toISOString().slice(0, 10),
		String(line.fiscal_year),
	]);
	return table([[...COLUMNS], ...rows]);
}

function causesSql(where: Where): Prisma.Sql {
	if ("externalFundId" in where) {
		return Prisma.sql`
			SELECT 'external_fund_receipt', id::text FROM external_fund_receipt WHERE external_fund_id = ${where.externalFundId}::uuid
			UNION ALL
			SELECT 'spending_line', id::text FROM spending_line WHERE external_fund_id = ${where.externalFundId}::uuid`;
	}
	if ("spendingOfFundId" in where) {
		return Prisma.sql`
			SELECT 'spending_line', id::text FROM spending_line WHERE fund_id = ${where.spendingOfFundId}::uuid`;
	}
	return Prisma.sql`
		SELECT 'payment', a.payment_id::text FROM allocation a WHERE a.gift_id = ${where.giftId}::uuid
		UNION ALL
		SELECT 'refund', r.id::text FROM refund r JOIN allocation a ON a.payment_id = r.payment_id WHERE a.gift_id = ${where.giftId}::uuid
		UNION ALL
		SELECT 'dispute', d.id::text FROM dispute d JOIN allocation a ON a.payment_id = d.payment_id WHERE a.gift_id = ${where.giftId}::uuid`;
}

function table(rows: string[][]): string {
	const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	const numeric = new Set([2, 5]);
	return rows
		.map((row) => {
			const cells = row.map((cell, column) =>
				numeric.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
			);
			return `| ${cells.join(" | ")} |`;
		})
		.join("\n");
}
