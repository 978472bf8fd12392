/**
 * What a snapshot freezes: plain data, hashed as it stands. Money is integer yen as text, days are YYYY-MM-DD in JST.
 * A later version of the product reads older versions of it, and never changes one.
 */
export type SnapshotContent = {
	version: 1;
	fiscalYear: number;
	/** the years figures are given for, oldest first; the last is `fiscalYear` */
	fiscalYears: number[];
	title: string;
	note: string;
	/** null: the whole programme */
	hub: string | null;
	takenAt: string;
	takenBy: string;
	/** which ledger entries are in it: PostgreSQL's own snapshot, and the newest entry seen */
	ledger: { readPoint: string; lastEntryId: string };
	/** names of every hub in it, in order */
	hubs: { slug: string; abbreviation: string; nameJa: string; nameEn: string }[];
	figures: SnapshotFigure[];
	coverage: SnapshotCoverage[];
	reviewSheet: {
		budgets: {
			fiscalYear: number;
			initialMillionYen: number;
			carriedInMillionYen: number | null;
			carriedOutMillionYen: number | null;
			totalMillionYen: number | null;
			executedMillionYen: number | null;
			executionRatePercent: number | null;
		}[];
		blocks: { fiscalYear: number; block: string; sumMillionYen: number; printedMillionYen: number }[];
	};
	followUp: { hub: string; open: number; answered: number; late: number }[];
	indicators: { hub: string; indicator: string; value: string | null; target: string | null }[];
};

/** `all` is a sum of its own, never added from the rows; hub `none` is money of the programme itself. */
export type SnapshotFigure = {
	fiscalYear: number;
	hub: string;
	category: string;
	externalYen: string;
	grossYen: string;
	refundedYen: string;
	feeYen: string;
	netYen: string;
	securedYen: string;
	spentYen: string;
	/** received payments, as /api/v1/totals counts them */
	count: number;
	precision: "yen" | "million_yen";
};

export type SnapshotCoverage = {
	hub: string;
	fiscalYear: number;
	neededYen: string;
	securedYen: string;
	likelyYen: { low: string; expected: string; high: string };
	/** secured toward what is needed, by use; null where nothing is needed */
	securedRatio: number | null;
};

export const SNAPSHOT_MEASURES = ["external", "gross", "refunded", "fee", "net", "secured", "spent"] as const;
export type SnapshotMeasure = (typeof SNAPSHOT_MEASURES)[number];

/** One amount of a snapshot; 0 where nothing was booked. */
export function figureOf(
	content: Pick<SnapshotContent, "figures">,
	at: { fiscalYear: number; hub?: string; category?: string },
	measure: SnapshotMeasure,
): bigint {
	const { fiscalYear, hub = "all", category = "all" } = at;
	const found = content.figures.find(
		(one) => one.fiscalYear === fiscalYear && one.hub === hub && one.category === category,
	);
	return BigInt(found?.[`${measure}Yen`] ?? "0");
}
