import type { z } from "zod";
import type { CampaignListRow } from "~/domain/campaigns/list-campaigns.server";
import { type campaignShape, jsonYen } from "./campaign-shapes";

export function campaignAnswer(row: CampaignListRow): z.input<typeof campaignShape> {
	const { figures, words, goal } = row;
	return {
		...{ id: row.id, slug: row.slug, status: row.status, startsOn: row.startsOn, endsOn: row.endsOn },
		hub: row.hub?.slug ?? null,
		hubs: row.hubs.map((hub) => hub.slug),
		title: { ja: words.titleJa, en: words.titleEn },
		summary: { ja: words.summaryJa, en: words.summaryEn },
		goal: { kind: goal.kind, amount: jsonYen(goal.amount) },
		receivedYen: jsonYen(figures.receivedYen),
		refundedYen: jsonYen(figures.refundedYen),
		netYen: jsonYen(figures.keptYen),
		giftCount: figures.giftCount,
		donorCount: figures.donorCount,
		monthlyDonorCount: figures.monthlyDonorCount,
		asOf: figures.asOf?.toISOString() ?? null,
		offers: row.offers.map((offer) => ({
			...{ name: offer.name, basisPoints: offer.basisPoints, startsOn: offer.startsOn, endsOn: offer.endsOn },
			limitYen: jsonYen(offer.limitYen),
			matchedYen: jsonYen(offer.limitYen - offer.remainingYen),
			remainingYen: jsonYen(offer.remainingYen),
		})),
	};
}
