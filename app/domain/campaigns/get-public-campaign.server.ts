import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { readPublicFigures } from "../access/read-rows.server";
import { jstDayString } from "../calendar/fiscal-year";
import { type FundRow, type PublicFund, toPublicFund } from "../funds/public-fund";
import { type ShownImage, toShownImage } from "../images/image-kinds";
import { listImagesById } from "../images/list-images.server";
import { imageIdsOf, parseRichText, type RichBlock } from "../rich-text/rich-text";
import {
	CARD_INCLUDE,
	type CampaignCard,
	type CampaignHub,
	type CampaignRow,
	inLang,
	toCampaignCard,
} from "./public-campaign";

/** A fund of a campaign that takes gifts; `hub` is null for one of the programme. */
export interface CampaignFund extends PublicFund {
	hub: CampaignHub | null;
}

/** A donor who agreed to be shown, and whose words staff approved. Never with an amount. */
export interface CampaignDonor {
	id: string;
	displayName: string | null;
	message: string;
	givenOn: string;
}

export interface PublicCampaign extends CampaignCard {
	story: RichBlock[];
	/** the story's pictures, by id */
	images: Record<string, ShownImage>;
	funds: CampaignFund[];
	donors: CampaignDonor[];
}

const INCLUDE = {
	...CARD_INCLUDE,
	funds: {
		orderBy: { sortOrder: "asc" },
		include: {
			fund: {
				include: { hub: CARD_INCLUDE.hub, institution: { include: { givingPolicy: true } }, receiptIssuer: true },
			},
		},
	},
} as const;

/**
 * All a campaign's public page shows.
 * @throws AppError campaign_not_found  also before it is published and after it was withdrawn
 */
export async function getPublicCampaign(ctx: Ctx, slug: string): Promise<PublicCampaign> {
	const row = await ctx.db.campaign.findFirst({ where: { slug, status: "published" }, include: INCLUDE });
	if (!row) throw notFound("campaign", slug.slice(0, 80));
	return toPage(ctx, row);
}

/**
 * The same page of a campaign that is not published yet, for whoever may see it in the console.
 * @throws AppError campaign_not_found
 */
export async function previewCampaign(ctx: Ctx, campaignId: string): Promise<PublicCampaign> {
	const row = await ctx.db.campaign.findUnique({ where: { id: campaignId }, include: INCLUDE });
	if (!row) throw notFound("campaign", campaignId);
	return toPage(ctx, row);
}

type PageRow = Omit<CampaignRow, "funds"> & {
	storyJa: string;
	storyEn: string;
	funds: { fund: FundRow & { status: string; hub: CampaignRow["hub"] } }[];
};

async function toPage(ctx: Ctx, row: PageRow): Promise<PublicCampaign> {
	const card = toCampaignCard(row, ctx.lang, jstDayString(ctx.now));
	const story = parseRichText(inLang(ctx.lang, row.storyJa, row.storyEn));
	const [images, donors] = await Promise.all([listImagesById(ctx, imageIdsOf(story)), listCampaignDonors(row.id)]);
	const hubs = new Map(card.hubs.map((hub) => [hub.id, hub]));
	return {
		...card,
		story,
		images: Object.fromEntries(images.map((image) => [image.id, toShownImage(image, ctx.lang)])),
		funds: row.funds
			.filter(({ fund }) => fund.status === "open")
			.map(({ fund }) => ({ ...toPublicFund(fund, ctx.lang), hub: fund.hub ? (hubs.get(fund.hub.id) ?? null) : null })),
		donors,
	};
}

const SHOWN = 24;

const donorRow = z.object({
	id: z.string(),
	displayName: z.string().nullable(),
	message: z.string(),
	givenOn: z.string(),
});

/** The latest approved ones of a campaign. A gift that went back in full is no longer shown. */
function listCampaignDonors(campaignId: string): Promise<CampaignDonor[]> {
	return readPublicFigures(
		donorRow,
		"names and messages whose donors agreed and which staff approved for display",
		Prisma.sql`
		SELECT g.id::text AS id, CASE WHEN g.anonymous OR g.display_name = '' THEN NULL ELSE g.display_name END AS "displayName",
			g.message, g.given_on::text AS "givenOn"
		FROM gift g
		WHERE g.campaign_id = ${campaignId}::uuid AND g.display_status = 'approved' AND g.given_on IS NOT NULL
			AND g.payment_status = 'received'
			AND g.amount_yen > g.back_yen
		ORDER BY g.given_on DESC, g.id DESC
		LIMIT ${SHOWN}`,
	);
}
