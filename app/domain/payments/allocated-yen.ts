/** What came in for a gift: the parts of payments applied to it, before anything went back. */
export function allocatedYen(gift: { allocations: readonly { amountYen: bigint }[] }): bigint {
	return gift.allocations.reduce((sum, { amountYen }) => sum + amountYen, 0n);
}
