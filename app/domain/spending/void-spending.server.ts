import { inTransaction } from "~/platform/db/transaction.server";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { voidedKey } from "../external-funds/fund-key";
import { bookedTransaction } from "../external-funds/locked-fund.server";
import { reasonOf } from "../external-funds/void-receipt.server";
import { adjustmentFor } from "../ledger/closed-years.server";
import type { Category, Use } from "../ledger/kinds";
import { postEntries } from "../ledger/post-entries.server";
import { spendingReversal } from "./spending-postings";

/**
 * Books a wrong line of spending back; it stays to be seen, with its reason. Made void again it stays as it is.
 * @throws AppError spendingline_not_found, forbidden, reason_missing (400)
 */
export async function voidSpending(ctx: Ctx, input: { spendingLineId: string; reason: string }): Promise<void> {
	const { spendingLineId: id } = input;
	await authorize(ctx, "record", { type: "SpendingLine", id });
	const reason = reasonOf(input.reason);
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM spending_line WHERE id = ${id}::uuid FOR UPDATE`;
		const row = await tx.spendingLine.findUniqueOrThrow({
			where: { id },
			include: { externalFund: { select: { category: true } } },
		});
		if (row.voidedAt) return;
		const spentOn = row.spentOn.toISOString().slice(0, 10);
		const category = (row.externalFund?.category ?? "gift") as Category;
		const reversesId = await bookedTransaction(tx, "spending_line", id);
		const adjustment = await adjustmentFor(tx, spentOn, reason);
		const line = { ...row, spentOn, category, use: row.use as Use };
		await postEntries(tx, [spendingReversal(line, reversesId, adjustment)]);
		await tx.spendingLine.update({
			where: { id },
			data: { voidedAt: ctx.now, voidReason: reason, sourceKey: voidedKey(row.sourceKey, id) },
		});
		await audit(tx, ctx, {
			action: "spending.voided",
			subject: { type: "spending_line", id },
			institutionId: row.institutionId,
			before: { amountYen: row.amountYen.toString(), spentOn },
			after: { reason },
		});
	});
}
