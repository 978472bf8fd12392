import type Stripe from "stripe";
import { addBalanceTransaction } from "../balance-entries.ts";
import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import { isCard, settleNow } from "../settlement.ts";
import { idOf, WrongState } from "../till.ts";
import type { Transaction } from "../transaction.ts";

/** Near what Stripe takes in Japan for each dispute, won or lost. */
export const DISPUTE_FEE_YEN = 1300;
const DUE_DAYS = 9;
const DAY = 24 * 60 * 60;

/** One change in one account. */
export interface Desk {
	tx: Transaction;
	clock: Clock;
	account: string;
}

const NO_EVIDENCE: Stripe.Dispute.Evidence = {
	access_activity_log: null,
	billing_address: null,
	cancellation_policy: null,
	cancellation_policy_disclosure: null,
	cancellation_rebuttal: null,
	customer_communication: null,
	customer_email_address: null,
	customer_name: null,
	customer_purchase_ip: null,
	customer_signature: null,
	duplicate_charge_documentation: null,
	duplicate_charge_explanation: null,
	duplicate_charge_id: null,
	enhanced_evidence: {},
	product_description: null,
	receipt: null,
	refund_policy: null,
	refund_policy_disclosure: null,
	refund_refusal_explanation: null,
	service_date: null,
	service_documentation: null,
	shipping_address: null,
	shipping_carrier: null,
	shipping_date: null,
	shipping_documentation: null,
	shipping_tracking_number: null,
	uncategorized_file: null,
	uncategorized_text: null,
};

/** The card holder's bank takes the amount back, and Stripe a fee, before anything is decided. */
export function openDispute(
	{ tx, clock, account }: Desk,
	chargeId: string,
	{ amountYen, reason }: { amountYen: number | undefined; reason: string },
): Stripe.Dispute {
	settleNow(tx, clock, account, chargeId);
	const charge = tx.get("charge", account, chargeId);
	if (!charge?.paid || !isCard(charge))
		throw new WrongState(`charge ${chargeId} cannot be disputed: no paid card charge`);
	if (charge.disputed) throw new WrongState(`charge ${chargeId} is disputed already`);
	const left = charge.amount - charge.amount_refunded;
	const amount = amountYen ?? (left > 0 ? left : charge.amount);
	if (amount > charge.amount) throw new WrongState(`charge ${chargeId} is only of ¥${charge.amount}`);
	const id = newId("du_1");
	const taken = addBalanceTransaction(tx, account, {
		amountYen: -amount,
		feeYen: DISPUTE_FEE_YEN,
		type: "adjustment",
		category: "dispute",
		source: id,
		description: `Chargeback withdrawal for ${charge.id}`,
	});
	const card = charge.payment_method_details?.card;
	const dispute = tx.put("dispute", account, {
		id,
		object: "dispute",
		amount,
		balance_transactions: [taken],
		charge: charge.id,
		created: tx.now,
		currency: "jpy",
		enhanced_eligibility_types: [],
		evidence: { ...NO_EVIDENCE, customer_name: charge.billing_details.name },
		evidence_details: {
			due_by: tx.now + DUE_DAYS * DAY,
			enhanced_eligibility: {},
			has_evidence: false,
			past_due: false,
			submission_count: 0,
			submission_method: "not_submitted",
		},
		intended_submission_method: null,
		is_charge_refundable: false,
		livemode: false,
		metadata: {},
		payment_intent: idOf(charge.payment_intent),
		payment_method_details: {
			type: "card",
			card: {
				brand: card?.brand ?? "visa",
				case_type: "chargeback",
				network: card?.network ?? "visa",
				network_reason_code: reason === "fraudulent" ? "10.4" : "13.1",
			},
		},
		reason,
		status: "needs_response",
	});
	charge.disputed = true;
	tx.put("charge", account, charge);
	tx.emit("charge.dispute.created", account, dispute);
	tx.emit("charge.dispute.funds_withdrawn", account, dispute);
	tx.emit("charge.updated", account, charge, { disputed: false });
	clock.set(tx, "dispute_due", account, id, (tx.now + DUE_DAYS * DAY) * 1000);
	return dispute;
}

export const isOpen = ({ status }: Stripe.Dispute): boolean => status === "needs_response" || status === "under_review";

/** The bank has decided. Won gives the amount back; the fee too only when asked to. */
export function closeDispute(
	{ tx, clock, account }: Desk,
	dispute: Stripe.Dispute,
	outcome: "won" | "lost",
	returnFee = false,
): Stripe.Dispute {
	if (!isOpen(dispute)) throw new WrongState(`dispute ${dispute.id} is ${dispute.status}`);
	clock.cancel(tx, "dispute_due", dispute.id);
	const before = dispute.status;
	dispute.status = outcome;
	if (outcome === "won") {
		dispute.balance_transactions.push(
			addBalanceTransaction(tx, account, {
				amountYen: dispute.amount,
				feeYen: returnFee ? -DISPUTE_FEE_YEN : 0,
				type: "adjustment",
				category: "dispute_reversal",
				source: dispute.id,
				description: `Chargeback reversal for ${idOf(dispute.charge)}`,
			}),
		);
	}
	tx.put("dispute", account, dispute);
	tx.emit("charge.dispute.closed", account, dispute, { status: before });
	if (outcome === "won") tx.emit("charge.dispute.funds_reinstated", account, dispute);
	return dispute;
}

/** Nothing was sent in by the day it was due: lost. What was sent in waits for the bank. */
export function disputeDue(desk: Desk, disputeId: string): void {
	const dispute = desk.tx.get("dispute", desk.account, disputeId);
	if (dispute?.status !== "needs_response") return;
	dispute.evidence_details.past_due = true;
	closeDispute(desk, dispute, "lost");
}

export function warnOfFraud({ tx, account }: Desk, chargeId: string): Stripe.Radar.EarlyFraudWarning {
	const charge = tx.get("charge", account, chargeId);
	if (!charge?.paid || !isCard(charge)) throw new WrongState(`charge ${chargeId} is no paid card charge`);
	const warning = tx.put("early_fraud_warning", account, {
		id: newId("issfr_1"),
		object: "radar.early_fraud_warning",
		actionable: !charge.disputed && !charge.refunded,
		charge: charge.id,
		created: tx.now,
		fraud_type: "made_with_stolen_card",
		livemode: false,
		payment_intent: idOf(charge.payment_intent) ?? "",
	});
	tx.emit("radar.early_fraud_warning.created", account, warning);
	return warning;
}
