import type { LedgerAccountCode } from "./kinds";
import type { LedgerPosting } from "./post-entries.server";

/** Whose money it is: the part of one institution in a payout. Negative when more went back than came in. */
export type PayoutPart = { institutionId: string; amountYen: bigint };

const SIDES = {
	/** Money that left Stripe's balance for the bank. */
	payout_sent: ["payout_in_transit", "stripe_balance"],
	/** Money the bank would not take: it is at Stripe again. */
	payout_failed: ["stripe_balance", "payout_in_transit"],
	/** Money in the bank. */
	payout_arrived: ["institution_bank", "payout_in_transit"],
} as const satisfies Record<string, readonly [LedgerAccountCode, LedgerAccountCode]>;

export type PayoutBooking = {
	kind: keyof typeof SIDES;
	payout: { id: string; stripeAccountId: string; stripePayoutId: string };
	/** tells several bookings of one kind apart: an arrival that was corrected is booked anew */
	number?: number;
	/** the JST day it counts on */
	occurredOn: string;
	parts: readonly PayoutPart[];
	/** undoes this ledger transaction: the same lines with the other sign */
	reversesId?: bigint;
};

/** One movement of a payout, a pair of lines for each institution; null when there is nothing to move. */
export function payoutPosting(booking: PayoutBooking): LedgerPosting | null {
	const { kind, payout, number, occurredOn, reversesId } = booking;
	const parts = booking.parts.filter((part) => part.amountYen !== 0n);
	if (parts.length === 0) return null;
	const [debit, credit] = SIDES[kind];
	const sign = reversesId === undefined ? 1n : -1n;
	return {
		kind,
		idempotencyKey: payoutKey(payout, kind, number, reversesId !== undefined),
		cause: { type: "payout", id: payout.id },
		occurredOn,
		...(reversesId === undefined ? {} : { reversesId }),
		lines: parts.flatMap(({ institutionId, amountYen }) =>
			[
				{ account: debit, amountYen: sign * amountYen, institutionId },
				{ account: credit, amountYen: sign * -amountYen, institutionId },
			].map((line) =>
				line.account === "institution_bank" ? line : { ...line, stripeAccountId: payout.stripeAccountId },
			),
		),
	};
}

/** Under which key a movement is in the ledger, once. */
export function payoutKey(
	payout: Pick<PayoutBooking["payout"], "stripeAccountId" | "stripePayoutId">,
	kind: PayoutBooking["kind"],
	number?: number,
	reversal = false,
): string {
	const which = number === undefined ? "" : `:${number}`;
	return `${kind}:${payout.stripeAccountId}:${payout.stripePayoutId}${which}${reversal ? ":reversed" : ""}`;
}
