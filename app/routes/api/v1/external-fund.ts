import { readExternalFund } from "~/domain/external-funds/read-external-funds.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { externalFundAnswer } from "./external-fund-answer";

export const loader = answers(ENDPOINTS.externalFund, async (ctx, { externalFundId }) =>
	externalFundAnswer(await readExternalFund(ctx, externalFundId)),
);

export const action = onlyGet;
