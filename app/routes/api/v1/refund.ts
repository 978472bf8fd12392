import { getRefund } from "~/domain/payments/list-refunds.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { refundAnswer } from "./refund-answer";

export const loader = answers(ENDPOINTS.refund, async (ctx, { id }) => refundAnswer(await getRefund(ctx, id)));

export const action = onlyGet;
