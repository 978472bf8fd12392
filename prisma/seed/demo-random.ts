export type Random = () => number;

/** mulberry32: the same numbers for the same seed, on every machine. */
export function randomNumbers(seed: number): Random {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** One of the names, as often as its share says. */
export function choose<K extends string>(random: Random, shares: Record<K, number>): K {
	const entries = Object.entries(shares) as [K, number][];
	let left = random() * entries.reduce((sum, [, share]) => sum + share, 0);
	for (const [name, share] of entries) {
		left -= share;
		if (left < 0) return name;
	}
	return entries[0]?.[0] as K;
}
