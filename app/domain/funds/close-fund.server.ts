import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenFund } from "./overseen-fund.server";

/**
 * Takes a fund off the give page. Gifts under way go on, and money that comes for it is booked. Closing it twice is once.
 * @throws AppError fund_not_found, forbidden
 */
export async function closeFund(ctx: Ctx, input: { slug: string }): Promise<void> {
	const { id, institutionId } = await overseenFund(ctx, input.slug, "close");
	await inTransaction(ctx, async (tx) => {
		const closed = await tx.fund.updateMany({ where: { id, status: "open" }, data: { status: "closed" } });
		if (closed.count === 0) return;
		await audit(tx, ctx, { action: "fund.closed", subject: { type: "fund", id }, institutionId });
	});
}
