import { mayEver } from "~/domain/access/authorize.server";
import type { StaffCtx } from "~/domain/access/ctx.server";
import { listDisputes, listFraudWarnings } from "~/domain/disputes/list-disputes.server";
import { getRefundable } from "~/domain/refunds/get-refundable.server";
import { listRefunds } from "~/domain/refunds/list-refunds.server";
import { REFUND_REASONS } from "~/domain/refunds/refund.schema";
import { isAppError } from "~/platform/errors";
import { disputeLines, refundLines } from "./refund-lines";

/** Refunds and disputes of one gift as its page shows them. */
export async function giftMoneyBack(ctx: StaffCtx, giftId: string) {
	const [{ refunds }, { disputes }, warnings, refundable] = await Promise.all([
		listRefunds(ctx, { giftId }),
		listDisputes(ctx, { giftId }),
		mayEver(ctx, "read", "FraudWarning") ? listFraudWarnings(ctx, { giftId }) : [],
		mayEver(ctx, "refund", "Gift") ? refundableOf(ctx, giftId) : null,
	]);
	return {
		refunds: refundLines(refunds, ctx.lang),
		disputes: disputeLines(disputes, ctx.lang),
		openWarnings: warnings.filter((warning) => warning.status === "open").length,
		form: refundable && refundable.leftYen > 0n ? { giftId, reasons: REFUND_REASONS, ...refundable } : null,
	};
}

/** Whoever only views this hub refunds nothing here, whatever else they may do elsewhere. */
async function refundableOf(ctx: StaffCtx, giftId: string) {
	try {
		return await getRefundable(ctx, giftId);
	} catch (error) {
		if (isAppError(error) && error.code === "forbidden") return null;
		throw error;
	}
}
