import type { Yen } from "../money/yen";
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
	stripeAccountId: string;
};

type Booking = {
	kind: LedgerKind;
	/** Stripe's id of what moved the money: with the account it makes the idempotency key */
	stripeObjectId: string;
	cause: { type: "payment" | "refund"; id: string };
	occurredOn: string;
	debit: LedgerAccountCode;
	credit: LedgerAccountCode;
	amountYen: bigint;
};

/** A gift that arrived, gross: Stripe's balance up, gift income up. */
export function giftReceived(
	purpose: GiftPurpose,
	payment: { id: string; chargeId: string; grossYen: Yen; givenOn: string },
) {
	return posting(purpose, {
		kind: "gift_received",
		stripeObjectId: payment.chargeId,
		cause: { type: "payment", id: payment.id },
		occurredOn: payment.givenOn,
		debit: "stripe_balance",
		credit: "gift_income",
		amountYen: payment.grossYen,
	});
}

/** What Stripe kept for the charge, from its balance transaction. */
export function processorFee(
	purpose: GiftPurpose,
	payment: { id: string; givenOn: string },
	fee: { balanceTransactionId: string; feeYen: Yen },
) {
	return posting(purpose, {
		kind: "processor_fee",
		stripeObjectId: fee.balanceTransactionId,
		cause: { type: "payment", id: payment.id },
		occurredOn: payment.givenOn,
		debit: "processor_fee",
		credit: "stripe_balance",
		amountYen: fee.feeYen,
	});
}

/** The institution's own share of the gift: no money moves, the hub's use of it shrinks. */
export function overheadKept(
	purpose: GiftPurpose,
	payment: { id: string; chargeId: string; givenOn: string },
	overheadYen: Yen,
) {
	return posting(purpose, {
		kind: "overhead",
		stripeObjectId: payment.chargeId,
		cause: { type: "payment", id: payment.id },
		occurredOn: payment.givenOn,
		debit: "overhead",
		credit: "institution_overhead",
		amountYen: overheadYen,
	});
}

/** The institution's share again, after the refund that gave it back has failed. */
export function overheadKeptAgain(purpose: GiftPurpose, refund: BookedRefund, overheadYen: Yen) {
	return posting(purpose, {
		kind: "overhead",
		stripeObjectId: refund.stripeRefundId,
		cause: { type: "refund", id: refund.id },
		occurredOn: refund.bookedOn,
		debit: "overhead",
		credit: "institution_overhead",
		amountYen: overheadYen,
	});
}

type BookedRefund = { id: string; stripeRefundId: string; bookedOn: string };

/** Money on its way back to the donor, on the refund's own day. */
export function giftRefunded(purpose: GiftPurpose, refund: BookedRefund, amountYen: Yen) {
	return posting(purpose, {
		kind: "gift_refunded",
		stripeObjectId: refund.stripeRefundId,
		cause: { type: "refund", id: refund.id },
		occurredOn: refund.bookedOn,
		debit: "gift_income",
		credit: "stripe_balance",
		amountYen,
	});
}

/** The part of the institution's share that goes back with a refund. */
export function overheadReturned(purpose: GiftPurpose, refund: BookedRefund, overheadYen: Yen) {
	return posting(purpose, {
		kind: "overhead_returned",
		stripeObjectId: refund.stripeRefundId,
		cause: { type: "refund", id: refund.id },
		occurredOn: refund.bookedOn,
		debit: "institution_overhead",
		credit: "overhead",
		amountYen: overheadYen,
	});
}

/** A fee Stripe took for the refund itself. */
export function refundFee(purpose: GiftPurpose, refund: BookedRefund, feeYen: Yen) {
	return posting(purpose, {
		kind: "refund_fee",
		stripeObjectId: refund.stripeRefundId,
		cause: { type: "refund", id: refund.id },
		occurredOn: refund.bookedOn,
		debit: "processor_fee",
		credit: "stripe_balance",
		amountYen: feeYen,
	});
}

/** A refund that came back from the donor's bank: the gift is ours again. */
export function giftRefundFailed(purpose: GiftPurpose, refund: BookedRefund, amountYen: Yen) {
	return posting(purpose, {
		kind: "gift_refund_failed",
		stripeObjectId: refund.stripeRefundId,
		cause: { type: "refund", id: refund.id },
		occurredOn: refund.bookedOn,
		debit: "stripe_balance",
		credit: "gift_income",
		amountYen,
	});
}

function posting(purpose: GiftPurpose, booking: Booking): LedgerPosting {
	return {
		kind: booking.kind,
		idempotencyKey: `${booking.kind}:${purpose.stripeAccountId}:${booking.stripeObjectId}`,
		cause: booking.cause,
		occurredOn: booking.occurredOn,
		lines: [line(purpose, booking.debit, booking.amountYen), line(purpose, booking.credit, -booking.amountYen)],
	};
}

function line(purpose: GiftPurpose, account: LedgerAccountCode, amountYen: bigint): LedgerLine {
	const { institutionId, hubId, fundId, channel, use, stripeAccountId } = purpose;
	if (account === "stripe_balance") return { account, amountYen, institutionId, stripeAccountId };
	if (account === "institution_overhead") return { account, amountYen, institutionId };
	return { account, amountYen, institutionId, purpose: { hubId, fundId, category: "gift", channel, use } };
}
