import type Stripe from "stripe";
import type { Clock } from "./clock.ts";
import { takeFee } from "./connect/fees.ts";
import { CONNECT_APPLICATION } from "./deliveries.ts";
import { newId } from "./ids.ts";
import type { Transaction } from "./transaction.ts";
import type { BalanceTransaction } from "./wire.ts";

/** Basis points and least fee per method. */
const FEES: Record<string, { basisPoints: number; minYen: number }> = {
	card: { basisPoints: 360, minYen: 0 },
	konbini: { basisPoints: 360, minYen: 120 },
	customer_balance: { basisPoints: 150, minYen: 0 },
};
const BUSINESS_DAYS = 4;
const DAY = 24 * 60 * 60;
const JST = 9 * 60 * 60;

export function feeYen(method: string, amountYen: number): number {
	const { basisPoints, minYen } = FEES[method] ?? { basisPoints: 360, minYen: 0 };
	return Math.max(Math.round((amountYen * basisPoints) / 10_000), minYen);
}

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

/** Cards are charges; every other method is a payment, in balance transactions as at Stripe. */
export const isCard = (charge: Stripe.Charge): boolean => charge.payment_method_details?.type === "card";

/** Gives a charge its balance transaction, a moment after it succeeded. */
export function settleCharge(tx: Transaction, account: string, chargeId: string): void {
	const charge = tx.get("charge", account, chargeId);
	if (!charge || charge.balance_transaction !== null || charge.status !== "succeeded") return;
	const applicationFeeYen = takeFee(tx, account, charge);
	const transaction = addBalanceTransaction(tx, account, {
		amountYen: charge.amount,
		feeYen: feeYen(charge.payment_method_details?.type ?? "card", charge.amount) + applicationFeeYen,
		applicationFeeYen,
		type: isCard(charge) ? "charge" : "payment",
		category: "charge",
		source: charge.id,
		description: charge.description,
	});
	charge.balance_transaction = transaction.id;
	tx.put("charge", account, charge);
	tx.emit("charge.updated", account, charge, { balance_transaction: null });
}

/** A refund of a charge that has not settled yet settles it first. */
export function settleNow(tx: Transaction, clock: Clock, account: string, chargeId: string): void {
	clock.runEarly(tx, "settle_charge", account, chargeId);
}
