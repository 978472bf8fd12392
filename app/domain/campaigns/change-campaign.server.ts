import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import type { CampaignInput, OfferFields } from "./campaign.schema";
import { createOffer, parseCampaign, writeFunds } from "./create-campaign.server";
import {
	assertParts,
	assertSlugFree,
	campaignFacts,
	columnsOf,
	fieldsOf,
	type LockedCampaign,
	lockCampaign,
} from "./lock-campaign.server";
import { tallyLater } from "./tally-later.server";

/**
 * Changes a draft. The address of one that was public before stays: links to it are out.
 * @param input.basedOn  when it was last changed as the form saw it; absent where nothing can be lost
 * @throws AppError forbidden, campaign_not_found, campaign_not_draft (409), campaign_changed (409), campaign_invalid,
 *   campaign_slug, campaign_fundIds, campaign_imageId, campaign_offers (400)
 */
export async function changeCampaign(
	ctx: Ctx,
	input: { campaignId: string; basedOn?: string; fields: CampaignInput },
): Promise<void> {
	const { campaignId, basedOn } = input;
	await authorize(ctx, "change", { type: "Campaign", id: campaignId });
	const fields = parseCampaign(input.fields);
	await inTransaction(ctx, async (tx) => {
		const row = await lockCampaign(tx, campaignId);
		if (row.status !== "draft") {
			throw conflict("campaign_not_draft", `campaign ${campaignId} is ${row.status}`, {
				personKey: "campaigns.notDraft",
			});
		}
		if (basedOn !== undefined && basedOn !== row.updatedAt.toISOString()) {
			throw conflict("campaign_changed", `campaign ${campaignId} was changed meanwhile`, {
				personKey: "campaigns.changed",
			});
		}
		const slug = row.publishedAt === null ? fields.slug : row.slug;
		await assertSlugFree(tx, slug, campaignId);
		const before = fieldsOf(row);
		await assertParts(tx, ctx, row, fields, before);
		const updatedAt = new Date(Math.max(ctx.now.getTime(), row.updatedAt.getTime() + 1));
		await tx.campaign.update({ where: { id: campaignId }, data: { ...columnsOf(fields), slug, updatedAt } });
		await writeFunds(tx, campaignId, fields.fundIds);
		await writeOffers(tx, ctx, row, fields.offers);
		await audit(tx, ctx, {
			action: "campaign.changed",
			subject: { type: "campaign", id: campaignId },
			before: campaignFacts(before),
			after: campaignFacts({ ...fields, slug }),
		});
		// Terms of offers are terms of what they match.
		await tallyLater(tx, { campaignId, peerPageId: null });
	});
}

async function writeOffers(tx: Tx, ctx: Ctx, row: LockedCampaign, offers: readonly OfferFields[]): Promise<void> {
	for (const known of row.offers.filter((one) => !offers.some((offer) => offer.id === one.id))) {
		if (known.matchedYen > 0n) {
			throw invalid("campaign_offers", `offer ${known.id} has matched ${known.matchedYen} yen`, {
				personKey: "campaigns.offerDrawn",
				params: { field: "offers" },
			});
		}
		await tx.matchingOffer.delete({ where: { id: known.id } });
	}
	for (const offer of offers) {
		const known = row.offers.find((one) => one.id === offer.id);
		if (!known) {
			await createOffer(tx, ctx, row.id, offer);
			continue;
		}
		const { id, startsOn, endsOn, ...terms } = offer;
		const matchedYen = known.matchedYen < terms.limitYen ? known.matchedYen : terms.limitYen;
		await tx.matchingOffer.update({
			where: { id: id ?? known.id },
			data: { ...terms, matchedYen, startsOn: new Date(startsOn), endsOn: new Date(endsOn) },
		});
	}
}
