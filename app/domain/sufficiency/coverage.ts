import type { Category, Use } from "../ledger/kinds.ts";
import type { Yen } from "../money/yen.ts";

/** What is promised or decided, in full, and not received yet. */
export const SECURED_SOURCES = ["instalment", "fund", "host"] as const;
/** What may come, by weight. */
export const LIKELY_SOURCES = ["late_instalment", "recurring", "opportunity", "undecided_fund"] as const;
/** Money an award received in one year and carries over: it pays what is needed in the next. */
export const CARRIED_SOURCE = "carried_over";
export const OUTLOOK_SOURCES = [...SECURED_SOURCES, CARRIED_SOURCE, ...LIKELY_SOURCES] as const;
export type SecuredSource = (typeof SECURED_SOURCES)[number];
export type LikelySource = (typeof LIKELY_SOURCES)[number];
export type OutlookSource = (typeof OUTLOOK_SOURCES)[number];

/** A guess with its band, whole yen rounded down. */
export type YenRange = { low: Yen; expected: Yen; high: Yen };

/** A text of console.json with what it says: why money counts with this weight. */
export type Reason = { key: string; params: Record<string, string | number> };

export type UseCoverage = {
	use: Use;
	neededYen: Yen;
	/** secured money that pays it */
	placedYen: Yen;
	/** of what is still needed after that */
	likely: YenRange;
};
export type CoverageSource = { source: "received" | SecuredSource; category: Category; yen: Yen };
export type LikelyFigure = YenRange & {
	source: LikelySource;
	category: Category;
	/** what its weight hangs on: a card's state, a stage, a category */
	weightKey: string;
	/** in full, before its weight */
	yen: Yen;
	count: number;
	reason: Reason;
};

/** One fiscal year of a hub's way to standing alone (docs/design.md §6). */
export type CoverageYear = {
	fiscalYear: number;
	neededYen: Yen;
	/** received, promised and decided: the sum of `sources` */
	securedYen: Yen;
	/** what of it may pay what is needed: a surplus of one use pays no other */
	placedYen: Yen;
	/** placed by needed; null where nothing is needed */
	securedRatio: number | null;
	/** in full what is likely, whatever it may pay */
	likely: YenRange;
	/** with what is likely of that placed too */
	expectedRatio: number | null;
	/** the ledger's figure, before what an award carries over into the next year */
	receivedYen: Yen;
	/** received in this year and carried over: it counts in the next */
	carriedOverYen: Yen;
	uses: UseCoverage[];
	sources: CoverageSource[];
	likelySources: LikelyFigure[];
};

/** What must be closed to stay on the line. */
export type CoverageGap = {
	/** the first year that is not covered once support has ended */
	fiscalYear: number;
	gapYen: Yen;
	/** the day before that year begins (JST) */
	closeBy: string;
	/** this quarter's part, by its last day */
	thisQuarterYen: Yen;
	thisQuarterBy: string;
	/** with this one */
	quartersLeft: number;
};

export type CoverageHub = { id: string; slug: string; abbreviation: string; nameJa: string; nameEn: string };
export type CoverageSupport = {
	/** null: its years were not entered */
	lastFiscalYear: number | null;
	/** first fiscal year after support */
	standAloneFrom: number | null;
};

export type Coverage = {
	hubId: string;
	hub: CoverageHub;
	/** JST day */
	asOf: string;
	/** when what is to come was last summed; null: never */
	refreshedAt: Date | null;
	/** null: no plan is approved, so nothing is needed */
	planVersion: number | null;
	support: CoverageSupport;
	years: CoverageYear[];
	gap: CoverageGap | null;
};

/** One square of the programme's table, hub by year, with all its figures. */
export type CoverageCell = CoverageYear & {
	hubId: string;
	hub: CoverageHub;
	planVersion: number | null;
	support: CoverageSupport;
	/** of the hub, the same in each of its cells */
	gap: CoverageGap | null;
};
