/**
 * Splits an amount by weights into whole yen whose sum is exact: each part is rounded down, and the yen left over go to the
 * largest remainders, the first of equals first. A negative amount is split as its opposite.
 * @param weights  none negative, one at least above zero
 */
export function splitByWeights(total: bigint, weights: readonly bigint[]): bigint[] {
	const whole = weights.reduce((sum, weight) => sum + weight, 0n);
	if (whole <= 0n || weights.some((weight) => weight < 0n))
		throw new RangeError("weights must add up to more than zero");
	if (total < 0n) return splitByWeights(-total, weights).map((part) => -part);
	const parts = weights.map((weight) => (total * weight) / whole);
	let left = total - parts.reduce((sum, part) => sum + part, 0n);
	const byRemainder = weights
		.map((weight, index) => ({ index, remainder: (total * weight) % whole }))
		.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
	for (const { index } of byRemainder) {
		if (left === 0n) break;
		parts[index] = (parts[index] ?? 0n) + 1n;
		left -= 1n;
	}
	return parts;
}
