import { z } from "zod";
import { CAMPAIGN_GOAL_KINDS, CAMPAIGN_STATES } from "~/domain/campaigns/campaign.status";
import { toJsonNumber, yen } from "~/domain/money/yen";

const yenInt = z.int();
const inBoth = z.object({ ja: z.string(), en: z.string() });

export const campaignShape = z.object({
	id: z.uuid(),
	slug: z.string(),
	hub: z.string().nullable().describe("null: the programme's"),
	hubs: z.array(z.string()).describe("the hubs its funds are for"),
	title: inBoth,
	summary: inBoth,
	status: z.enum(CAMPAIGN_STATES as [string, ...string[]]),
	startsOn: z.iso.date(),
	endsOn: z.iso.date(),
	goal: z.object({
		kind: z.enum(CAMPAIGN_GOAL_KINDS),
		amount: z.int().describe("yen or people, as kind says; a goal is not money"),
	}),
	receivedYen: yenInt.describe("what came by it, before fees"),
	refundedYen: yenInt.describe("refunds and lost disputes of it"),
	netYen: yenInt.describe("received less refunded: what its page shows"),
	giftCount: z.int(),
	donorCount: z.int(),
	monthlyDonorCount: z.int(),
	asOf: z.iso.datetime().nullable().describe("when these figures last changed; null before its first gift"),
	offers: z.array(
		z.object({
			name: z.string(),
			basisPoints: z.int().describe("10000: one yen for one"),
			limitYen: yenInt,
			matchedYen: yenInt.describe("what gifts have drawn of it; a promise, not money"),
			remainingYen: yenInt,
			startsOn: z.iso.date(),
			endsOn: z.iso.date(),
		}),
	),
});

export const jsonYen = (amount: bigint) => toJsonNumber(yen(amount));
