import type { Temporal } from "temporal-polyfill";
import { type Day, toDay } from "../calendar/fiscal-year.ts";
import { addBusinessDays, isBusinessDay } from "../calendar/holidays.ts";
import type { PaymentMethod } from "../gifts/start-gift.schema.ts";

export type DatePolicy = "funds_arrival" | "charge_date";

/** A voucher is paid at the counter within this many days. */
const VOUCHER_DAYS = 3;
/** The processor knows of a payment at the counter, and holds any payment, for this many business days at least. */
const HELD_BUSINESS_DAYS = 4;
/** A transfer asked for now is on the account by then, if the donor goes to the bank within the week. */
const TRANSFER_BUSINESS_DAYS = 5;
/** Universities tell donors that card money reaches them one to two months later. */
const PAYOUT_MONTHS = 2;

/**
 * The days between which a gift begun today will probably be dated on its receipt, by the issuer's policy. Wide on purpose:
 * it is there to warn, and nothing is promised by it.
 * @param today  in JST
 */
export function expectedReceiptDay(
	method: PaymentMethod,
	today: Day,
	policy: DatePolicy,
): { earliest: Temporal.PlainDate; latest: Temporal.PlainDate } {
	const given = expectedGivenDay(method, toDay(today));
	if (policy === "charge_date") return given;
	return {
		earliest: addBusinessDays(given.earliest, HELD_BUSINESS_DAYS),
		latest: addBusinessDays(given.latest.add({ months: PAYOUT_MONTHS }), HELD_BUSINESS_DAYS),
	};
}

/** The day the money is given: the charge, the counter, the credit on the account (docs/design.md §6.7). */
function expectedGivenDay(method: PaymentMethod, today: Temporal.PlainDate) {
	switch (method) {
		case "card":
			return { earliest: today, latest: today };
		case "konbini":
			return { earliest: today, latest: addBusinessDays(today.add({ days: VOUCHER_DAYS }), HELD_BUSINESS_DAYS) };
		case "bank_transfer": {
			const earliest = isBusinessDay(today) ? today : addBusinessDays(today, 1);
			return { earliest, latest: addBusinessDays(today, TRANSFER_BUSINESS_DAYS) };
		}
	}
}

export interface YearEndWarning {
	method: PaymentMethod;
	/** the receipt of a gift begun today will, or may, be dated next year */
	certainty: "will" | "may";
}

/** What to tell donors in the last two months of a tax year; nothing before 1 November. */
export function yearEndWarnings(methods: readonly PaymentMethod[], today: Day, policy: DatePolicy): YearEndWarning[] {
	const { year, month } = toDay(today);
	if (month < 11) return [];
	return methods.flatMap((method) => {
		const { earliest, latest } = expectedReceiptDay(method, today, policy);
		if (latest.year === year) return [];
		return [{ method, certainty: earliest.year > year ? ("will" as const) : ("may" as const) }];
	});
}
