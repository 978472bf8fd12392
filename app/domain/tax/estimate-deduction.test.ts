import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { yen } from "../money/yen";
import { estimateForCompany, estimateForPerson } from "./estimate-deduction";
import { incomeTax, incomeTaxPercent, withSurtax } from "./income-tax";

const person = (giftYen: number, incomeYen: number, taxableYen: number, creditEligible = false) =>
	estimateForPerson({
		kind: "individual",
		giftYen: yen(giftYen),
		incomeYen: yen(incomeYen),
		taxableYen: yen(taxableYen),
		creditEligible,
	});

describe("income tax by the table of No.2260", () => {
	it.each([
		// The table's own worked example: 7,000,000 × 0.23 − 636,000.
		[7_000_000, 974_000],
		// Both ends of each bracket, by hand.
		[1_949_000, 97_450],
		[1_950_000, 97_500],
		[3_299_000, 232_400],
		[3_300_000, 232_500],
		[6_949_000, 962_300],
		[6_950_000, 962_500],
		[8_999_000, 1_433_770],
		[9_000_000, 1_434_000],
		[17_999_000, 4_403_670],
		[18_000_000, 4_404_000],
		[39_999_000, 13_203_600],
		[40_000_000, 13_204_000],
		// Less than a thousand is left off.
		[7_000_999, 974_000],
		[999, 0],
		[0, 0],
	])("%i yen are taxed %i yen", (taxable, tax) => expect(incomeTax(yen(taxable))).toBe(yen(tax)));

	it("never falls when more is taxable, and never by more than the rate of the last yen", () => {
		const amount = fc.integer({ min: 0, max: 60_000_000 });
		fc.assert(
			fc.property(amount, amount, (one, other) => {
				const [low, high] = one < other ? [one, other] : [other, one];
				const more = incomeTax(yen(high)) - incomeTax(yen(low));
				expect(more).toBeGreaterThanOrEqual(0n);
				expect(more * 100n).toBeLessThanOrEqual(BigInt((high - low + 1_000) * incomeTaxPercent(yen(high))));
			}),
		);
	});

	it("brings the surtax of 2.1 %", () => expect(withSurtax(yen(974_000))).toBe(yen(994_454)));
});

describe("a person", () => {
	it("deducts what is above 2,000 yen at the own rate", () => {
		// 30,000 − 2,000 = 28,000 at 20 %: 5,600, with the surtax 5,717; residents' tax at most 2,800.
		const estimate = person(30_000, 5_000_000, 4_000_000);
		expect(estimate.deduction).toEqual({ deductionYen: 28_000n, ratePercent: 20, savedYen: 5_717n });
		expect(estimate.local).toEqual({ countedYen: 30_000n, mostYen: 2_800n });
		expect([estimate.credit, estimate.better, estimate.fromYen, estimate.toYen]).toEqual([
			null,
			"deduction",
			5_700n,
			8_500n,
		]);
	});

	it("chooses the credit where the fund gives it: 40 % of what is above 2,000 yen", () => {
		// (30,000 − 2,000) × 40 % = 11,200, under 25 % of 372,500; with the surtax 11,435.
		const { credit, better, fromYen } = person(30_000, 5_000_000, 4_000_000, true);
		expect(credit).toEqual({ creditYen: 11_200n, limitYen: 93_100n, limited: false, savedYen: 11_435n });
		expect([better, fromYen]).toEqual(["credit", 11_400n]);
	});

	it("meets the limit of a quarter of the income tax, and then may do better by deducting", () => {
		// Tax on 20,000,000 is 5,204,000, a quarter of it 1,301,000. The gift of 8,000,000 is all within 40 % of 24,000,000.
		const estimate = person(8_000_000, 24_000_000, 20_000_000, true);
		expect(estimate.credit).toMatchObject({ creditYen: 1_301_000n, limitYen: 1_301_000n, limited: true });
		// 20,000,000 − 7,998,000 = 12,002,000: 2,424,660. Saved 2,779,340, with the surtax 2,837,706.
		expect(estimate.deduction.savedYen).toBe(2_837_706n);
		expect(estimate.better).toBe("deduction");
	});

	it("counts no more than 40 % of income for income tax, and 30 % for residents' tax", () => {
		const estimate = person(3_000_000, 5_000_000, 4_000_000);
		expect([estimate.countedYen, estimate.deduction.deductionYen]).toEqual([2_000_000n, 1_998_000n]);
		expect(estimate.local).toEqual({ countedYen: 1_500_000n, mostYen: 149_800n });
	});

	it("gains nothing by 2,000 yen or less, without income, or without tax", () => {
		for (const estimate of [person(2_000, 5_000_000, 4_000_000), person(0, 0, 0), person(100_000, 0, 0)]) {
			expect([estimate.fromYen, estimate.toYen]).toEqual([0n, 0n]);
		}
		expect(person(100_000, 1_000_000, 0, true).fromYen).toBe(0n);
	});

	it("never saves more than the tax there is, nor more than was given", () => {
		const amount = fc.integer({ min: 0, max: 50_000_000 });
		fc.assert(
			fc.property(amount, amount, amount, fc.boolean(), (gift, income, part, credit) => {
				const taxable = Math.min(income, part);
				const { fromYen, toYen } = person(gift, income, taxable, credit);
				expect(fromYen).toBeLessThanOrEqual(withSurtax(incomeTax(yen(taxable))));
				expect(fromYen).toBeLessThanOrEqual(toYen);
				expect(toYen).toBeLessThanOrEqual(BigInt(gift));
			}),
		);
	});
});

describe("a company", () => {
	const company = (giftYen: number, treatment: "designated" | "special") =>
		estimateForCompany({
			kind: "company",
			treatment,
			giftYen: yen(giftYen),
			capitalYen: yen(100_000_000),
			profitYen: yen(50_000_000),
		});

	it("deducts a designated gift whole", () => {
		expect(company(30_000_000, "designated")).toMatchObject({ limits: null, fromYen: 30_000_000n, toYen: 30_000_000n });
	});

	it("has a limit of its own for bodies of special public interest, and the general one beside it", () => {
		// (100,000,000 × 3.75/1000 + 50,000,000 × 6.25/100) / 2 = (375,000 + 3,125,000) / 2
		// (100,000,000 × 2.5/1000 + 50,000,000 × 2.5/100) / 4 = (250,000 + 1,250,000) / 4
		const limits = { specialYen: 1_750_000n, generalYen: 375_000n };
		expect(company(1_000_000, "special")).toMatchObject({ limits, fromYen: 1_000_000n, toYen: 1_000_000n });
		expect(company(2_000_000, "special")).toMatchObject({ limits, fromYen: 1_750_000n, toYen: 2_000_000n });
		expect(company(9_000_000, "special")).toMatchObject({ limits, fromYen: 1_750_000n, toYen: 2_125_000n });
	});
});
