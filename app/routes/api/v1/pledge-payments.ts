import { pledgePaymentSchema } from "~/domain/pledges/pledge-payment.schema";
import { readWrittenPledge } from "~/domain/pledges/read-written-pledge.server";
import { recordPledgePayment } from "~/domain/pledges/record-pledge-payment.server";
import { accepts, checkedInput, onlyPost } from "./accept.server";
import { pledgeAnswer } from "./pledge-answer";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.payPledge, async (ctx, { params: { pledgeId }, body }) => {
	const payment = checkedInput(pledgePaymentSchema(ctx.now), body);
	const { giftId } = await recordPledgePayment(ctx, { ...payment, pledgeId });
	return { ...pledgeAnswer(await readWrittenPledge(ctx, pledgeId)), giftId };
});
