import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRow } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";

/**
 * Adds the slots of the rollups up into one each: slots keep postings from waiting for one another, and make totals dearer
 * the more of them are filled.
 * @returns how many rows were folded away
 */
export async function foldBalances(ctx: Ctx): Promise<number> {
	return inTransaction(ctx, async (tx) => {
		const { folded } = await queryRow(
			tx,
			z.object({ folded: z.bigint() }),
			Prisma.sql`SELECT fold_ledger_balance() AS folded`,
		);
		return Number(folded);
	});
}
