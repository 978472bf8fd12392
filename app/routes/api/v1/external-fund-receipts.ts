import { readWrittenFund } from "~/domain/external-funds/read-external-funds.server";
import { receiveExternalFund } from "~/domain/external-funds/receive-external-fund.server";
import { returnExternalFund } from "~/domain/external-funds/return-external-fund.server";
import { accepts, onlyPost } from "./accept.server";
import { externalFundAnswer } from "./external-fund-answer";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.receiveExternalFund, async (ctx, { params, body }) => {
	const { kind = "received", ...receipt } = body;
	const { externalFundId } = params;
	const book = kind === "returned" ? returnExternalFund : receiveExternalFund;
	await book(ctx, {
		...receipt,
		externalFundId,
		amountYen: BigInt(receipt.amountYen),
		indirectYen: BigInt(receipt.indirectYen ?? 0),
	});
	return externalFundAnswer(await readWrittenFund(ctx, externalFundId));
});
