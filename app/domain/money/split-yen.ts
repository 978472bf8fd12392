import { type Yen, yen } from "./yen.ts";

/**
 * Splits into whole-yen parts whose sum is exact; the remainder goes to the first parts, one yen each:
 * ¥100,000 in 7 is 14,286 five times, then 14,285 twice.
 * @param parts 1 or more
 */
export function splitYen(total: Yen, parts: number): Yen[] {
	if (!Number.isSafeInteger(parts) || parts < 1) throw new RangeError("parts must be a whole number of 1 or more");
	if (total < 0n) throw new RangeError("a negative amount is not split: split the amount and negate its parts");
	const each = total / BigInt(parts);
	const remainder = Number(total % BigInt(parts));
	return Array.from({ length: parts }, (_, index) => yen(index < remainder ? each + 1n : each));
}

export const ALL_BASIS_POINTS = 10_000;

/**
 * The share an institution keeps of a gift, rounded down to a whole yen, so the hub is never short of its own part.
 * @param basisPoints 0 to 10,000 (10,000 is all of it)
 */
export function shareOfYen(total: Yen, basisPoints: number): Yen {
	if (!Number.isSafeInteger(basisPoints) || basisPoints < 0 || basisPoints > ALL_BASIS_POINTS) {
		throw new RangeError("basis points must be a whole number from 0 to 10,000");
	}
	if (total < 0n) throw new RangeError("a negative amount has no share: take the share of the amount and negate it");
	return yen((total * BigInt(basisPoints)) / BigInt(ALL_BASIS_POINTS));
}
