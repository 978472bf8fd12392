import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { type EnterGiftInput, enterGiftSchema } from "../gifts/enter-gift.schema";
import { enterGift } from "../gifts/enter-gift.server";
import { lockPledge, owedYen } from "./lock-pledge.server";
import type { PledgePaymentInput } from "./pledge-payment.schema";

/**
 * Books money that came for a pledge by bank or in cash: a gift of its donor to its fund, and in the same transaction the
 * instalments it pays, oldest first. One payment may pay several, several one. More than what is owed must be confirmed, and
 * is kept as overpaid. The same form within ten minutes is the same payment.
 * @throws AppError pledge_not_found, pledge_not_active, pledge_over_payment, bank_line_already_there, year_closed (409),
 * received_day_wrong (400), forbidden
 */
export async function recordPledgePayment(
	ctx: Ctx,
	input: PledgePaymentInput & { pledgeId: string },
): Promise<{ giftId: string; overpaidYen: bigint }> {
	const { pledgeId, overConfirmed, ...payment } = input;
	await authorize(ctx, "read", { type: "Pledge", id: pledgeId });
	await authorize(ctx, "enter", "Gift");
	return inTransaction(ctx, async (tx) => {
		const pledge = await lockPledge(tx, pledgeId);
		if (pledge.status === "draft" || pledge.status === "cancelled") {
			throw conflict("pledge_not_active", `pledge ${pledgeId} is ${pledge.status}`, {
				personKey: "pledges.notActive",
			});
		}
		const { giftId } = await enterGift(ctx, asEnteredGift(ctx, pledge, payment), { pledgeId });
		const after = await tx.pledge.findUniqueOrThrow({ where: { id: pledgeId } });
		const moreYen = after.overpaidYen - pledge.overpaidYen;
		if (moreYen > 0n && !overConfirmed) {
			throw conflict("pledge_over_payment", `${payment.amountYen} yen came, ${owedYen(pledge)} are owed`, {
				personKey: "pledges.overPayment",
				params: { field: "overConfirmed", over: Number(moreYen) },
			});
		}
		return { giftId, overpaidYen: after.overpaidYen };
	});
}

/** The gift as its own form would have it, of a donor that is there. */
function asEnteredGift(
	ctx: Ctx,
	pledge: { donorId: string; fundId: string },
	payment: Omit<PledgePaymentInput, "overConfirmed">,
): EnterGiftInput {
	const { donorId, fundId } = pledge;
	return enterGiftSchema(ctx.now).parse({ ...payment, amountYen: payment.amountYen.toString(), donorId, fundId });
}
