import type { RichBlock, RichImage } from "../rich-text.tsx";

/** What a campaign's card and page show; amounts as the domain has them. */
export interface CampaignCardView {
	slug: string;
	title: string;
	summary: string;
	image: RichImage | null;
	hub: CampaignHubView | null;
	hubs: readonly CampaignHubView[];
	motif: string;
	phase: "upcoming" | "running" | "ended";
	startsOn: string;
	endsOn: string;
	daysLeft: number | null;
	goal: { kind: "yen" | "donors" | "monthly_donors"; amount: bigint };
	reached: bigint;
	figures: {
		receivedYen: bigint;
		refundedYen: bigint;
		keptYen: bigint;
		giftCount: number;
		donorCount: number;
		monthlyDonorCount: number;
	};
	offers: readonly OfferView[];
}

export interface CampaignHubView {
	slug: string;
	abbreviation: string;
	name: string;
	motif: string;
}

export interface OfferView {
	id: string;
	name: string;
	basisPoints: number;
	limitYen: bigint;
	remainingYen: bigint;
	startsOn: string;
	endsOn: string;
	open: boolean;
}

export interface CampaignFundView {
	id: string;
	slug: string;
	name: string;
	purpose: string;
	institution: { slug: string; name: string; legalForm: string; corporateNumber: string | null };
	hub: CampaignHubView | null;
}

export interface CampaignPageView extends CampaignCardView {
	story: readonly RichBlock[];
	images: Readonly<Record<string, RichImage>>;
	funds: readonly CampaignFundView[];
	donors: readonly { id: string; displayName: string | null; message: string; givenOn: string }[];
}

/** The give form of a fund, which keeps where the donor came from and by which campaign. */
export function campaignGiveHref(
	{ slug, hub }: Pick<CampaignFundView, "slug" | "hub">,
	{ campaign, lang, query }: { campaign: string; lang: string; query: string },
): string {
	const search = new URLSearchParams(query);
	search.set("campaign", campaign);
	search.set("fund", slug);
	return `/${lang}${hub ? `/hubs/${hub.slug}` : ""}/give?${search}`;
}
