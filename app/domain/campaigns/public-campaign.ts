import type { Lang } from "~/i18n/lang.ts";
import { toDay } from "../calendar/fiscal-year.ts";
import { type ImageWords, type ShownImage, toShownImage } from "../images/image-kinds.ts";
import { type Yen, yen } from "../money/yen.ts";
import type { CampaignGoalKind } from "./campaign.status.ts";

export type CampaignPhase = "upcoming" | "running" | "ended";

/** A company's promise to give as much again. */
export interface PublicOffer {
	id: string;
	name: string;
	/** 10,000: one yen for one */
	basisPoints: number;
	limitYen: Yen;
	/** what of the limit is still there */
	remainingYen: Yen;
	startsOn: string;
	endsOn: string;
	/** its days have come and there is something left */
	open: boolean;
}

/** What came by a campaign. A promise of a company is no part of it. */
export interface CampaignFigures {
	receivedYen: Yen;
	/** refunds and lost disputes */
	refundedYen: Yen;
	/** received less refunded: what is shown */
	keptYen: Yen;
	giftCount: number;
	donorCount: number;
	monthlyDonorCount: number;
	asOf: Date | null;
}

export interface CampaignHub {
	id: string;
	slug: string;
	abbreviation: string;
	name: string;
	motif: string;
}

/** What a visitor meets of a campaign, in one language. */
export interface CampaignCard {
	id: string;
	slug: string;
	title: string;
	summary: string;
	image: ShownImage | null;
	/** whose it is; null: the programme's */
	hub: CampaignHub | null;
	/** the hubs its funds are for */
	hubs: CampaignHub[];
	/** drawn where there is no picture */
	motif: string;
	phase: CampaignPhase;
	/** YYYY-MM-DD */
	startsOn: string;
	endsOn: string;
	/** days until its last day, 0 on that day; null before and after */
	daysLeft: number | null;
	goal: { kind: CampaignGoalKind; amount: bigint };
	/** of the goal, in the goal's own unit */
	reached: bigint;
	/** 0 and up; more than 1 when the goal is passed */
	ratio: number;
	figures: CampaignFigures;
	offers: PublicOffer[];
}

type HubRow = { id: string; slug: string; abbreviation: string; nameJa: string; nameEn: string; motif: string };
type TallyRow = Omit<CampaignFigures, "keptYen" | "receivedYen" | "refundedYen"> & {
	receivedYen: bigint;
	refundedYen: bigint;
};

/** The columns and relations a card is made of. */
export interface CampaignRow {
	id: string;
	slug: string;
	titleJa: string;
	titleEn: string;
	summaryJa: string;
	summaryEn: string;
	goalKind: string;
	goalAmount: bigint;
	startsOn: Date;
	endsOn: Date;
	hub: HubRow | null;
	image: (ImageWords & { id: string; width: number; height: number }) | null;
	tally: TallyRow | null;
	offers: {
		id: string;
		nameJa: string;
		nameEn: string;
		basisPoints: number;
		limitYen: bigint;
		matchedYen: bigint;
		startsOn: Date;
		endsOn: Date;
	}[];
	funds: { fund: { hub: HubRow | null } }[];
}

const HUB = { id: true, slug: true, abbreviation: true, nameJa: true, nameEn: true, motif: true } as const;

/** Relations a card needs. */
export const CARD_INCLUDE = {
	hub: { select: HUB },
	image: {
		select: { id: true, width: true, height: true, altJa: true, altEn: true, creditJa: true, creditEn: true },
	},
	tally: true,
	offers: { orderBy: { id: "asc" } },
	funds: { orderBy: { sortOrder: "asc" }, include: { fund: { select: { hub: { select: HUB } } } } },
} as const;

export const dayText = (date: Date): string => date.toISOString().slice(0, 10);

export function phaseOf(row: { startsOn: Date; endsOn: Date }, today: string): CampaignPhase {
	if (today < dayText(row.startsOn)) return "upcoming";
	return today > dayText(row.endsOn) ? "ended" : "running";
}

/** The writer's own words in a language; the Japanese ones where nothing was written in English. */
export const inLang = (lang: Lang, ja: string, en: string): string => (lang === "en" && en !== "" ? en : ja);

export function toCampaignCard(row: CampaignRow, lang: Lang, today: string): CampaignCard {
	const hubs = new Map(
		row.funds.flatMap(({ fund }) => (fund.hub ? [[fund.hub.id, toHub(fund.hub, lang)] as const] : [])),
	);
	const phase = phaseOf(row, today);
	const figures = figuresOf(row.tally);
	const kind = row.goalKind as CampaignGoalKind;
	const reached = reachedOf(kind, figures);
	const hub = row.hub ? toHub(row.hub, lang) : null;
	return {
		id: row.id,
		slug: row.slug,
		title: inLang(lang, row.titleJa, row.titleEn),
		summary: inLang(lang, row.summaryJa, row.summaryEn),
		image: row.image ? toShownImage(row.image, lang) : null,
		hub,
		hubs: [...hubs.values()],
		motif: hub?.motif ?? (hubs.size === 1 ? ([...hubs.values()][0]?.motif ?? "ripples") : "ripples"),
		phase,
		startsOn: dayText(row.startsOn),
		endsOn: dayText(row.endsOn),
		daysLeft: phase === "running" ? toDay(today).until(toDay(dayText(row.endsOn))).days : null,
		goal: { kind, amount: row.goalAmount },
		reached,
		ratio: Number((reached * 10_000n) / row.goalAmount) / 10_000,
		figures,
		offers: row.offers.map((offer) => toOffer(offer, lang, today)),
	};
}

function toHub({ id, slug, abbreviation, nameJa, nameEn, motif }: HubRow, lang: Lang): CampaignHub {
	return { id, slug, abbreviation, name: lang === "ja" ? nameJa : nameEn, motif };
}

function figuresOf(tally: TallyRow | null): CampaignFigures {
	const receivedYen = yen(tally?.receivedYen ?? 0n);
	const refundedYen = yen(tally?.refundedYen ?? 0n);
	const { giftCount = 0, donorCount = 0, monthlyDonorCount = 0, asOf = null } = tally ?? {};
	const keptYen = yen(receivedYen - refundedYen);
	return { receivedYen, refundedYen, keptYen, giftCount, donorCount, monthlyDonorCount, asOf };
}

function reachedOf(kind: CampaignGoalKind, figures: CampaignFigures): bigint {
	if (kind === "yen") return figures.keptYen;
	return BigInt(kind === "donors" ? figures.donorCount : figures.monthlyDonorCount);
}

function toOffer(offer: CampaignRow["offers"][number], lang: Lang, today: string): PublicOffer {
	const { id, basisPoints, limitYen, matchedYen } = offer;
	const startsOn = dayText(offer.startsOn);
	const endsOn = dayText(offer.endsOn);
	const remainingYen = yen(limitYen - matchedYen);
	return {
		...{ id, basisPoints, startsOn, endsOn, remainingYen },
		name: inLang(lang, offer.nameJa, offer.nameEn),
		limitYen: yen(limitYen),
		open: remainingYen > 0n && startsOn <= today && today <= endsOn,
	};
}
