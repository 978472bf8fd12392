import { KONBINI_MAX_YEN, KONBINI_MIN_YEN, type PaymentMethod } from "../gifts/start-gift.schema.ts";

/** What can be paid of a pledge online at once. */
export type OnlineLimits = {
	minYen: bigint;
	maxYen: bigint;
	/** what the form proposes: the oldest open instalment, as far as the limits let */
	proposedYen: bigint;
};

/** The least Stripe charges in yen. */
const LEAST_YEN = 50n;

/**
 * Between the fund's own limits for one gift, never more than what is owed and not awaited already; the last rest may be
 * less than the fund's least.
 * @param input.nextYen  open of the oldest instalment
 * @returns null when nothing can be paid online
 */
export function onlineLimits(input: {
	fund: { minYen: bigint; maxYen: bigint };
	owedYen: bigint;
	awaitedYen: bigint;
	nextYen: bigint;
}): OnlineLimits | null {
	const { fund, owedYen, awaitedYen, nextYen } = input;
	const leftYen = owedYen - awaitedYen;
	const maxYen = least(leftYen, fund.maxYen);
	const minYen = most(least(fund.minYen, least(nextYen, leftYen)), LEAST_YEN);
	if (maxYen < minYen) return null;
	return { minYen, maxYen, proposedYen: most(least(nextYen, maxYen), minYen) };
}

/** Set by the konbini chains. */
export function konbiniTakes(method: PaymentMethod, amountYen: bigint): boolean {
	return method !== "konbini" || (amountYen >= KONBINI_MIN_YEN && amountYen <= KONBINI_MAX_YEN);
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);
const most = (a: bigint, b: bigint) => (a > b ? a : b);
