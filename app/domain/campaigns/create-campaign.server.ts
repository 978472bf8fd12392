import { z } from "zod";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import { newId } from "~/platform/new-id";
import { actorId } from "../access/actor";
import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { overseenHub } from "../hubs/overseen-hub.server";
import { type CampaignFields, type CampaignInput, campaignFieldsSchema, type OfferFields } from "./campaign.schema";
import { mayAt } from "./campaign-place.server";
import { assertParts, assertSlugFree, campaignFacts, columnsOf } from "./lock-campaign.server";

/**
 * A draft: nobody but the hub's own staff sees it until a second person has published it.
 * @param input.hubId  null: a campaign of the programme
 * @param input.practiceId  the practice it was made of
 * @throws AppError forbidden, hub_not_found, campaign_invalid, campaign_slug, campaign_fundIds, campaign_imageId (400)
 */
export async function createCampaign(
	ctx: Ctx,
	input: { hubId: string | null; fields: CampaignInput; practiceId?: string },
): Promise<{ campaignId: string }> {
	const { hubId, practiceId } = input;
	if (!mayEver(ctx, "change", "Campaign")) throw forbidden("change Campaign");
	const place = { hubId, hub: hubId === null ? null : await overseenHub(ctx, { id: hubId }) };
	if (!mayAt(ctx, "change", place)) throw forbidden(`change campaigns of ${hubId ?? "the programme"}`);
	const fields = parseCampaign(input.fields);
	return inTransaction(ctx, async (tx) => {
		await assertSlugFree(tx, fields.slug);
		await assertParts(tx, ctx, place, fields);
		const campaignId = newId();
		const times = { createdAt: ctx.now, updatedAt: ctx.now };
		await tx.campaign.create({
			data: { id: campaignId, hubId, practiceId, createdBy: actorId(ctx.actor), ...columnsOf(fields), ...times },
		});
		await writeFunds(tx, campaignId, fields.fundIds);
		for (const offer of fields.offers) await createOffer(tx, ctx, campaignId, offer);
		await audit(tx, ctx, {
			action: "campaign.created",
			subject: { type: "campaign", id: campaignId },
			after: { hubId, ...campaignFacts(fields) },
		});
		return { campaignId };
	});
}

/** @throws AppError campaign_invalid (400) */
export function parseCampaign(input: CampaignInput): CampaignFields {
	const parsed = campaignFieldsSchema.safeParse(input);
	if (!parsed.success) throw invalid("campaign_invalid", z.prettifyError(parsed.error));
	return parsed.data;
}

/** In the order they were chosen. */
export async function writeFunds(tx: Tx, campaignId: string, fundIds: readonly string[]): Promise<void> {
	await tx.campaignFund.deleteMany({ where: { campaignId } });
	await tx.campaignFund.createMany({
		data: fundIds.map((fundId, sortOrder) => ({ campaignId, fundId, sortOrder })),
	});
}

export async function createOffer(tx: Tx, ctx: Ctx, campaignId: string, offer: OfferFields): Promise<void> {
	const { id: _id, startsOn, endsOn, ...terms } = offer;
	await tx.matchingOffer.create({
		// Offers draw in the order of their ids.
		data: {
			...{ id: newId(), campaignId, ...terms },
			...{ startsOn: new Date(startsOn), endsOn: new Date(endsOn), createdAt: ctx.now },
		},
	});
}
