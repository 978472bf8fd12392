export const CHANGE_STATES = ["requested", "applied", "failed"] as const;
/** What can be asked of a plan that has begun. */
export type ChangeAction = "amount" | "pause" | "resume" | "card" | "stop";
/** Amounts as text, days as `YYYY-MM-DD`. */
export type ChangeFacts = Record<string, string | number | null>;

export const REASON_MAX = 500;
/** Stripe's own bounds for a card in yen; the fund's limits are narrower. */
export const PLAN_YEN = { min: 50n, max: 99_999_999n };
/** A pause ends within so many days, or has no end. */
export const PAUSE_MAX_DAYS = 731;
