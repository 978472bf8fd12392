import { USES, type Use } from "../ledger/kinds.ts";
import { type Yen, yen } from "../money/yen.ts";

/** Money by what it may pay: `uses` empty is money that pays nothing of the plan. */
export type Money = { uses: readonly Use[]; yen: bigint };
export type ByUse = Record<Use, Yen>;
/** How much of each use is paid, and what paid it, so that more can be placed on top. */
export type Placement = { byUse: ByUse; placedYen: Yen; parts: readonly Part[]; needed: ByUse };
type Part = { uses: readonly Use[]; paid: ByUse };

export const noUses = (): ByUse => Object.fromEntries(USES.map((use) => [use, yen(0n)])) as ByUse;

/**
 * Places money on what is needed: the most that can be paid, each yen only toward a use it may pay.
 *
 * Money that may pay fewer uses goes first, and money already placed moves to another use it may pay when that lets more be
 * paid: so no order of rows matters, a use once paid stays paid, and one more yen never pays less.
 * @param before  what was placed earlier: the new money pays what is still needed
 */
export function placeMoney(needed: ByUse, money: readonly Money[], before?: Placement): Placement {
	const parts: Part[] = (before?.parts ?? []).map(({ uses, paid }) => ({ uses, paid: { ...paid } }));
	const byUse: ByUse = { ...(before?.byUse ?? noUses()) };
	for (const { uses, yen: amount } of byFewestUses(money)) {
		const part: Part = { uses, paid: noUses() };
		parts.push(part);
		let left = amount;
		while (left > 0n) {
			const path = shortestPath(part, parts, byUse, needed);
			if (!path) break;
			left -= follow(path, left, byUse, needed);
		}
	}
	return { byUse, placedYen: yen(USES.reduce((sum, use) => sum + byUse[use], 0n)), parts, needed };
}

/** One sum for each set of uses, those that may pay least first; a sum below zero pays nothing. */
function byFewestUses(money: readonly Money[]): Money[] {
	const sums = new Map<string, { uses: readonly Use[]; yen: bigint }>();
	for (const { uses, yen: amount } of money) {
		const inOrder = USES.filter((use) => uses.includes(use));
		const key = inOrder.join();
		const sum = sums.get(key) ?? { uses: inOrder, yen: 0n };
		sums.set(key, { uses: sum.uses, yen: sum.yen + amount });
	}
	return [...sums.entries()]
		.sort(([a, one], [b, other]) => one.uses.length - other.uses.length || (a < b ? -1 : 1))
		.map(([, sum]) => sum)
		.filter((sum) => sum.uses.length > 0 && sum.yen > 0n);
}

/** `part` pays `use`; each step before it gave its use up for the next one. */
type Step = { part: Part; use: Use; from: Step | null };

/** The fewest moves that end at a use still in need. */
function shortestPath(start: Part, parts: readonly Part[], byUse: ByUse, needed: ByUse): Step | null {
	const seen = new Set<Use>();
	const queue: Step[] = [];
	const reach = (part: Part, from: Step | null) => {
		for (const use of part.uses) {
			if (seen.has(use)) continue;
			seen.add(use);
			queue.push({ part, use, from });
		}
	};
	reach(start, null);
	for (let step = queue.shift(); step; step = queue.shift()) {
		if (byUse[step.use] < needed[step.use]) return step;
		for (const part of parts) {
			if (part !== step.part && part.paid[step.use] > 0n) reach(part, step);
		}
	}
	return null;
}

function follow(end: Step, most: bigint, byUse: ByUse, needed: ByUse): bigint {
	let amount = smaller(most, needed[end.use] - byUse[end.use]);
	for (let step: Step | null = end; step?.from; step = step.from) {
		amount = smaller(amount, step.part.paid[step.from.use]);
	}
	for (let step: Step | null = end; step; step = step.from) {
		step.part.paid[step.use] = yen(step.part.paid[step.use] + amount);
		if (step.from) step.part.paid[step.from.use] = yen(step.part.paid[step.from.use] - amount);
	}
	byUse[end.use] = yen(byUse[end.use] + amount);
	return amount;
}

const smaller = (a: bigint, b: bigint) => (a < b ? a : b);
