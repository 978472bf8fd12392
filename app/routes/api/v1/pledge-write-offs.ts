import { readWrittenPledge } from "~/domain/pledges/read-written-pledge.server";
import { requestWriteOff } from "~/domain/pledges/request-write-off.server";
import { accepts, onlyPost } from "./accept.server";
import { pledgeAnswer } from "./pledge-answer";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.writeOffPledge, async (ctx, { params: { pledgeId }, body }) => {
	const { writeOffId } = await requestWriteOff(ctx, { ...body, pledgeId, amountYen: BigInt(body.amountYen) });
	return { ...pledgeAnswer(await readWrittenPledge(ctx, pledgeId)), writeOffId };
});
