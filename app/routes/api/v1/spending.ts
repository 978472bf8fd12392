import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { listSpending } from "~/domain/spending/list-spending.server";
import { readWrittenLine, recordSpending, type SpendingInput } from "~/domain/spending/record-spending.server";
import { invalid, notFound } from "~/platform/errors";
import { accepts } from "./accept.server";
import { answers } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { spendingAnswer } from "./external-fund-answer";
import { POSTS } from "./post-endpoints";

export const loader = answers(ENDPOINTS.spending, async (ctx, { hub, ...filter }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const { lines, nextCursor } = await listSpending(ctx, { ...filter, hubId });
	return { data: lines.map(spendingAnswer), nextCursor };
});

export const action = accepts(
	POSTS.recordSpending,
	async (ctx, { body }) => {
		const { fundId, externalFundId, amountYen, ...line } = body;
		if ((fundId === undefined) === (externalFundId === undefined)) {
			throw invalid("spending_source_unknown", "one of fundId and externalFundId", {
				personKey: "spending.choose",
				params: { field: "fundId" },
			});
		}
		const source = fundId === undefined ? { externalFundId } : { fundId };
		const { spendingLineId } = await recordSpending(ctx, {
			...line,
			...source,
			amountYen: BigInt(amountYen),
		} as SpendingInput);
		return spendingAnswer(await readWrittenLine(ctx, spendingLineId));
	},
	"GET, HEAD",
);
