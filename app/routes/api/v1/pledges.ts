import { changeDonorSchema } from "~/domain/donors/loose-donor.schema";
import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { createPledge } from "~/domain/pledges/create-pledge.server";
import { listPledges } from "~/domain/pledges/list-pledges.server";
import type { PledgeState } from "~/domain/pledges/pledge.status";
import { readWrittenPledge } from "~/domain/pledges/read-written-pledge.server";
import { notFound } from "~/platform/errors";
import { accepts, checkedInput } from "./accept.server";
import { answers } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { pledgeAnswer, pledgeRowAnswer, ruleOfBody } from "./pledge-answer";
import { POSTS } from "./post-endpoints";

export const loader = answers(ENDPOINTS.pledges, async (ctx, { hub, status, overdue, search, ...page }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const { pledges, nextCursor } = await listPledges(ctx, {
		...page,
		hubId,
		q: search,
		overdue: overdue === "true",
		status: status as PledgeState | undefined,
	});
	return { data: pledges.map(pledgeRowAnswer), nextCursor };
});

export const action = accepts(
	POSTS.createPledge,
	async (ctx, { body }) => {
		const { donorId = null, donor, schedule, amountYen, ...rest } = body;
		const { lang: _lang, ...typed } = donor ?? {};
		const { pledgeId } = await createPledge(ctx, {
			...rest,
			donorId,
			...(donor && { donor: checkedInput(changeDonorSchema, typed) }),
			amountYen: BigInt(amountYen),
			rule: ruleOfBody(schedule),
			source: "api",
		});
		return pledgeAnswer(await readWrittenPledge(ctx, pledgeId));
	},
	"GET, HEAD",
);
