import { inTransaction } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString } from "../calendar/fiscal-year";

export const PAPER_AT_ONCE = 200;

/**
 * Notes that receipts on paper were posted today. One already posted keeps its day.
 * @throws AppError receipt_not_found, forbidden, receipts_too_many
 */
export async function markPaperSent(ctx: Ctx, input: { receiptIds: readonly string[] }): Promise<{ marked: number }> {
	const ids = [...new Set(input.receiptIds)].sort();
	if (ids.length > PAPER_AT_ONCE) throw invalid("receipts_too_many", `${ids.length} receipts at once`);
	for (const id of ids) await authorize(ctx, "issue", { type: "Receipt", id });
	return inTransaction(ctx, async (tx) => {
		const sentOn = jstDayString(ctx.now);
		const posted = await tx.receipt.updateManyAndReturn({
			where: { id: { in: ids }, status: "issued", delivery: "paper", paperSentOn: null },
			data: { paperSentOn: new Date(`${sentOn}T00:00:00Z`) },
			select: { id: true, issuerId: true },
		});
		for (const { id, issuerId } of posted) {
			await audit(tx, ctx, {
				action: "receipt.posted",
				subject: { type: "receipt", id },
				institutionId: issuerId,
				after: { sentOn },
			});
		}
		return { marked: posted.length };
	});
}
