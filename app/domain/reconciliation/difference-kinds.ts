/** What Stripe and the books can disagree on; a database CHECK holds the list. */
export const DIFFERENCE_KINDS = [
	/** Stripe charged a donor of ours and the books have no gift for it. */
	"missing_gift",
	/** The books have money twice that Stripe has once, or a donor paid one gift twice. */
	"double_gift",
	/** The fee in the books is not what Stripe kept. */
	"wrong_fee",
	/** The money is at another Stripe account than the books say. */
	"wrong_account",
	/** The same thing, with another amount. */
	"amount_differs",
	/** A refund is on one side only, or its failure is. */
	"refund_missing",
	/** A payout is on one side only, or its failure is. */
	"payout_missing",
	/** A dispute has gone on at Stripe, and the books have not followed. */
	"stale_dispute",
	/** A charge that no form or plan of ours made. */
	"unknown_charge",
	/** A payment whose parts do not add up to it: some of it belongs to no gift. */
	"unallocated_payment",
	/** The balance at Stripe is not the ledger's, and no other difference says why. */
	"balance_differs",
	/** Money moved at Stripe for a reason the books do not know, such as a fee of the account itself. */
	"unknown_balance_transaction",
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export const DIFFERENCE_STATES = ["open", "explained", "gone"] as const;
export type DifferenceState = (typeof DIFFERENCE_STATES)[number];

/** What one comparison found. */
export type Finding = {
	kind: DifferenceKind;
	objectId: string;
	institutionId: string | null;
	giftId?: string | null;
	stripeYen: bigint | null;
	ledgerYen: bigint | null;
	/** how much more is at Stripe than in the ledger because of it */
	effectYen: bigint;
	/** the JST day of the object at Stripe; null for what has none */
	objectOn: string | null;
	/** a short word of the cause and ids; nothing personal */
	facts: { cause: string; rootId?: string } & Record<string, string>;
};
