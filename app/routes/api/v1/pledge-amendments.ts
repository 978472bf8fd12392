import { amendPledge } from "~/domain/pledges/amend-pledge.server";
import { readWrittenPledge } from "~/domain/pledges/read-written-pledge.server";
import { accepts, onlyPost } from "./accept.server";
import { pledgeAnswer, ruleOfBody } from "./pledge-answer";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.amendPledge, async (ctx, { params: { pledgeId }, body }) => {
	const { amountYen, schedule, ...rest } = body;
	await amendPledge(ctx, { ...rest, pledgeId, amountYen: BigInt(amountYen), rule: ruleOfBody(schedule) });
	return pledgeAnswer(await readWrittenPledge(ctx, pledgeId));
});
