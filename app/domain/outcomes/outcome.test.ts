import { describe, expect, it } from "vitest";
import { type OutcomeFigures, ratesOf, spreadOf } from "./outcome.ts";

const NOTHING: OutcomeFigures = {
	sentCount: 0,
	bouncedCount: 0,
	complaintCount: 0,
	unsubscribedCount: 0,
	visitCount: 0,
	giftCount: 0,
	donorCount: 0,
	keptYen: 0n,
	againCount: 0,
	againRipeCount: 0,
	costYen: 0n,
};

describe("what came of an ask", () => {
	it("says nothing where nothing can be said", () => {
		expect(Object.values(ratesOf(NOTHING))).toEqual([null, null, null, null, null, null]);
		expect(ratesOf({ ...NOTHING, costYen: 5000n }).costPerYen).toBeNull();
	});

	it("is measured against what arrived, not what left", () => {
		const rates = ratesOf({
			...NOTHING,
			...{ sentCount: 110, bouncedCount: 10, unsubscribedCount: 2, donorCount: 25, giftCount: 30 },
			...{ keptYen: 600_000n, againCount: 5, againRipeCount: 20, costYen: 90_000n },
		});
		expect(rates).toEqual({
			bounced: 10 / 110,
			unsubscribed: 0.02,
			answered: 0.25,
			again: 0.25,
			averageYen: 20_000,
			costPerYen: 0.15,
		});
	});

	it("shows others only when none of them can be made out", () => {
		const of = (hubId: string, ...values: (number | null)[]) => values.map((value) => ({ hubId, value }));
		expect(spreadOf([...of("a", 1, 2, 3, 4, 5, 6), ...of("b", 7)])).toBeNull();
		expect(spreadOf([...of("a", 1, 2), ...of("b", 3), ...of("c", null, null)])).toBeNull();
		expect(spreadOf([...of("a", 1, 2), ...of("b", 3, 4), ...of("c", 5, null)])).toEqual({
			lower: 2,
			middle: 3,
			upper: 4,
			count: 5,
			hubs: 3,
		});
	});
});
