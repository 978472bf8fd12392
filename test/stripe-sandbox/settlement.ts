import type Stripe from "stripe";
import type { Clock } from "./clock.ts";
import { newId } from "./ids.ts";
import type { Transaction } from "./transaction.ts";

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
function availableOn(fromSeconds: number): number {
	let day = Math.floor((fromSeconds + JST) / DAY);
	for (let left = BUSINESS_DAYS; left > 0; ) {
		day += 1;
		const weekday = (day + 4) % 7;
		if (weekday !== 0 && weekday !== 6) left -= 1;
	}
	return day * DAY;
}

interface Entry {
	amountYen: number;
	feeYen: number;
	type: "charge" | "payment" | "refund" | "payment_refund" | "refund_failure" | "payment_failure_refund";
	category: "charge" | "refund" | "refund_failure";
	source: string;
	description: string | null;
}

export function addBalanceTransaction(tx: Transaction, account: string, entry: Entry): Stripe.BalanceTransaction {
	return tx.put("balance_transaction", account, {
		id: newId("txn_3"),
		object: "balance_transaction",
		amount: entry.amountYen,
		available_on: entry.category === "charge" ? availableOn(tx.now) : tx.now,
		balance_type: "payments",
		created: tx.now,
		currency: "jpy",
		description: entry.description,
		exchange_rate: null,
		fee: entry.feeYen,
		fee_details:
			entry.feeYen > 0
				? [
						{
							amount: entry.feeYen,
							application: null,
							currency: "jpy",
							description: "Stripe processing fees",
							type: "stripe_fee",
						},
					]
				: [],
		net: entry.amountYen - entry.feeYen,
		reporting_category: entry.category,
		source: entry.source,
		status: entry.category === "charge" ? "pending" : "available",
		type: entry.type,
	});
}

/** Cards are charges; every other method is a payment, in balance transactions as at Stripe. */
export const isCard = (charge: Stripe.Charge): boolean => charge.payment_method_details?.type === "card";

/** Gives a charge its balance transaction, a moment after it succeeded. */
export function settleCharge(tx: Transaction, account: string, chargeId: string): void {
	const charge = tx.get("charge", account, chargeId);
	if (!charge || charge.balance_transaction !== null || charge.status !== "succeeded") return;
	const transaction = addBalanceTransaction(tx, account, {
		amountYen: charge.amount,
		feeYen: feeYen(charge.payment_method_details?.type ?? "card", charge.amount),
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
