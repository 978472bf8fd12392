/** New gifts are charged only on an active account that Stripe lets charge. */
export const STRIPE_ACCOUNT_STATES = ["onboarding", "active", "disabled"] as const;
export type StripeAccountState = (typeof STRIPE_ACCOUNT_STATES)[number];

/**
 * staff: somebody here paused it. deauthorized: the institution took our access away at Stripe. key_refused: Stripe no
 * longer takes its key. The last two end by themselves when Stripe answers again.
 */
export const DISABLED_REASONS = ["staff", "deauthorized", "key_refused"] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

export const takesNewGifts = (account: { status: string; chargesEnabled: boolean }): boolean =>
	account.status === "active" && account.chargesEnabled;
