import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { CATEGORIES, USES, type Use } from "../ledger/kinds";
import { type Yen, yen } from "../money/yen";
import { EXPENSE_ITEMS, type ExpenseItem } from "./expense-items";

export type SpendingFilter = {
	id?: string;
	hubId?: string;
	fundId?: string;
	externalFundId?: string;
	fiscalYear?: number;
	expenseItem?: ExpenseItem;
	use?: Use;
	/** words of what was bought, or a voucher */
	search?: string;
	/** true: those made void only; absent: those that stand */
	voided?: boolean;
};

const yenColumn = z.bigint().transform((value): Yen => yen(value));

const row = z.object({
	id: z.uuid(),
	/** null: of a fund of the programme */
	hub: z.string().nullable(),
	hubAbbreviation: z.string().nullable(),
	institution: z.string(),
	fundId: z.uuid().nullable(),
	fundSlug: z.string().nullable(),
	fundJa: z.string().nullable(),
	fundEn: z.string().nullable(),
	externalFundId: z.uuid().nullable(),
	externalTitle: z.string().nullable(),
	funder: z.string().nullable(),
	category: z.enum(CATEGORIES),
	spentOn: z.string(),
	fiscalYear: z.number(),
	expenseItem: z.enum(EXPENSE_ITEMS),
	use: z.enum(USES),
	description: z.string(),
	amountYen: yenColumn,
	voucher: z.string(),
	importId: z.uuid().nullable(),
	createdAt: z.date(),
	voidedAt: z.date().nullable(),
	voidReason: z.string(),
});
export type SpendingRow = z.output<typeof row>;
const sumRow = z.object({ yen: yenColumn, count: z.bigint().transform(Number) });

const SPENDING_PER_PAGE = 50;
/** A day and a line: where the next page begins. */
export const SPENDING_CURSOR = /^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/;

/**
 * Lines of spending the actor may see, newest first.
 * @param input.cursor  `day_id` of the last line of the page before
 * @returns `sum` of the whole selection; null where the caller did not ask for it
 */
export async function listSpending(
	ctx: Ctx,
	input: SpendingFilter & { cursor?: string; limit?: number; withSum?: boolean },
): Promise<{ lines: SpendingRow[]; nextCursor: string | null; sum: z.output<typeof sumRow> | null }> {
	await authorize(ctx, "read", "SpendingLine");
	const limit = input.limit ?? SPENDING_PER_PAGE;
	const [found, sums] = await Promise.all([
		readRows(ctx, row, (visible) => pageSql(visible, input, limit + 1)),
		input.withSum
			? readRows(
					ctx,
					sumRow,
					(visible) => Prisma.sql`
					SELECT coalesce(sum(s.amount_yen), 0)::bigint AS yen, count(*) AS count
					FROM spending_line s WHERE ${visible("spending_line", "s")} AND ${conditions(input)}`,
				)
			: null,
	]);
	const lines = found.slice(0, limit);
	const last = lines.at(-1);
	const nextCursor = found.length > limit && last ? `${last.spentOn}_${last.id}` : null;
	return { lines, nextCursor, sum: sums?.[0] ?? null };
}

function conditions(filter: SpendingFilter & { cursor?: string }, withCursor = false): Prisma.Sql {
	const found = [filter.voided ? Prisma.sql`s.voided_at IS NOT NULL` : Prisma.sql`s.voided_at IS NULL`];
	if (filter.id !== undefined) found.splice(0, 1, Prisma.sql`s.id = ${filter.id}::uuid`);
	if (filter.hubId !== undefined) found.push(Prisma.sql`s.hub_id = ${filter.hubId}::uuid`);
	if (filter.fundId !== undefined) found.push(Prisma.sql`s.fund_id = ${filter.fundId}::uuid`);
	if (filter.externalFundId !== undefined) found.push(Prisma.sql`s.external_fund_id = ${filter.externalFundId}::uuid`);
	if (filter.fiscalYear !== undefined) {
		const { fiscalYear } = filter;
		// By day, so that the index of the list serves it too.
		found.push(Prisma.sql`s.spent_on BETWEEN make_date(${fiscalYear}, 4, 1) AND make_date(${fiscalYear + 1}, 3, 31)`);
	}
	if (filter.expenseItem !== undefined) found.push(Prisma.sql`s.expense_item = ${filter.expenseItem}`);
	if (filter.use !== undefined) found.push(Prisma.sql`s.use = ${filter.use}`);
	const search = filter.search?.normalize("NFKC").trim() ?? "";
	if (search !== "") {
		const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
		found.push(Prisma.sql`(s.description ILIKE ${pattern} OR s.voucher ILIKE ${pattern})`);
	}
	const [day = "", id = ""] = filter.cursor?.split("_") ?? [];
	if (withCursor && filter.cursor) found.push(Prisma.sql`(s.spent_on, s.id) < (${day}::date, ${id}::uuid)`);
	return Prisma.join(found, " AND ");
}

function pageSql(visible: Visible, input: SpendingFilter & { cursor?: string }, limit: number): Prisma.Sql {
	return Prisma.sql`
		WITH page AS MATERIALIZED (
			SELECT s.* FROM spending_line s
			WHERE ${visible("spending_line", "s")} AND ${conditions(input, true)}
			ORDER BY s.spent_on DESC, s.id DESC LIMIT ${limit}
		)
		SELECT s.id, h.slug AS hub, h.abbreviation AS "hubAbbreviation", i.slug AS institution, s.fund_id AS "fundId",
			f.slug AS "fundSlug", f.name_ja AS "fundJa", f.name_en AS "fundEn", s.external_fund_id AS "externalFundId",
			x.title AS "externalTitle", x.funder, coalesce(x.category, 'gift') AS category, s.spent_on::text AS "spentOn",
			s.fiscal_year AS "fiscalYear", s.expense_item AS "expenseItem", s.use, s.description, s.amount_yen AS "amountYen",
			s.voucher, s.import_id AS "importId", s.created_at AS "createdAt", s.voided_at AS "voidedAt", s.void_reason AS "voidReason"
		FROM page s
		JOIN institution i ON i.id = s.institution_id
		LEFT JOIN hub h ON h.id = s.hub_id
		LEFT JOIN fund f ON f.id = s.fund_id
		LEFT JOIN external_fund x ON x.id = s.external_fund_id
		ORDER BY s.spent_on DESC, s.id DESC`;
}

/** The whole selection page by page, for a file. */
export async function* eachSpendingLine(ctx: Ctx, filter: SpendingFilter): AsyncGenerator<SpendingRow> {
	let cursor: string | undefined;
	do {
		const page = await listSpending(ctx, { ...filter, cursor, limit: 1000 });
		yield* page.lines;
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);
}
