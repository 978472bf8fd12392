import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { USES, type Use } from "../ledger/kinds.ts";
import { yen } from "../money/yen.ts";
import { maySpendOn, PAY_TABLE } from "./pays.ts";
import { type ByUse, type Money, noUses, placeMoney } from "./place-money.ts";

const need = (given: Partial<Record<Use, number>>): ByUse => ({
	...noUses(),
	...Object.fromEntries(Object.entries(given).map(([use, amount]) => [use, yen(amount)])),
});

/** What a declared kind of money pays, at random; and any set at all, which no rule of ours has yet. */
const declared = fc.constantFrom(...PAY_TABLE).map(({ uses }) => uses);
const anySet = fc.subarray([...USES]);
const amounts = fc.integer({ min: 0, max: 6 });
const needs = fc
	.tuple(...USES.map(() => amounts))
	.map((all) => need(Object.fromEntries(USES.map((u, i) => [u, all[i]]))));
const moneyOf = (sets: fc.Arbitrary<readonly Use[]>) =>
	fc.array(fc.record({ uses: sets, yen: amounts.map(BigInt) }), { maxLength: 7 });

/** The most that can be paid: over every set of uses, what it needs is paid by it or by money that reaches into it (a cut). */
function mostPaid(needed: ByUse, money: readonly Money[]): bigint {
	let least: bigint | null = null;
	for (let mask = 0; mask < 2 ** USES.length; mask++) {
		const inside = USES.filter((_, index) => mask & (2 ** index));
		const reaching = money.filter(({ uses }) => uses.some((use) => inside.includes(use)));
		const outside = USES.filter((use) => !inside.includes(use));
		const cut = reaching.reduce((sum, one) => sum + one.yen, 0n) + outside.reduce((sum, use) => sum + needed[use], 0n);
		if (least === null || cut < least) least = cut;
	}
	return least ?? 0n;
}

/** Every way to hand out each single yen, one after the other: only for a handful of them. */
function triedAll(needed: ByUse, money: readonly Money[]): bigint {
	const coins = money.flatMap(({ uses, yen: amount }) => Array.from({ length: Number(amount) }, () => uses));
	const left = { ...needed };
	const best = (index: number): bigint => {
		const uses = coins[index];
		if (uses === undefined) return 0n;
		let most = best(index + 1);
		for (const use of uses) {
			if (left[use] === 0n) continue;
			left[use] = yen(left[use] - 1n);
			const paid = 1n + best(index + 1);
			left[use] = yen(left[use] + 1n);
			if (paid > most) most = paid;
		}
		return most;
	};
	return best(0);
}

describe("what money pays", () => {
	test("of each category and use is declared, with its reason", () => {
		const table = PAY_TABLE.map(({ category, use, uses }) => `${category}/${use}: ${uses.join(" ") || "nothing"}`);
		expect(table).toMatchSnapshot();
		expect(maySpendOn("competitive", "research").uses).toEqual(["research"]);
		expect(maySpendOn("joint", "core_posts").uses).toEqual([]);
		expect(maySpendOn("commissioned", "running").uses).toEqual(["running", "facility"]);
		expect(maySpendOn("gift", "running").uses).toEqual(USES);
		expect(maySpendOn("gift", "talent").uses).toEqual(["talent"]);
		expect(maySpendOn("host", "core_posts").uses).toEqual(["core_posts"]);
		expect(maySpendOn("subsidy", "running").uses).toEqual(["running"]);
		for (const use of USES) expect(maySpendOn("wpi_subsidy", use).uses).toEqual([]);
	});

	test("is nested or apart, never crosswise", () => {
		for (const { uses: a } of PAY_TABLE) {
			for (const { uses: b } of PAY_TABLE) {
				const shared = a.filter((use) => b.includes(use)).length;
				expect([0, a.length, b.length]).toContain(shared);
			}
		}
	});
});

describe("money is placed", () => {
	test("first where it may pay least, so that general money is left for what nothing else pays", () => {
		const placed = placeMoney(need({ core_posts: 50, research: 30 }), [
			{ uses: USES, yen: 50n },
			{ uses: ["research"], yen: 40n },
		]);
		expect(placed.byUse).toMatchObject({ core_posts: 50n, research: 30n });
	});

	test("without a surplus of one use paying another", () => {
		const placed = placeMoney(need({ core_posts: 100, research: 10 }), [{ uses: ["research"], yen: 500n }]);
		expect(placed.placedYen).toBe(10n);
	});

	test("as well as any placement could, for money as it is declared and for any other", () => {
		for (const sets of [declared, anySet]) {
			fc.assert(
				fc.property(needs, moneyOf(sets), (needed, money) => {
					const { byUse, placedYen } = placeMoney(needed, money);
					expect(placedYen).toBe(mostPaid(needed, money));
					for (const use of USES) expect(byUse[use] <= needed[use]).toBe(true);
				}),
				{ numRuns: 400 },
			);
		}
	});

	test("and the bound it is compared with is what trying every way finds", () => {
		const few = fc.array(fc.record({ uses: anySet, yen: fc.constantFrom(0n, 1n, 2n) }), { maxLength: 4 });
		fc.assert(
			fc.property(needs, few, (needed, money) => {
				expect(mostPaid(needed, money)).toBe(triedAll(needed, money));
			}),
			{ numRuns: 100 },
		);
	});

	test("in steps as well as at once, and a use once paid stays paid", () => {
		fc.assert(
			fc.property(needs, moneyOf(anySet), moneyOf(anySet), (needed, first, then) => {
				const before = placeMoney(needed, first);
				const both = placeMoney(needed, then, before);
				expect(both.placedYen).toBe(mostPaid(needed, [...first, ...then]));
				for (const use of USES) expect(both.byUse[use] >= before.byUse[use]).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	test("below zero as nothing", () => {
		const placed = placeMoney(need({ running: 10 }), [{ uses: ["running"], yen: -5n }]);
		expect(placed.placedYen).toBe(0n);
	});
});
