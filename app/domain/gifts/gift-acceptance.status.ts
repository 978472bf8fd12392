import { defineStates } from "../states.ts";

/**
 * Whether the institution takes the gift; apart from its payment, since card money arrives before the decision.
 * A refusal after payment starts a refund.
 */
export const giftAcceptance = defineStates("gift acceptance", {
	initial: ["not_required", "applied"],
	moves: {
		not_required: [],
		applied: ["under_review"],
		under_review: ["accepted", "refused"],
		accepted: [],
		refused: [],
	},
});

export const GIFT_ACCEPTANCE_STATES = giftAcceptance.all;
export type GiftAcceptanceState = (typeof GIFT_ACCEPTANCE_STATES)[number];
