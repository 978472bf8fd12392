import type { Category } from "../ledger/kinds.ts";
import type { OpportunityStage } from "../opportunities/opportunity.status.ts";

/*
 * How much of what may come is counted, and why (docs/decisions/0035).
 *
 * A weight that hangs on a record is (good + prior x strength) / (all + strength): with nothing known the prior, with every
 * case more the record itself. Its band is the same weight after two more cases, both bad or both good.
 * All weights are of 10,000.
 */

/** Cases whose outcome is not known yet and that make the band. */
export const BAND_CASES = 2;
/** However long a record is, the band is a tenth to either side at least: many awards still bring less or more in the same year. */
export const BAND_FLOOR = 1_000;

export type Prior = { weight: number; strength: number };

/** An instalment this many days late is likely, no longer secured. */
export const LATE_DAYS = 90;

/** By how late it is; the record is the donor's own: instalments paid of those due for more than 90 days. */
export const LATE_BANDS = [
	{ key: "to_180", fromDays: LATE_DAYS + 1, weight: 6_000 },
	{ key: "to_365", fromDays: 181, weight: 4_000 },
	{ key: "over_365", fromDays: 366, weight: 2_000 },
] as const;
export const LATE_STRENGTH = 2;

/** The record is the hub's own: won of all that came this far and were closed. */
export const STAGE_PRIORS: Record<Exclude<OpportunityStage, "won" | "lost">, Prior> = {
	identified: { weight: 1_000, strength: 5 },
	cultivating: { weight: 2_500, strength: 5 },
	asked: { weight: 4_000, strength: 5 },
	negotiating: { weight: 7_000, strength: 5 },
};

/** The record is the hub's own: decided of all that were applied for and answered, in that category. */
export const APPLICATION_PRIORS: Record<Exclude<Category, "gift" | "wpi_subsidy">, Prior> = {
	competitive: { weight: 3_000, strength: 4 },
	commissioned: { weight: 5_000, strength: 4 },
	joint: { weight: 6_000, strength: 4 },
	subsidy: { weight: 4_000, strength: 4 },
	fund_income: { weight: 8_000, strength: 4 },
	ip: { weight: 5_000, strength: 4 },
	startup: { weight: 4_000, strength: 4 },
	other: { weight: 4_000, strength: 4 },
	host: { weight: 7_000, strength: 4 },
};
/** A later year of an award that was decided: planned, and to be decided when its turn comes. */
export const LATER_YEAR_PRIOR: Prior = { weight: 8_500, strength: 4 };

/** By the state of the card a plan is charged to. */
export const CARD_STATES = {
	active: { low: 9_500, expected: 9_800, high: 10_000 },
	/** expires before the charge; often the bank replaces it unasked */
	expiring: { low: 7_000, expected: 8_500, high: 9_500 },
	/** a charge failed and is tried again */
	retrying: { low: 4_000, expected: 6_500, high: 8_500 },
	/** a charge failed and no further try is planned */
	past_due: { low: 1_000, expected: 3_000, high: 6_000 },
	/** paused until a day */
	paused: { low: 6_000, expected: 8_000, high: 9_500 },
	/** paused without an end */
	paused_open: { low: 0, expected: 1_500, high: 4_000 },
} as const;
export type CardState = keyof typeof CARD_STATES;

/** Plans that end within a year: 3 of 20, and then the hub's own record of plan-years lived and plans ended. */
export const ENDING_PRIOR = { ended: 3, planYears: 20 } as const;

/** Texts of console.json that say why; their params come with each figure. */
export const REASON_KEYS = {
	late_instalment: "outlook.reasons.late",
	/** and the card's state */
	recurring: `outlook.reasons.recurring.`,
	opportunity: "outlook.reasons.opportunity",
	pending: "outlook.reasons.pending",
	year: "outlook.reasons.year",
} as const;

/** The next fiscal years an outlook reaches over, after this one. */
export const HORIZON_YEARS = 10;
