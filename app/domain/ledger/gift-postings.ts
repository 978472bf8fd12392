import type { Channel, LedgerAccountCode, LedgerKind, Use } from "./kinds";
import type { LedgerLine, LedgerPosting } from "./post-entries.server";

/** What a gift's postings need to know of its gift and fund. */
export type GiftPurpose = {
	institutionId: string;
	/** null for a programme fund */
	hubId: string | null;
	fundId: string;
	channel: Channel;
	use: Use;
	/** null for money of the institution's own bank */
	stripeAccountId: string | null;
};

/** Which account each kind debits and which it credits; a negative amount is the other way round. */
const SIDES = {
	/** A gift that arrived, gross. */
	gift_received: ["stripe_balance", "gift_income"],
	/** A gift that came to the institution's own bank. */
	bank_gift_received: ["institution_bank", "gift_income"],
	/** What Stripe kept for the charge. */
	processor_fee: ["processor_fee", "stripe_balance"],
	/** The institution's own share: no money moves, the hub's use of the gift shrinks. */
	overhead: ["overhead", "institution_overhead"],
	/** The part of that share that goes back with a refund or a lost dispute. */
	overhead_returned: ["institution_overhead", "overhead"],
	/** Money on its way back to the donor, on the refund's own day. */
	gift_refunded: ["gift_income", "stripe_balance"],
	/** The same from the institution's own bank. */
	bank_gift_refunded: ["gift_income", "institution_bank"],
	/** A fee Stripe took for the refund itself. */
	refund_fee: ["processor_fee", "stripe_balance"],
	/** A refund that came back from the donor's bank: the gift is ours again. */
	gift_refund_failed: ["stripe_balance", "gift_income"],
	/** The donor's bank took the money back and nothing is decided. */
	dispute_withdrawn: ["stripe_disputed", "stripe_balance"],
	/** It gave the money back. */
	dispute_reinstated: ["stripe_balance", "stripe_disputed"],
	/** It kept the money. */
	dispute_lost: ["gift_income", "stripe_disputed"],
	/** What Stripe took for a dispute; negative when it gives it back. */
	dispute_fee: ["processor_fee", "stripe_balance"],
} as const satisfies Partial<Record<LedgerKind, readonly [LedgerAccountCode, LedgerAccountCode]>>;

export type GiftPostingKind = keyof typeof SIDES;

export type GiftBooking = {
	kind: GiftPostingKind;
	/** what moved the money, by Stripe's id or by ours: with kind and account it makes the idempotency key */
	objectId: string;
	cause: { type: "payment" | "refund" | "dispute"; id: string };
	/** the JST day it counts on */
	occurredOn: string;
	amountYen: bigint;
	/** id of the ledger transaction this one reverses */
	reversesId?: bigint;
};

/** One movement of one gift's money. */
export function giftPosting(purpose: GiftPurpose, booking: GiftBooking): LedgerPosting {
	const { kind, objectId, cause, occurredOn, amountYen, reversesId } = booking;
	const [debit, credit] = SIDES[kind];
	return {
		kind,
		idempotencyKey: postingKey(purpose, kind, objectId),
		cause,
		occurredOn,
		...(reversesId === undefined ? {} : { reversesId }),
		lines: [lineOf(purpose, debit, amountYen), lineOf(purpose, credit, -amountYen)],
	};
}

/** Under which key a movement is in the ledger, once. */
export function postingKey(purpose: Pick<GiftPurpose, "stripeAccountId">, kind: GiftPostingKind, objectId: string) {
	return `${kind}:${purpose.stripeAccountId ?? "bank"}:${objectId}`;
}

function lineOf(purpose: GiftPurpose, account: LedgerAccountCode, amountYen: bigint): LedgerLine {
	const { institutionId, hubId, fundId, channel, use, stripeAccountId } = purpose;
	switch (account) {
		case "stripe_balance":
		case "stripe_disputed": {
			if (stripeAccountId === null) throw new Error(`a posting on ${account} needs its Stripe account`);
			return { account, amountYen, institutionId, stripeAccountId };
		}
		case "institution_bank":
		case "institution_overhead":
			return { account, amountYen, institutionId };
		default:
			return { account, amountYen, institutionId, purpose: { hubId, fundId, category: "gift", channel, use } };
	}
}
