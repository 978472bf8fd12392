import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawMatches, type GivenOnDay, type Offer } from "./matching";

const offer = (id: string, given: Partial<Offer> = {}): Offer => ({
	...{ id, basisPoints: 10_000, limitYen: 100_000n, startsOn: "2026-06-01", endsOn: "2026-06-30" },
	...given,
});

describe("what offers match", () => {
	it("gives as much again up to the limit, and the rest to the next offer", () => {
		const offers = [offer("a", { limitYen: 10_000n }), offer("b", { basisPoints: 5_000, limitYen: 50_000n })];
		const matched = drawMatches(offers, [
			{ day: "2026-06-02", keptYen: 7_000n },
			{ day: "2026-06-03", keptYen: 7_001n },
		]);
		expect([...matched]).toEqual([
			["a", 10_000n],
			["b", 2_000n],
		]);
	});

	it("counts the first and the last day, and no other", () => {
		const days = ["2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01"].map((day) => ({ day, keptYen: 1_000n }));
		expect(drawMatches([offer("a")], days).get("a")).toBe(2_000n);
	});
});

const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-06-${String(date).padStart(2, "0")}`);
const offers = fc
	.array(
		fc.record({
			basisPoints: fc.integer({ min: 1, max: 100_000 }),
			limitYen: fc.bigInt({ min: 1n, max: 1_000_000n }),
			days: fc.tuple(day, day),
		}),
		{ maxLength: 4 },
	)
	.map((rows) =>
		rows.map(({ days, ...row }, at): Offer => {
			const [startsOn = "", endsOn = ""] = [...days].sort();
			return { ...row, id: String(at), startsOn, endsOn };
		}),
	);
const given = fc.array(fc.record({ day, keptYen: fc.bigInt({ min: 0n, max: 400_000n }) }), { maxLength: 20 });
const sum = (values: Iterable<bigint>) => [...values].reduce((total, one) => total + one, 0n);

describe("whatever was offered and given", () => {
	it("is never over a limit, never of a day outside, and no yen is matched twice", () => {
		fc.assert(
			fc.property(offers, given, (offers, given) => {
				const matched = drawMatches(offers, given);
				let usedYen = 0n;
				for (const { id, basisPoints, limitYen, startsOn, endsOn } of offers) {
					const yen = matched.get(id) ?? -1n;
					const inDays = sum(given.filter((one) => startsOn <= one.day && one.day <= endsOn).map((one) => one.keptYen));
					expect(yen).toBeGreaterThanOrEqual(0n);
					expect(yen).toBeLessThanOrEqual(limitYen);
					expect(yen * 10_000n).toBeLessThanOrEqual(inDays * BigInt(basisPoints));
					usedYen += (yen * 10_000n) / BigInt(basisPoints);
				}
				expect(usedYen).toBeLessThanOrEqual(sum(given.map((one) => one.keptYen)));
			}),
		);
	});

	it("does not depend on the order of what came, nor on how a day's money was parted", () => {
		fc.assert(
			fc.property(offers, given, (offers, given) => {
				const halves = given.flatMap(({ day, keptYen }): GivenOnDay[] => [
					{ day, keptYen: keptYen / 2n },
					{ day, keptYen: keptYen - keptYen / 2n },
				]);
				expect(drawMatches(offers, halves.reverse())).toEqual(drawMatches(offers, given));
			}),
		);
	});

	it("matches all there is to match of one offer", () => {
		fc.assert(
			fc.property(offers, given, ([only], given) => {
				if (!only) return;
				const inDays = given.filter(({ day }) => only.startsOn <= day && day <= only.endsOn);
				const wanted = (sum(inDays.map((one) => one.keptYen)) * BigInt(only.basisPoints)) / 10_000n;
				const matched = drawMatches([only], given).get(only.id);
				expect(matched).toBe(wanted < only.limitYen ? wanted : only.limitYen);
			}),
		);
	});
});
