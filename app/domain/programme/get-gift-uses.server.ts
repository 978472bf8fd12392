import { z } from "zod";
import { Prisma } from "~/platform/db/client.server.ts";
import { readPublicFigures } from "../access/read-rows.server.ts";
import { type FiscalYear, fiscalYearOf } from "../calendar/fiscal-year.ts";
import type { Use } from "../ledger/kinds.ts";
import { USES } from "../ledger/kinds.ts";
import { sumOf } from "../ledger/measure-sql.server.ts";
import { type Yen, yen, ZERO_YEN } from "../money/yen.ts";

/** What gifts of all hubs were for, and what of them was spent. */
export interface GiftUses {
	fromFiscalYear: FiscalYear;
	toFiscalYear: FiscalYear;
	/** only uses that received or spent something, the largest first */
	uses: { use: Use; keptYen: Yen; spentYen: Yen }[];
	keptYen: Yen;
	spentYen: Yen;
}

const row = z.object({
	use: z.enum(USES),
	kept_yen: z.bigint().transform((value) => yen(value)),
	spent_yen: z.bigint().transform((value) => yen(value)),
});

/** Of last fiscal year and this one, from the rollup: received less refunds, and spending of gifts, by use. */
export async function getGiftUses(now: Date): Promise<GiftUses> {
	const toFiscalYear = fiscalYearOf(now);
	const fromFiscalYear = toFiscalYear - 1;
	const rows = await readPublicFigures(
		row,
		"sums over all hubs of what gifts were for and what they bought, without a donor or a payee",
		Prisma.sql`
			SELECT lb.use, (${sumOf("lb", "gross")} - ${sumOf("lb", "refunded")})::bigint AS kept_yen,
				${sumOf("lb", "spent")} AS spent_yen
			FROM ledger_balance lb
			WHERE lb.account IN ('gift_income', 'spending') AND lb.category = 'gift' AND lb.use IS NOT NULL
				AND lb.fiscal_year BETWEEN ${fromFiscalYear} AND ${toFiscalYear}
			GROUP BY lb.use`,
	);
	const uses = rows
		.map(({ use, kept_yen: keptYen, spent_yen: spentYen }) => ({ use, keptYen, spentYen }))
		.filter(({ keptYen, spentYen }) => keptYen > 0n || spentYen > 0n)
		.sort((a, b) => (b.keptYen > a.keptYen ? 1 : -1));
	const sum = (of: "keptYen" | "spentYen") => yen(uses.reduce((total, one) => total + one[of], ZERO_YEN as bigint));
	return { fromFiscalYear, toFiscalYear, uses, keptYen: sum("keptYen"), spentYen: sum("spentYen") };
}
