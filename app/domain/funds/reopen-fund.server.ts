import { inTransaction } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { assertHost } from "./assert-host.server";
import { overseenFund } from "./overseen-fund.server";

/**
 * Puts a closed fund back on the give page, as long as its institution still hosts the hub.
 * @throws AppError fund_not_found, forbidden, fund_not_host
 */
export async function reopenFund(ctx: Ctx, input: { slug: string }): Promise<void> {
	const fund = await overseenFund(ctx, input.slug, "close");
	const { id, institutionId } = fund;
	await inTransaction(ctx, async (tx) => {
		await assertHost(tx, fund, ctx.now);
		const opened = await tx.fund.updateMany({ where: { id, status: "closed" }, data: { status: "open" } });
		if (opened.count === 0) return;
		await audit(tx, ctx, { action: "fund.reopened", subject: { type: "fund", id }, institutionId });
	});
}
