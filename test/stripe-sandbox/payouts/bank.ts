import type Stripe from "stripe";
import { addBalanceTransaction, businessDaysAfter } from "../balance-entries.ts";
import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import { WrongState } from "../till.ts";
import type { Transaction } from "../transaction.ts";

const HOUR = 60 * 60;
const TRAVEL_DAYS = 2;

/** Where payouts are made and followed: one change, one account, and the clock that lets them arrive. */
export interface Bank {
	tx: Transaction;
	clock: Clock;
	account: string;
}

interface NewPayout {
	amountYen: number;
	automatic: boolean;
	description: string | null;
	metadata: Record<string, string>;
	statementDescriptor: string | null;
}

/** Money leaves the balance for the account holder's bank: pending, an hour later in transit, then paid. */
export function addPayout({ tx, clock, account }: Bank, given: NewPayout): Stripe.Payout {
	const id = newId("po_1");
	const transaction = addBalanceTransaction(tx, account, {
		amountYen: -given.amountYen,
		feeYen: 0,
		type: "payout",
		category: "payout",
		source: id,
		description: given.description,
		...(given.automatic ? { payout: id } : {}),
	});
	const payout = tx.put("payout", account, {
		id,
		object: "payout",
		amount: given.amountYen,
		application_fee: null,
		application_fee_amount: null,
		arrival_date: businessDaysAfter(tx.now, TRAVEL_DAYS),
		automatic: given.automatic,
		balance_transaction: transaction.id,
		created: tx.now,
		currency: "jpy",
		description: given.description,
		destination: `ba_1${account.replace(/^acct_/, "")}`,
		failure_balance_transaction: null,
		failure_code: null,
		failure_message: null,
		livemode: false,
		metadata: given.metadata,
		method: "standard",
		original_payout: null,
		payout_method: null,
		reconciliation_status: given.automatic ? "in_progress" : "not_applicable",
		reversed_by: null,
		source_type: "card",
		statement_descriptor: given.statementDescriptor,
		status: "pending",
		trace_id: null,
		type: "bank_account",
	});
	tx.emit("payout.created", account, payout);
	clock.set(tx, "send_payout", account, id, (tx.now + HOUR) * 1000);
	return payout;
}

export function sendPayout({ tx, clock, account }: Bank, payout: Stripe.Payout): Stripe.Payout {
	if (payout.status !== "pending") throw new WrongState(`payout ${payout.id} is ${payout.status}`);
	clock.cancel(tx, "send_payout", payout.id);
	payout.status = "in_transit";
	if (payout.automatic) payout.reconciliation_status = "completed";
	tx.put("payout", account, payout);
	tx.emit("payout.updated", account, payout, { status: "pending" });
	if (payout.automatic) tx.emit("payout.reconciliation_completed", account, payout);
	clock.set(tx, "land_payout", account, payout.id, Math.max(payout.arrival_date, tx.now + 1) * 1000);
	return payout;
}

export function landPayout(bank: Bank, payout: Stripe.Payout): Stripe.Payout {
	const { tx, clock, account } = bank;
	if (payout.status === "pending") sendPayout(bank, payout);
	if (payout.status !== "in_transit") throw new WrongState(`payout ${payout.id} is ${payout.status}`);
	clock.cancel(tx, "land_payout", payout.id);
	payout.status = "paid";
	payout.trace_id = { status: "unsupported", value: null };
	tx.put("payout", account, payout);
	tx.emit("payout.updated", account, payout, { status: "in_transit" });
	tx.emit("payout.paid", account, payout);
	return payout;
}

/** The bank sends it back, also some days after it seemed paid. The money is in the balance again, outside any payout. */
export function failPayout(bank: Bank, payout: Stripe.Payout): Stripe.Payout {
	if (payout.status === "failed" || payout.status === "canceled")
		throw new WrongState(`payout ${payout.id} is ${payout.status}`);
	return bringBack(bank, payout, "failed");
}

export const cancelPayout = (bank: Bank, payout: Stripe.Payout): Stripe.Payout => bringBack(bank, payout, "canceled");

function bringBack({ tx, clock, account }: Bank, payout: Stripe.Payout, how: "failed" | "canceled"): Stripe.Payout {
	clock.cancel(tx, "send_payout", payout.id);
	clock.cancel(tx, "land_payout", payout.id);
	const before = payout.status;
	payout.failure_balance_transaction = addBalanceTransaction(tx, account, {
		amountYen: payout.amount,
		feeYen: 0,
		type: how === "failed" ? "payout_failure" : "payout_cancel",
		category: "payout_reversal",
		source: payout.id,
		description: payout.description,
	}).id;
	payout.status = how;
	if (how === "failed") {
		payout.failure_code = "could_not_process";
		payout.failure_message = "The bank could not process this payout.";
	}
	tx.put("payout", account, payout);
	tx.emit("payout.updated", account, payout, { status: before });
	tx.emit(`payout.${how}`, account, payout);
	return payout;
}
