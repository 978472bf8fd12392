import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { yen } from "../money/yen";
import type { PlannedInstalment } from "./schedule";

const rowSchema = z.object({
	dueOn: z.string(),
	scheduledYen: z.bigint(),
	paidYen: z.bigint(),
	writtenOffYen: z.bigint(),
});
export type CurrentInstalment = z.output<typeof rowSchema>;

/** The instalments of a pledge's present schedule in their order. */
export function readCurrentRows(tx: SqlTx, pledgeId: string): Promise<CurrentInstalment[]> {
	return queryRows(
		tx,
		rowSchema,
		Prisma.sql`
		SELECT due_on::text AS "dueOn", scheduled_yen AS "scheduledYen", paid_yen AS "paidYen", written_off_yen AS "writtenOffYen"
		FROM instalment WHERE pledge_id = ${pledgeId}::uuid AND current ORDER BY number`,
	);
}

/** What of the present schedule every later one keeps: the paid parts, which come first, and what was given up, which comes last. */
export async function readKeptRows(
	tx: SqlTx,
	pledgeId: string,
): Promise<{ paid: PlannedInstalment[]; writtenOff: PlannedInstalment[] }> {
	const rows = await readCurrentRows(tx, pledgeId);
	const of = (column: "paidYen" | "writtenOffYen") =>
		rows.filter((row) => row[column] > 0n).map((row) => ({ dueOn: row.dueOn, scheduledYen: yen(row[column]) }));
	return { paid: of("paidYen"), writtenOff: of("writtenOffYen") };
}
