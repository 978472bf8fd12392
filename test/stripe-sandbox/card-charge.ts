import type Stripe from "stripe";
import type { Decline } from "./cards.ts";
import { addCharge, cardDetails } from "./charge-shape.ts";
import type { Till } from "./till.ts";

type Billing = Stripe.Charge.BillingDetails;

/** The issuer accepts, at once or after its challenge was passed. */
export function approveCharge(
	till: Till,
	intent: Stripe.PaymentIntent,
	method: Stripe.PaymentMethod,
	billing: Billing,
	flow: "challenge" | "frictionless" | "none",
): Stripe.Charge {
	const { tx, account } = till;
	intent.payment_method = method.id;
	const charge = addCharge(till, intent, {
		prefix: "ch_3",
		details: cardDetails(intent.amount, flow, method.card),
		failure: null,
		billing,
	});
	succeedIntent(intent, charge);
	tx.put("payment_intent", account, intent);
	tx.emit("charge.succeeded", account, charge);
	tx.emit("payment_intent.succeeded", account, intent);
	return charge;
}

export function succeedIntent(intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
	intent.status = "succeeded";
	intent.amount_received = intent.amount;
	intent.latest_charge = charge.id;
	intent.next_action = null;
	intent.last_payment_error = null;
}

/** The issuer refuses; the intent waits for another card. */
export function declineCharge(
	till: Till,
	intent: Stripe.PaymentIntent,
	method: Stripe.PaymentMethod,
	billing: Billing,
	failure: Decline,
): Stripe.Charge {
	const { tx, account } = till;
	const charge = addCharge(
		till,
		{ ...intent, payment_method: method.id },
		{
			prefix: "ch_3",
			details: cardDetails(intent.amount, null, method.card),
			failure,
			billing,
		},
	);
	intent.status = "requires_payment_method";
	intent.next_action = null;
	intent.payment_method = null;
	intent.latest_charge = charge.id;
	intent.last_payment_error = {
		advice_code: failure.code === "expired_card" ? "do_not_try_again" : "try_again_later",
		charge: charge.id,
		code: failure.code,
		decline_code: failure.declineCode,
		doc_url: `https://stripe.com/docs/error-codes/${failure.code.replaceAll("_", "-")}`,
		message: failure.message,
		payment_method: method,
		payment_method_type: "card",
		type: "card_error",
	};
	tx.put("payment_intent", account, intent);
	tx.emit("charge.failed", account, charge);
	tx.emit("payment_intent.payment_failed", account, intent);
	return charge;
}

/** The challenge was failed: no charge was tried. */
export function failChallenge(till: Till, intent: Stripe.PaymentIntent): void {
	const { tx, account } = till;
	intent.status = "requires_payment_method";
	intent.next_action = null;
	intent.payment_method = null;
	intent.last_payment_error = {
		code: "payment_intent_authentication_failure",
		doc_url: "https://stripe.com/docs/error-codes/payment-intent-authentication-failure",
		message:
			"The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
		payment_method_type: "card",
		type: "invalid_request_error",
	};
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.payment_failed", account, intent);
}

/** The issuer asks for a 3-D Secure challenge on a page of its own. */
export function askChallenge(
	till: Till,
	intent: Stripe.PaymentIntent,
	method: Stripe.PaymentMethod,
	pages: { challenge: string; back: string },
): void {
	const { tx, account } = till;
	intent.status = "requires_action";
	intent.payment_method = method.id;
	intent.last_payment_error = null;
	intent.next_action = {
		type: "redirect_to_url",
		redirect_to_url: { return_url: pages.back, url: pages.challenge },
	};
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.requires_action", account, intent);
}
