import type Stripe from "stripe";
import { CONNECT_APPLICATION } from "./deliveries.ts";
import { newId } from "./ids.ts";
import type { Transaction } from "./transaction.ts";
import type { BalanceTransaction } from "./wire.ts";

const BUSINESS_DAYS = 4;
const DAY = 24 * 60 * 60;
const JST = 9 * 60 * 60;

/** Some business days later, at midnight UTC as Stripe gives it. Weekends in Japan do not count; holidays do. */
export function businessDaysAfter(fromSeconds: number, days: number): number {
	let day = Math.floor((fromSeconds + JST) / DAY);
	for (let left = days; left > 0; ) {
		day += 1;
		const weekday = (day + 4) % 7;
		if (weekday !== 0 && weekday !== 6) left -= 1;
	}
	return day * DAY;
}

interface Entry {
	amountYen: number;
	feeYen: number;
	type:
		| "charge"
		| "payment"
		| "refund"
		| "payment_refund"
		| "refund_failure"
		| "payment_failure_refund"
		| "payout"
		| "payout_failure"
		| "payout_cancel"
		| "adjustment"
		| "application_fee"
		| "application_fee_refund";
	category:
		| "charge"
		| "refund"
		| "refund_failure"
		| "payout"
		| "payout_reversal"
		| "dispute"
		| "dispute_reversal"
		| "platform_earning"
		| "platform_earning_refund";
	source: string;
	description: string | null;
	/** What of the fee goes to the platform, not to Stripe. */
	applicationFeeYen?: number;
	/** The automatic payout it belongs to from the beginning. */
	payout?: string;
}

const PENDING_FIRST: ReadonlySet<Entry["category"]> = new Set(["charge", "platform_earning"]);

function feeDetails({ feeYen, applicationFeeYen = 0 }: Entry): Stripe.BalanceTransaction.FeeDetail[] {
	const details: Stripe.BalanceTransaction.FeeDetail[] = [];
	const stripeYen = feeYen - applicationFeeYen;
	const add = (amount: number, type: string, description: string, application: string | null): void => {
		if (amount !== 0) details.push({ amount, application, currency: "jpy", description, type });
	};
	add(applicationFeeYen, "application_fee", "Izumi sandbox application fee", CONNECT_APPLICATION);
	add(stripeYen, "stripe_fee", "Stripe processing fees", null);
	return details;
}

export function addBalanceTransaction(tx: Transaction, account: string, entry: Entry): BalanceTransaction {
	const pending = PENDING_FIRST.has(entry.category);
	return tx.put("balance_transaction", account, {
		id: newId("txn_3"),
		object: "balance_transaction",
		amount: entry.amountYen,
		available_on: pending ? businessDaysAfter(tx.now, BUSINESS_DAYS) : tx.now,
		balance_type: "payments",
		created: tx.now,
		currency: "jpy",
		description: entry.description,
		exchange_rate: null,
		fee: entry.feeYen,
		fee_details: feeDetails(entry),
		net: entry.amountYen - entry.feeYen,
		reporting_category: entry.category,
		source: entry.source,
		status: pending ? "pending" : "available",
		type: entry.type,
		...(entry.payout === undefined ? {} : { payout: entry.payout }),
	});
}
