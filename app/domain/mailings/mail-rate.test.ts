import fc from "fast-check";
import { expect, test } from "vitest";
import { allowance, rateSteps } from "./mail-rate";

/** A sender that takes all it may, at moments of any kind; the answer is when each mail left. */
function run(ratePerMinute: number, pausesS: number[]): number[] {
	const { burst, intervalS } = rateSteps(ratePerMinute);
	const left: number[] = [];
	let now = 1000;
	let givenTo = now - burst * intervalS;
	for (const pause of pausesS) {
		now += pause;
		givenTo = Math.max(givenTo, now - burst * intervalS);
		const { mails } = allowance(ratePerMinute, now - givenTo);
		givenTo += mails * intervalS;
		for (let mail = 0; mail < mails; mail += 1) left.push(now);
	}
	return left;
}

test("no minute has more than the rate, whenever it begins and however the sender is called", () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 3000 }),
			fc.array(fc.double({ min: 0, max: 30, noNaN: true }), { minLength: 1, maxLength: 200 }),
			(rate, pauses) => {
				const left = run(rate, pauses);
				for (let first = 0; first + rate < left.length; first += 1) {
					expect((left[first + rate] ?? 0) - (left[first] ?? 0)).toBeGreaterThan(60 - 1e-3);
				}
			},
		),
		{ numRuns: 60 },
	);
});

test.each([1, 7, 60, 600, 6000])("a rate of %i a minute is kept up over an hour", (rate) => {
	const left = run(
		rate,
		Array.from({ length: 36_000 }, () => 0.1),
	);
	expect(left.length).toBeGreaterThan(rate * 59);
	expect(left.length).toBeLessThanOrEqual(rate * 61);
});

test("how long until the next may leave", () => {
	expect(allowance(60, 0)).toEqual({ mails: 0, waitS: 1 });
	expect(allowance(60, 0.25).waitS).toBeCloseTo(0.75);
	expect(allowance(60, 5)).toEqual({ mails: 1, waitS: 0 });
});
