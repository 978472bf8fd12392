/** What is asked with, and may be looked back on. */
export const OUTCOME_KINDS = ["campaign", "appeal", "report"] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** Counts of one ask until now. A person who gave twice by it is one donor and two gifts. */
export interface OutcomeFigures {
	/** mails and letters that left */
	sentCount: number;
	bouncedCount: number;
	complaintCount: number;
	/** who stopped such mails within 30 days of theirs */
	unsubscribedCount: number;
	/** pages opened with its code */
	visitCount: number;
	giftCount: number;
	donorCount: number;
	/** received less refunds and lost disputes */
	keptYen: bigint;
	/** of its donors, those who gave to the hub once more within 90 days */
	againCount: number;
	/** those who did, or whose 90 days are over: of how many `againCount` can be said */
	againRipeCount: number;
	costYen: bigint;
}

/** Days in which a second gift counts. */
export const AGAIN_DAYS = 90;
/** Days in which stopping the mails is counted to the one that came before. */
export const UNSUBSCRIBED_DAYS = 30;

/** What can be compared between asks of different size. Null where nothing can be said yet. */
export interface OutcomeRates {
	/** of what left */
	bounced: number | null;
	/** of what arrived */
	unsubscribed: number | null;
	answered: number | null;
	again: number | null;
	/** yen */
	averageYen: number | null;
	/** yen spent for a yen kept */
	costPerYen: number | null;
}
export const RATE_NAMES = ["bounced", "unsubscribed", "answered", "again", "averageYen", "costPerYen"] as const;
export type RateName = (typeof RATE_NAMES)[number];

export const deliveredOf = ({ sentCount, bouncedCount }: OutcomeFigures): number => sentCount - bouncedCount;

export function ratesOf(figures: OutcomeFigures): OutcomeRates {
	const { sentCount, bouncedCount, unsubscribedCount, donorCount, giftCount, keptYen, costYen } = figures;
	const delivered = deliveredOf(figures);
	const of = (part: number, whole: number) => (whole > 0 ? part / whole : null);
	return {
		bounced: of(bouncedCount, sentCount),
		unsubscribed: of(unsubscribedCount, delivered),
		answered: of(donorCount, delivered),
		again: of(figures.againCount, figures.againRipeCount),
		averageYen: of(Number(keptYen), giftCount),
		costPerYen: costYen > 0n && keptYen > 0n ? Number((costYen * 10_000n) / keptYen) / 10_000 : null,
	};
}

/** Middle half and middle of what others have; told only when nobody can be made out in it. */
export interface Spread {
	lower: number;
	middle: number;
	upper: number;
	/** asks, and hubs they are of */
	count: number;
	hubs: number;
}

/** Fewer would show whose they are. */
export const SPREAD_LEAST = { asks: 5, hubs: 3 } as const;

/** @param values  of asks of other hubs, each with its hub */
export function spreadOf(values: readonly { hubId: string; value: number | null }[]): Spread | null {
	const known = values.flatMap(({ hubId, value }) => (value === null ? [] : [{ hubId, value }]));
	const hubs = new Set(known.map(({ hubId }) => hubId)).size;
	if (known.length < SPREAD_LEAST.asks || hubs < SPREAD_LEAST.hubs) return null;
	const sorted = known.map(({ value }) => value).sort((a, b) => a - b);
	return {
		lower: quantile(sorted, 0.25),
		middle: quantile(sorted, 0.5),
		upper: quantile(sorted, 0.75),
		count: known.length,
		hubs,
	};
}

/** Between the two values beside it, as PostgreSQL's percentile_cont. */
function quantile(sorted: readonly number[], share: number): number {
	const at = (sorted.length - 1) * share;
	const low = sorted[Math.floor(at)] ?? 0;
	const high = sorted[Math.ceil(at)] ?? low;
	return low + (high - low) * (at - Math.floor(at));
}
