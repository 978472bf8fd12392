import { decideWriteOff } from "~/domain/pledges/decide-write-off.server";
import { readWrittenPledge } from "~/domain/pledges/read-written-pledge.server";
import { accepts, onlyPost } from "./accept.server";
import { pledgeAnswer } from "./pledge-answer";
import { POSTS } from "./post-endpoints";

export const loader = onlyPost;

export const action = accepts(POSTS.decidePledgeWriteOff, async (ctx, { params: { pledgeId, writeOffId }, body }) => {
	await decideWriteOff(ctx, { ...body, writeOffId, pledgeId });
	return pledgeAnswer(await readWrittenPledge(ctx, pledgeId));
});
