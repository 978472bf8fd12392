/** Why somebody is thanked for money that another gave. `matching` is written by a match. */
export const SOFT_CREDIT_REASONS = ["matching", "introduced", "household", "employer", "other"] as const;
export type SoftCreditReason = (typeof SOFT_CREDIT_REASONS)[number];
