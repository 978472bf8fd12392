import { Prisma } from "~/platform/db/client.server";
import type { Tx } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { CampaignFields } from "./campaign.schema";
import { type CampaignState, campaign } from "./campaign.status";
import { mayAt, type Place } from "./campaign-place.server";
import { dayText } from "./public-campaign";

const WITH_PARTS = {
	hub: { include: { hosts: true } },
	funds: { orderBy: { sortOrder: "asc" } },
	offers: { orderBy: { id: "asc" } },
} as const;
export type LockedCampaign = Prisma.CampaignGetPayload<{ include: typeof WITH_PARTS }>;

/** The campaign with its funds and offers, locked until the transaction ends. @throws AppError campaign_not_found */
export async function lockCampaign(tx: Tx, campaignId: string): Promise<LockedCampaign> {
	// Gifts name it all the while: only another change of it waits.
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM campaign WHERE id = ${campaignId}::uuid FOR NO KEY UPDATE`);
	const row = await tx.campaign.findUnique({ where: { id: campaignId }, include: WITH_PARTS });
	if (!row) throw notFound("campaign", campaignId);
	return row;
}

/** @throws AppError campaign_moved (409) */
export function assertCampaignMove(row: { id: string; status: string }, to: CampaignState): void {
	if (campaign.canMove(row.status as CampaignState, to)) return;
	throw conflict("campaign_moved", `campaign ${row.id} is ${row.status}`, { personKey: "campaigns.moved" });
}

const refused = (field: string, personKey: string, logMessage: string) =>
	invalid(`campaign_${field}`, logMessage, { personKey, params: { field } });

/**
 * Funds must be open and where the campaign may give to; the picture is its own or the programme's.
 * @param known  what was chosen before, which may stay
 * @throws AppError campaign_fundIds, campaign_imageId (400)
 */
export async function assertParts(
	tx: Tx,
	ctx: Ctx,
	place: Place,
	fields: Pick<CampaignFields, "fundIds" | "imageId">,
	known: { fundIds: readonly string[]; imageId: string | null } = { fundIds: [], imageId: null },
): Promise<void> {
	const added = fields.fundIds.filter((id) => !known.fundIds.includes(id));
	const funds = await tx.fund.findMany({
		where: { id: { in: added }, status: "open" },
		select: { id: true, hubId: true, hub: { select: { hosts: true } } },
	});
	const mayGiveTo = ({ hubId, hub }: (typeof funds)[number]) =>
		place.hubId === null || hubId === place.hubId || (hubId !== null && mayAt(ctx, "change", { hubId, hub }));
	if (funds.length !== added.length || !funds.every(mayGiveTo)) {
		throw refused("fundIds", "fields.fund.unknown", `funds ${added.join(", ")} are not all of this place`);
	}
	const { imageId } = fields;
	if (imageId === null || imageId === known.imageId) return;
	const image = isUuid(imageId) ? await tx.image.findUnique({ where: { id: imageId } }) : null;
	if (!image || (image.hubId !== null && image.hubId !== place.hubId)) {
		throw refused("imageId", "fields.choose", `image ${imageId} is not of this place`);
	}
}

/** @throws AppError campaign_slug (400) */
export async function assertSlugFree(tx: Tx, slug: string, campaignId?: string): Promise<void> {
	// Two of one moment wait for each other.
	await tx.$queryRaw(Prisma.sql`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`campaign:${slug}`}, 0))`);
	const taken = await tx.campaign.findUnique({ where: { slug }, select: { id: true } });
	if (taken && taken.id !== campaignId) throw refused("slug", "campaigns.slugTaken", `slug ${slug} is taken`);
}

export function columnsOf(fields: CampaignFields) {
	const { offers: _offers, fundIds: _fundIds, startsOn, endsOn, ...columns } = fields;
	return { ...columns, startsOn: new Date(startsOn), endsOn: new Date(endsOn) };
}

/** As audit events hold it: long texts as their length, amounts as text. */
export function campaignFacts(fields: CampaignFields) {
	const { storyJa, storyEn, goalAmount, offers, ...rest } = fields;
	return {
		...rest,
		storyJa: storyJa.length,
		storyEn: storyEn.length,
		goalAmount: goalAmount.toString(),
		offers: offers.map(({ id: _id, limitYen, ...offer }) => ({ ...offer, limitYen: limitYen.toString() })),
	};
}

/** The fields of a campaign that is there. */
export function fieldsOf(row: LockedCampaign): CampaignFields {
	const { slug, titleJa, titleEn, summaryJa, summaryEn, storyJa, storyEn, imageId, goalKind, goalAmount } = row;
	return {
		...{ slug, titleJa, titleEn, summaryJa, summaryEn, storyJa, storyEn, imageId },
		goalKind: goalKind as CampaignFields["goalKind"],
		goalAmount: goalAmount as CampaignFields["goalAmount"],
		startsOn: dayText(row.startsOn),
		endsOn: dayText(row.endsOn),
		fundIds: row.funds.map((fund) => fund.fundId),
		offers: row.offers.map((offer) => ({
			...{ id: offer.id, nameJa: offer.nameJa, nameEn: offer.nameEn, basisPoints: offer.basisPoints },
			limitYen: offer.limitYen,
			startsOn: dayText(offer.startsOn),
			endsOn: dayText(offer.endsOn),
		})),
	};
}
