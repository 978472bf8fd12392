import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { voidedKey } from "./fund-key";
import { lockFund } from "./locked-fund.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";
import { reasonOf, reverseReceipt } from "./void-receipt.server";

/**
 * Takes back a fund that was entered by mistake: its receipts are booked back, and it counts nowhere.
 * @throws AppError externalfund_not_found, forbidden, external_fund_voided, external_fund_spent (409: its spending is made
 *   void first), reason_missing (400)
 */
export async function voidExternalFund(ctx: Ctx, input: { externalFundId: string; reason: string }): Promise<void> {
	const reason = reasonOf(input.reason);
	await inTransaction(ctx, async (tx) => {
		const fund = await lockFund(tx, ctx, input.externalFundId);
		const spent = await tx.spendingLine.count({ where: { externalFundId: fund.id, voidedAt: null } });
		if (spent > 0) {
			throw conflict("external_fund_spent", `${spent} lines of spending of ${fund.id} still stand`, {
				personKey: "externalFunds.spent",
				params: { count: spent },
			});
		}
		const receipts = await tx.externalFundReceipt.findMany({ where: { externalFundId: fund.id, voidedAt: null } });
		for (const row of receipts) await reverseReceipt(tx, ctx, fund, row, reason);
		await tx.externalFund.update({
			where: { id: fund.id },
			data: {
				voidedAt: ctx.now,
				voidReason: reason,
				updatedAt: ctx.now,
				sourceKey: voidedKey(fund.sourceKey, fund.id),
			},
		});
		await audit(tx, ctx, {
			action: "external_fund.voided",
			subject: { type: "external_fund", id: fund.id },
			institutionId: fund.institutionId,
			after: { reason, receipts: receipts.length },
		});
		await refreshOutlookOf(tx, fund.hubId);
	});
}
