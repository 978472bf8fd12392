import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRows, type SqlTx } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { type FiscalYear, fiscalYearOf } from "../calendar/fiscal-year";

/**
 * What a person's booking on this day needs: nothing in an open fiscal year, a reason in a closed one.
 * @param occurredOn  JST day, YYYY-MM-DD
 * @param reason  in the person's words; "" or absent when none was given
 * @returns the `adjustmentReason` of the posting; null in an open year
 * @throws AppError year_closed (409): closed, and no reason was given
 */
export async function adjustmentFor(tx: SqlTx, occurredOn: string, reason?: string | null): Promise<string | null> {
	const fiscalYear: FiscalYear = fiscalYearOf(occurredOn);
	const closed = await queryRows(
		tx,
		z.object({ fiscal_year: z.number() }),
		Prisma.sql`SELECT fiscal_year FROM closed_year WHERE fiscal_year = ${fiscalYear}`,
	);
	if (closed.length === 0) return null;
	const given = reason?.trim() ?? "";
	if (given !== "") return given;
	throw conflict("year_closed", `fiscal year ${fiscalYear} is closed and no reason was given`, {
		personKey: "yearClosed",
		params: { year: fiscalYear, field: "adjustmentReason" },
	});
}
