import { USUAL_USE } from "~/domain/external-funds/external-fund.schema";
import { findFundPlace } from "~/domain/external-funds/find-fund-place.server";
import { readExternalFunds, readWrittenFund } from "~/domain/external-funds/read-external-funds.server";
import { externalFundSchema, recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { notFound } from "~/platform/errors";
import { accepts, checkedInput } from "./accept.server";
import { answers } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { externalFundAnswer } from "./external-fund-answer";
import { POSTS } from "./post-endpoints";

export const loader = answers(ENDPOINTS.externalFunds, async (ctx, { hub, decision, ...filter }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const { funds, nextCursor } = await readExternalFunds(ctx, {
		...filter,
		hubId,
		decision: decision as "pending" | "decided" | "declined" | undefined,
	});
	return { data: funds.map(externalFundAnswer), nextCursor };
});

export const action = accepts(
	POSTS.recordExternalFund,
	async (ctx, { body }) => {
		const { hub, institution, years = [], receipts = [], adjustmentReason, ...facts } = body;
		const input = {
			...facts,
			...(await findFundPlace(ctx, { hub, institution })),
			use: facts.use ?? USUAL_USE[facts.category],
			source: "api" as const,
			// Without a number nothing tells two awards of one title apart: the caller's key has.
			another: true,
			years: years.map((year) => ({
				fiscalYear: year.fiscalYear,
				plannedYen: BigInt(year.plannedYen ?? 0),
				decidedYen: bigOrNull(year.decidedYen),
				directYen: bigOrNull(year.directYen),
				indirectYen: bigOrNull(year.indirectYen),
				carriedOverYen: BigInt(year.carriedOverYen ?? 0),
				returnedYen: BigInt(year.returnedYen ?? 0),
				precision: year.precision,
			})),
			receipts: receipts.map((receipt) => ({
				...receipt,
				amountYen: BigInt(receipt.amountYen),
				indirectYen: BigInt(receipt.indirectYen ?? 0),
			})),
		};
		checkedInput(externalFundSchema, input);
		const { id } = await recordExternalFund(ctx, input, adjustmentReason);
		return externalFundAnswer(await readWrittenFund(ctx, id));
	},
	"GET, HEAD",
);

const bigOrNull = (amount: number | null | undefined) =>
	amount === null || amount === undefined ? null : BigInt(amount);
