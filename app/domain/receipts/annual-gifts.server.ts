import { Prisma } from "~/platform/db/client.server";
import { dayColumn, rhythmSql } from "./gift-facts.server";
import type { IssuerSettings } from "./issuer-settings.server";

/**
 * The gifts of a tax year that an annual receipt of this issuer may be for: without a receipt, and receipted yearly. Gifts
 * are found by index; whether something holds one is decided on each. Columns of `g` and `d` (its donor) can be selected.
 */
export function annualGiftsSql(
	issuer: Pick<IssuerSettings, "institutionId" | "datePolicy" | "rhythm" | "startsOn">,
	taxYear: number,
): Prisma.Sql {
	const day = Prisma.sql`g.${dayColumn(issuer)}`;
	const firstDay = `${taxYear}-01-01`;
	const from = issuer.startsOn !== null && issuer.startsOn > firstDay ? issuer.startsOn : firstDay;
	return Prisma.sql`
		fund f JOIN gift g ON g.fund_id = f.id AND g.payment_status = 'received' AND NOT g.receipted
			AND ${day} IS NOT NULL AND ${day} BETWEEN ${from}::date AND ${`${taxYear}-12-31`}::date
		JOIN donor d ON d.id = g.donor_id AND ${rhythmSql(issuer)} = 'annual'
		WHERE f.receipt_issuer_id = ${issuer.institutionId}::uuid`;
}
