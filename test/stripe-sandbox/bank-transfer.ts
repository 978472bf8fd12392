import type Stripe from "stripe";
import { succeedIntent } from "./card-charge.ts";
import { addMethod } from "./cards.ts";
import { cashAccount, cashBalanceOf, moveCash, zenginInstructions } from "./cash.ts";
import { addCharge, billingOf } from "./charge-shape.ts";
import {
	assertOpen,
	completeSession,
	customerOf,
	endAsync,
	idOf,
	intentOf,
	type Person,
	sessionOfIntent,
	type Till,
	WrongState,
} from "./till.ts";
import type { Session } from "./wire.ts";

/** Shows the customer's virtual account. Money already in the cash balance is used first. */
export function requestTransfer(till: Till, session: Session, person: Person): Stripe.PaymentIntent {
	assertOpen(session);
	if (!session.payment_method_types.includes("customer_balance")) {
		throw new WrongState(`session ${session.id} does not offer bank transfer`);
	}
	const { tx, account } = till;
	const intent = intentOf(till, session, person);
	const customerId = customerIdOf(intent);
	const held = cashAccount(tx, account, customerId);
	intent.status = "requires_action";
	intent.payment_method = addMethod(till, { type: "customer_balance", customer_balance: {} }, billingOf(session)).id;
	intent.last_payment_error = null;
	intent.payment_method_options = {
		customer_balance: {
			bank_transfer: { requested_address_types: ["zengin"], type: "jp_bank_transfer" },
			funding_type: "bank_transfer",
		},
	};
	intent.next_action = zenginInstructions(held, intent.amount, `${till.base}/c/transfer/${intent.id}`);
	tx.put("payment_intent", account, intent);
	if (held.availableYen >= intent.amount) {
		apply(till, intent, customerId, session);
		completeSession(till, session, "paid");
		return intent;
	}
	tx.emit("payment_intent.requires_action", account, intent);
	completeSession(till, session, "unpaid");
	apply(till, intent, customerId, null);
	return intent;
}

export const remainingYen = (intent: Stripe.PaymentIntent): number | null =>
	intent.status === "requires_action"
		? (intent.next_action?.display_bank_transfer_instructions?.amount_remaining ?? null)
		: null;

/** Money arrives at the virtual account: it funds the payment, in part or in whole, and what is over stays as cash. */
export function receiveTransfer(till: Till, intent: Stripe.PaymentIntent, amountYen: number): void {
	if (remainingYen(intent) === null) throw new WrongState(`payment intent ${intent.id} awaits no transfer`);
	if (!Number.isSafeInteger(amountYen) || amountYen <= 0)
		throw new WrongState("amountYen must be a whole number above 0");
	const { tx, account } = till;
	const customerId = customerIdOf(intent);
	const sender = customerOf(till, intent)?.name ?? "サンドボツクス タロウ";
	moveCash(tx, account, customerId, amountYen, {
		type: "funded",
		funded: {
			bank_transfer: {
				type: "jp_bank_transfer",
				reference: null,
				jp_bank_transfer: { sender_bank: "サンドボックス銀行", sender_branch: "本店", sender_name: sender },
			},
		},
	});
	apply(till, intent, customerId, null);
}

/** Uses the cash balance for the payment. `opening` is the session being completed in the same breath, if any. */
function apply(till: Till, intent: Stripe.PaymentIntent, customerId: string, opening: Session | null): void {
	const { tx, account } = till;
	const wantedYen = remainingYen(intent) ?? 0;
	const usedYen = Math.min(cashAccount(tx, account, customerId).availableYen, wantedYen);
	if (usedYen <= 0) return;
	moveCash(tx, account, customerId, -usedYen, {
		type: "applied_to_payment",
		applied_to_payment: { payment_intent: intent.id },
	});
	if (usedYen < wantedYen) {
		const instructions = intent.next_action?.display_bank_transfer_instructions;
		if (instructions) instructions.amount_remaining = wantedYen - usedYen;
		tx.put("payment_intent", account, intent);
		tx.emit("payment_intent.partially_funded", account, intent);
		return;
	}
	const charge = addCharge(till, intent, {
		prefix: "py_3",
		billing: billingOf(opening ?? sessionOfIntent(till, intent.id)),
		details: { type: "customer_balance", customer_balance: {} },
		failure: null,
	});
	succeedIntent(intent, charge);
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.succeeded", account, intent);
	tx.emit("charge.succeeded", account, charge);
	if (cashAccount(tx, account, customerId).availableYen > 0) {
		tx.emit("cash_balance.funds_available", account, cashBalanceOf(tx, account, customerId));
	}
	if (!opening) endAsync(till, intent, true);
}

/** Gives back what had been applied to a payment that will not happen. */
export function unapply(till: Pick<Till, "tx" | "account">, intent: Stripe.PaymentIntent): void {
	const remaining = remainingYen(intent);
	if (remaining === null || remaining >= intent.amount) return;
	moveCash(till.tx, till.account, customerIdOf(intent), intent.amount - remaining, {
		type: "unapplied_from_payment",
		unapplied_from_payment: { payment_intent: intent.id },
	});
}

function customerIdOf(intent: Stripe.PaymentIntent): string {
	const id = idOf(intent.customer);
	if (id === null) throw new WrongState(`payment intent ${intent.id} has no customer`);
	return id;
}
