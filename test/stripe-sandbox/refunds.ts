import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import { addBalanceTransaction } from "./balance-entries.ts";
import { type Call, found, list, named, pathId, read } from "./call.ts";
import type { Clock } from "./clock.ts";
import { returnFee } from "./connect/fees.ts";
import { newId } from "./ids.ts";
import { mergedMetadata } from "./metadata.ts";
import {
	created,
	emptyable,
	flag,
	integer,
	metadata,
	missingParameter,
	oneOf,
	paging,
	paramsOf,
	text,
} from "./params.ts";
import { isCard, settleNow } from "./settlement.ts";
import { expandable } from "./shapes.ts";
import { idOf, WrongState } from "./till.ts";
import type { Transaction } from "./transaction.ts";

const DAY = 24 * 60 * 60;

const createParams = paramsOf<Stripe.RefundCreateParams>()({
	amount: integer(1, 99_999_999),
	charge: text(),
	currency: text(3),
	customer: text(),
	instructions_email: text(),
	metadata: emptyable(metadata),
	origin: oneOf("customer_balance"),
	payment_intent: text(),
	reason: oneOf("duplicate", "fraudulent", "requested_by_customer"),
	refund_application_fee: flag,
	reverse_transfer: flag,
	...expandable,
});
const updateParams = paramsOf<Stripe.RefundUpdateParams>()({ metadata: emptyable(metadata), ...expandable });
const listParams = paramsOf<Stripe.RefundListParams>()({ ...paging, charge: text(), created, payment_intent: text() });

export function createRefund(call: Call): Stripe.Refund {
	const { tx, account, world } = call;
	const input = read(call, createParams);
	if (input.origin !== undefined)
		throw invalid("The sandbox refunds charges and payment intents only.", { param: "origin" });
	const chargeId = chargeIdOf(call, input);
	if (!named(call, "charge", chargeId, "charge").paid) {
		throw invalid(`Charge ${chargeId} cannot be refunded because it was not paid.`, {
			code: "charge_not_refundable",
			param: "charge",
		});
	}
	refuseDisputed(call, chargeId);
	settleNow(tx, world.clock, account, chargeId);
	const charge = named(call, "charge", chargeId, "charge");
	const amountYen = refundable(charge, input.amount);
	const card = isCard(charge);
	const refund = newRefund(tx, charge, amountYen, input.reason ?? null, input.metadata ?? {});
	if (card) refund.status = world.faults.current.refundPending ? "pending" : "succeeded";
	else askForAccount(refund, input.instructions_email ?? charge.billing_details.email, tx.now);
	const returnedYen = input.refund_application_fee ? returnFee(tx, charge, amountYen) : 0;
	const transaction = addBalanceTransaction(tx, account, {
		amountYen: -amountYen,
		feeYen: -returnedYen,
		applicationFeeYen: -returnedYen,
		type: card ? "refund" : "payment_refund",
		category: "refund",
		source: refund.id,
		description: charge.description,
	});
	refund.balance_transaction = transaction.id;
	charge.amount_refunded += amountYen;
	charge.refunded = charge.amount_refunded === charge.amount;
	tx.put("refund", account, refund);
	tx.put("charge", account, charge);
	tx.emit("refund.created", account, refund);
	tx.emit("charge.refunded", account, charge, { amount_refunded: charge.amount_refunded - amountYen });
	if (refund.status === "requires_action")
		world.clock.set(tx, "settle_refund", account, refund.id, tx.nowMs + DAY * 1000);
	return refund;
}

/** While a bank decides, and after it took the money back, there is nothing to refund. */
function refuseDisputed(call: Call, chargeId: string): void {
	const rows = call.world.store.rows("dispute", call.account, "charge", chargeId);
	if (rows.every((row) => row.keys.status === "won")) return;
	throw invalid(`Charge ${chargeId} has been charged back; cannot issue a refund.`, {
		code: "charge_disputed",
		param: "charge",
	});
}

export const retrieveRefund = (call: Call): Stripe.Refund => found(call, "refund", pathId(call), "refund");

export function updateRefund(call: Call): Stripe.Refund {
	const refund = retrieveRefund(call);
	const input = read(call, updateParams);
	if (input.metadata !== undefined) refund.metadata = mergedMetadata(refund.metadata, input.metadata ?? {});
	call.tx.put("refund", call.account, refund);
	call.tx.emit("refund.updated", call.account, refund);
	return refund;
}

export function listRefunds(call: Call) {
	const { charge, created, payment_intent, limit, starting_after, ending_before } = read(call, listParams);
	const page = { created, limit, starting_after, ending_before };
	return list(call, "refund", "/v1/refunds", page, {
		where: { charge, payment_intent },
		index: charge !== undefined ? "charge" : "payment_intent",
	});
}

/** The end of a refund that was waiting, or a success the bank sent back afterwards. */
export function endRefund(
	tx: Transaction,
	clock: Clock,
	account: string,
	refundId: string,
	outcome: "succeeded" | "failed",
): Stripe.Refund {
	const refund = tx.get("refund", account, refundId);
	if (!refund) throw new WrongState(`no refund ${refundId}`);
	const before = refund.status;
	if (before === "failed" || before === "canceled" || before === outcome)
		throw new WrongState(`refund ${refundId} is ${before}`);
	clock.cancel(tx, "settle_refund", refundId);
	refund.status = outcome;
	delete refund.next_action;
	delete refund.pending_reason;
	if (outcome === "failed") giveBack(tx, account, refund);
	tx.put("refund", account, refund);
	tx.emit("refund.updated", account, refund, { status: before });
	tx.emit("charge.refund.updated", account, refund, { status: before });
	if (outcome === "failed") tx.emit("refund.failed", account, refund);
	return refund;
}

function giveBack(tx: Transaction, account: string, refund: Stripe.Refund): void {
	const charge = tx.get("charge", account, idOf(refund.charge) ?? "");
	if (!charge) return;
	const transaction = addBalanceTransaction(tx, account, {
		amountYen: refund.amount,
		feeYen: 0,
		type: isCard(charge) ? "refund_failure" : "payment_failure_refund",
		category: "refund_failure",
		source: refund.id,
		description: charge.description,
	});
	refund.failure_balance_transaction = transaction.id;
	refund.failure_reason = "unknown";
	charge.amount_refunded -= refund.amount;
	charge.refunded = false;
	tx.put("charge", account, charge);
}

function chargeIdOf(call: Call, input: { charge?: string; payment_intent?: string }): string {
	if (input.charge !== undefined) {
		const charge = named(call, "charge", input.charge, "charge");
		if (input.payment_intent !== undefined && idOf(charge.payment_intent) !== input.payment_intent) {
			throw invalid("The charge does not belong to the payment intent.", { param: "payment_intent" });
		}
		return charge.id;
	}
	if (input.payment_intent === undefined) {
		throw invalid("One of the following params should be provided for this request: payment_intent or charge.", {
			code: "parameter_missing",
			param: "charge",
		});
	}
	const intent = named(call, "payment_intent", input.payment_intent, "payment_intent");
	const latest = intent.status === "succeeded" ? idOf(intent.latest_charge) : null;
	if (latest === null)
		throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
			param: "payment_intent",
		});
	return latest;
}

function refundable(charge: Stripe.Charge, wantedYen: number | undefined): number {
	const leftYen = charge.amount - charge.amount_refunded;
	if (leftYen === 0)
		throw invalid(`Charge ${charge.id} has already been refunded.`, {
			code: "charge_already_refunded",
			param: "charge",
		});
	const amountYen = wantedYen ?? leftYen;
	if (amountYen > leftYen) {
		throw invalid(
			`Refund amount (¥${amountYen.toLocaleString("en")}) is greater than unrefunded amount on charge (¥${leftYen.toLocaleString("en")})`,
			{
				param: "amount",
			},
		);
	}
	return amountYen;
}

function newRefund(
	tx: Transaction,
	charge: Stripe.Charge,
	amountYen: number,
	reason: Stripe.Refund.Reason | null,
	metadata: Record<string, string>,
): Stripe.Refund {
	const method = charge.payment_method_details?.type ?? "card";
	return {
		id: newId(method === "card" ? "re_3" : "pyr_1"),
		object: "refund",
		amount: amountYen,
		balance_transaction: null,
		charge: charge.id,
		created: tx.now,
		currency: "jpy",
		customer: idOf(charge.customer),
		customer_account: null,
		destination_details:
			method === "card"
				? {
						type: "card",
						card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
					}
				: { type: "jp_bank_transfer", jp_bank_transfer: { reference: null, reference_status: null } },
		metadata,
		payment_intent: idOf(charge.payment_intent),
		payment_method: charge.payment_method,
		reason,
		receipt_number: null,
		source_transfer_reversal: null,
		status: "succeeded",
		transfer_reversal: null,
	};
}

/** Konbini and bank transfers cannot be sent back the way they came: Stripe mails the person for a bank account. */
function askForAccount(refund: Stripe.Refund, email: string | null, now: number): void {
	if (email === null) throw missingParameter("instructions_email");
	refund.status = "requires_action";
	refund.instructions_email = email;
	refund.next_action = {
		type: "display_details",
		display_details: { email_sent: { email_sent_at: now, email_sent_to: email }, expires_at: now + 45 * DAY },
	};
}
