import { inTransaction } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { lockFund, receivedNet } from "./locked-fund.server";
import { bookOne, type ReceiptInput } from "./receive-external-fund.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";

/**
 * Books money of an award given back to its funder (返還), never more than was received and is still there.
 * @throws AppError external_fund_host_returns, external_fund_return_too_much (409), and as receiveExternalFund does
 */
export async function returnExternalFund(ctx: Ctx, input: ReceiptInput): Promise<{ receiptId: string | null }> {
	return inTransaction(ctx, async (tx) => {
		const fund = await lockFund(tx, ctx, input.externalFundId);
		if (fund.category === "host") {
			throw conflict("external_fund_host_returns", `${fund.id} is the host's own money`, {
				personKey: "externalFunds.hostReturns",
			});
		}
		const sent =
			input.entryKey && (await tx.externalFundReceipt.findUnique({ where: { sourceKey: `form:${input.entryKey}` } }));
		if (sent) return { receiptId: null };
		const net = await receivedNet(tx, fund.id);
		if (input.amountYen > net.amountYen) throw tooMuch("amountYen", net.amountYen);
		if ((input.indirectYen ?? 0n) > net.indirectYen) throw tooMuch("indirectYen", net.indirectYen);
		const receiptId = await bookOne(tx, ctx, fund, "returned", input);
		await refreshOutlookOf(tx, fund.hubId);
		return { receiptId };
	});
}

const tooMuch = (field: string, mostYen: bigint) =>
	conflict("external_fund_return_too_much", `${field}: at most ${mostYen} can be given back`, {
		personKey: "externalFunds.returnTooMuch",
		params: { field, max: mostYen.toString() },
	});
