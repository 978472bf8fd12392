import { authorize } from "~/domain/access/authorize.server";
import { readWrittenPledge } from "~/domain/pledges/read-written-pledge.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { pledgeAnswer } from "./pledge-answer";

export const loader = answers(ENDPOINTS.pledge, async (ctx, { pledgeId }) => {
	await authorize(ctx, "read", { type: "Pledge", id: pledgeId });
	return pledgeAnswer(await readWrittenPledge(ctx, pledgeId));
});

export const action = onlyGet;
