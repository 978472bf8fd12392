import type Stripe from "stripe";
import { addBalanceTransaction } from "./balance-entries.ts";
import type { Clock } from "./clock.ts";
import { takeFee } from "./connect/fees.ts";
import type { Transaction } from "./transaction.ts";

/** Basis points and least fee per method. */
const FEES: Record<string, { basisPoints: number; minYen: number }> = {
	card: { basisPoints: 360, minYen: 0 },
	konbini: { basisPoints: 360, minYen: 120 },
	customer_balance: { basisPoints: 150, minYen: 0 },
};
export function feeYen(method: string, amountYen: number): number {
	const { basisPoints, minYen } = FEES[method] ?? { basisPoints: 360, minYen: 0 };
	return Math.max(Math.round((amountYen * basisPoints) / 10_000), minYen);
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
