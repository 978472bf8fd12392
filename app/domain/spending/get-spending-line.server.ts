import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { readRows } from "../access/read-rows.server";
import { type Yen, yen } from "../money/yen";
import { listSpending } from "./list-spending.server";

const entryRow = z.object({
	id: z.bigint(),
	transactionId: z.bigint(),
	kind: z.string(),
	account: z.string(),
	amountYen: z.bigint().transform((value): Yen => yen(value)),
	occurredOn: z.string(),
	bookedAt: z.date(),
	adjustmentReason: z.string().nullable(),
});

/**
 * One line of spending with its ledger lines.
 * @throws AppError spendingline_not_found, forbidden
 */
export async function getSpendingLine(ctx: Ctx, id: string) {
	await authorize(ctx, "read", { type: "SpendingLine", id });
	const [{ lines }, scope, entries] = await Promise.all([
		listSpending(ctx, { id, limit: 1 }),
		ctx.db.spendingLine.findUniqueOrThrow({ where: { id }, select: { hubId: true, institutionId: true } }),
		readRows(
			ctx,
			entryRow,
			(visible) => Prisma.sql`
			SELECT e.id, e.transaction_id AS "transactionId", e.kind, e.account, e.amount_yen AS "amountYen",
				e.occurred_on::text AS "occurredOn", t.booked_at AS "bookedAt", t.adjustment_reason AS "adjustmentReason"
			FROM spending_line s
			JOIN ledger_transaction t ON t.cause_type = 'spending_line' AND t.cause_id = s.id::text
			JOIN ledger_entry e ON e.transaction_id = t.id
			WHERE s.id = ${id}::uuid AND ${visible("spending_line", "s")}
			ORDER BY e.transaction_id, e.amount_yen < 0, e.id`,
		),
	]);
	const line = lines[0];
	if (!line) throw notFound("spendingline", id);
	return { line, entries, mayVoid: line.voidedAt === null && mayDo(ctx, "record", "SpendingLine", scope) };
}
