import { describe, expect, it } from "vitest";
import { PAYMENT_METHODS } from "../gifts/start-gift.schema.ts";
import { type DatePolicy, expectedReceiptDay, yearEndWarnings } from "./expected-receipt-day.ts";

const days = (...input: Parameters<typeof expectedReceiptDay>) => {
	const { earliest, latest } = expectedReceiptDay(...input);
	return `${earliest} ${latest}`;
};

describe("the day a receipt will probably bear", () => {
	it.each([
		["card", "2026-12-01", "charge_date", "2026-12-01 2026-12-01"],
		["card", "2026-12-01", "funds_arrival", "2026-12-07 2027-02-05"],
		["konbini", "2026-12-01", "charge_date", "2026-12-01 2026-12-10"],
		["konbini", "2026-12-01", "funds_arrival", "2026-12-07 2027-02-17"],
		["bank_transfer", "2026-12-01", "charge_date", "2026-12-01 2026-12-08"],
		["bank_transfer", "2026-12-01", "funds_arrival", "2026-12-07 2027-02-15"],
		// A Saturday, and the banks' days at the New Year.
		["bank_transfer", "2026-12-26", "charge_date", "2026-12-28 2027-01-05"],
		["bank_transfer", "2026-12-31", "charge_date", "2027-01-04 2027-01-08"],
	] as const)("%s on %s by %s: %s", (method, today, policy, expected) => {
		expect(days(method, today, policy)).toBe(expected);
	});
});

describe("the warning at the end of a year", () => {
	const said = (today: string, policy: DatePolicy) =>
		yearEndWarnings(PAYMENT_METHODS, today, policy).map(({ method, certainty }) => `${method} ${certainty}`);

	it("is not given before November, nor in January", () => {
		expect(said("2026-10-31", "funds_arrival")).toEqual([]);
		expect(said("2027-01-01", "funds_arrival")).toEqual([]);
	});

	it("says may from 1 November, when money may arrive next year, and will when it cannot arrive before", () => {
		expect(said("2026-11-01", "funds_arrival")).toEqual(["card may", "konbini may", "bank_transfer may"]);
		expect(said("2026-12-24", "funds_arrival")).toEqual(["card may", "konbini may", "bank_transfer may"]);
		expect(said("2026-12-28", "funds_arrival")).toEqual(["card will", "konbini will", "bank_transfer will"]);
		expect(said("2026-12-31", "funds_arrival")).toEqual(["card will", "konbini will", "bank_transfer will"]);
	});

	it("is about those who pay later when the day of the charge counts", () => {
		expect(said("2026-12-01", "charge_date")).toEqual([]);
		expect(said("2026-12-21", "charge_date")).toEqual([]);
		expect(said("2026-12-22", "charge_date")).toEqual(["konbini may"]);
		expect(said("2026-12-24", "charge_date")).toEqual(["konbini may", "bank_transfer may"]);
		expect(said("2026-12-30", "charge_date")).toEqual(["konbini may", "bank_transfer may"]);
		expect(said("2026-12-31", "charge_date")).toEqual(["konbini may", "bank_transfer will"]);
	});
});
