import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows, type Visible } from "../access/read-rows.server";
import { type Yen, yen } from "../money/yen";
import type { BankLineFilter } from "./bank-line-filters";

export type BankLinesFilter = { state?: BankLineFilter | undefined };

const yenColumn = z.bigint().transform((value): Yen => yen(value));

const lineRow = z.object({
	id: z.uuid(),
	valueOn: z.string(),
	amountYen: yenColumn,
	remitter: z.string(),
	note: z.string(),
	source: z.enum(["passbook", "file"]),
	institutionJa: z.string(),
	institutionEn: z.string(),
	payoutId: z.uuid().nullable(),
	stripePayoutId: z.string().nullable(),
	/** the gift its payment is of */
	giftId: z.uuid().nullable(),
	enteredBy: z.string().nullable(),
});
export type BankLineRow = z.output<typeof lineRow>;

export const BANK_LINES_PER_PAGE = 50;

/** A page goes on after this line: the day and the id of the last one. */
const cursorPattern = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/;

/** Lines of the bank the actor may see, newest day first. */
export async function listBankLines(
	ctx: Ctx,
	input: BankLinesFilter & { cursor?: string | undefined; limit?: number },
): Promise<{ lines: BankLineRow[]; nextCursor: string | null }> {
	await authorize(ctx, "read", "BankLine");
	const limit = input.limit ?? BANK_LINES_PER_PAGE;
	const rows = await readRows(ctx, lineRow, (visible) => linesSql(visible, input, limit + 1));
	const lines = rows.slice(0, limit);
	const last = lines.at(-1);
	return { lines, nextCursor: rows.length > limit && last ? `${last.valueOn}_${last.id}` : null };
}

function linesSql(
	visible: Visible,
	input: BankLinesFilter & { cursor?: string | undefined },
	limit: number,
): Prisma.Sql {
	const conditions = [visible("bank_line", "l")];
	if (input.state === "open") conditions.push(Prisma.sql`l.payment_id IS NULL AND l.payout_id IS NULL`);
	if (input.state === "tied") conditions.push(Prisma.sql`(l.payment_id IS NOT NULL OR l.payout_id IS NOT NULL)`);
	const [, day, id] = cursorPattern.exec(input.cursor ?? "") ?? [];
	if (day && id) conditions.push(Prisma.sql`(l.value_on, l.id) < (${day}::date, ${id}::uuid)`);
	return Prisma.sql`
		SELECT l.id, l.value_on::text AS "valueOn", l.amount_yen AS "amountYen", l.remitter, l.note, l.source, i.name_ja AS "institutionJa",
			i.name_en AS "institutionEn", l.payout_id AS "payoutId", o.stripe_payout_id AS "stripePayoutId",
			(SELECT min(a.gift_id::text) FROM allocation a WHERE a.payment_id = l.payment_id)::uuid AS "giftId",
			coalesce(u.name, l.entered_by) AS "enteredBy"
		FROM bank_line l
		JOIN institution i ON i.id = l.institution_id
		LEFT JOIN payout o ON o.id = l.payout_id
		LEFT JOIN staff_user u ON u.id = l.entered_by
		WHERE ${Prisma.join(conditions, " AND ")}
		ORDER BY l.value_on DESC, l.id DESC
		LIMIT ${limit}`;
}

const choiceRow = z.object({ id: z.uuid(), amountYen: yenColumn, stripePayoutId: z.string(), expectedOn: z.string() });

/** Payouts a line could be: of the same amount, sent and not tied, nearest day first. */
export async function listPayoutsForLines(ctx: Ctx, amounts: readonly bigint[]) {
	if (amounts.length === 0) return [];
	return readRows(
		ctx,
		choiceRow,
		(visible) => Prisma.sql`
		SELECT o.id, o.amount_yen AS "amountYen", o.stripe_payout_id AS "stripePayoutId", o.expected_on::text AS "expectedOn"
		FROM payout o
		WHERE ${visible("payout", "o")} AND o.amount_yen = ANY(${[...new Set(amounts)]}::bigint[]) AND o.sent_on IS NOT NULL
			AND o.status IN ('expected', 'paid') AND NOT EXISTS (SELECT 1 FROM bank_line l WHERE l.payout_id = o.id)
		ORDER BY o.expected_on DESC, o.id LIMIT 200`,
	);
}
