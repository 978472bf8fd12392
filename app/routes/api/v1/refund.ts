import { getRefund } from "~/domain/refunds/list-refunds.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { refundAnswer } from "./refund-answer";

export const loader = answers(ENDPOINTS.refund, async (ctx, { refundId }) =>
	refundAnswer(await getRefund(ctx, refundId)),
);

export const action = onlyGet;
