import type { Category, Use } from "../ledger/kinds.ts";
import type { Yen } from "../money/yen.ts";
import type { CoverageHub, CoverageSupport, OutlookSource, Reason, YenRange } from "./coverage.ts";
import type { ByUse } from "./place-money.ts";

/** Received by fiscal year: the ledger's `secured` measure. */
export type ReceivedFigure = { fiscalYear: number; category: Category; use: Use; yen: Yen };
/** A row of the outlook; of what is promised or decided, low, expected and high are the whole. */
export type OutlookFigure = YenRange & {
	fiscalYear: number;
	source: OutlookSource;
	category: Category;
	use: Use;
	weightKey: string;
	yen: Yen;
	count: number;
	reason: Reason;
};
/** What a funder decided and has not paid yet, by year. */
export type FunderFigure = { funder: string; fiscalYear: number; category: Category; use: Use; yen: Yen };

/** All a hub's coverage is reckoned from: plain figures, so that a what-if is the same reckoning of other figures. */
export type CoverageInputs = {
	hub: CoverageHub;
	/** JST day */
	asOf: string;
	refreshedAt: Date | null;
	planVersion: number | null;
	/** by fiscal year; a year without costs is not there */
	needed: ReadonlyMap<number, ByUse>;
	support: CoverageSupport;
	received: readonly ReceivedFigure[];
	outlook: readonly OutlookFigure[];
	/** read only where a change asks for it */
	funders: readonly FunderFigure[];
};
