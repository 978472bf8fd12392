import type Stripe from "stripe";
import { addCharge, cardDetails } from "./charge-shape.ts";
import { newId } from "./ids.ts";
import { assertOpen, completeSession, intentOf, type Person, type Till, WrongState } from "./till.ts";
import type { Session } from "./wire.ts";

function offered(session: Session): void {
	assertOpen(session);
	if (!session.payment_method_types.includes("card")) throw new WrongState(`session ${session.id} does not offer card`);
}

/** A card accepted: at once, or after its 3-D Secure challenge was passed. */
export function payByCard(till: Till, session: Session, person: Person): void {
	offered(session);
	const { tx, account } = till;
	const intent = intentOf(till, session, person);
	const challenged = intent.status === "requires_action";
	intent.payment_method ??= newId("pm_1");
	const charge = addCharge(till, intent, session, {
		prefix: "ch_3",
		details: cardDetails(intent.amount, challenged ? "challenge" : "frictionless"),
		failure: null,
	});
	succeedIntent(intent, charge);
	tx.put("payment_intent", account, intent);
	tx.emit("charge.succeeded", account, charge);
	tx.emit("payment_intent.succeeded", account, intent);
	completeSession(till, session, true);
}

export function succeedIntent(intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
	intent.status = "succeeded";
	intent.amount_received = intent.amount;
	intent.latest_charge = charge.id;
	intent.next_action = null;
	intent.last_payment_error = null;
}

/** The issuer refuses, or the challenge was failed. The session stays open for another try. */
export function declineCard(till: Till, session: Session, person: Person): void {
	offered(session);
	const { tx, account } = till;
	const intent = intentOf(till, session, person);
	const challenged = intent.status === "requires_action";
	const paymentMethodId = newId("pm_1");
	intent.status = "requires_payment_method";
	intent.next_action = null;
	intent.payment_method = null;
	if (challenged) {
		intent.last_payment_error = {
			code: "payment_intent_authentication_failure",
			doc_url: "https://stripe.com/docs/error-codes/payment-intent-authentication-failure",
			message:
				"The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
			payment_method_type: "card",
			type: "invalid_request_error",
		};
	} else {
		const failure = { code: "card_declined", declineCode: "generic_decline", message: "Your card was declined." };
		const charge = addCharge(till, { ...intent, payment_method: paymentMethodId }, session, {
			prefix: "ch_3",
			details: cardDetails(intent.amount, null),
			failure,
		});
		intent.latest_charge = charge.id;
		intent.last_payment_error = {
			advice_code: "try_again_later",
			charge: charge.id,
			code: failure.code,
			decline_code: failure.declineCode,
			doc_url: "https://stripe.com/docs/error-codes/card-declined",
			message: failure.message,
			payment_method_type: "card",
			type: "card_error",
		};
		tx.emit("charge.failed", account, charge);
	}
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.payment_failed", account, intent);
}

/** The issuer asks for a 3-D Secure challenge; `succeed` or `decline` then ends it. */
export function challengeCard(till: Till, session: Session, person: Person): Stripe.PaymentIntent {
	offered(session);
	const { tx, account } = till;
	const intent = intentOf(till, session, person);
	intent.status = "requires_action";
	intent.payment_method = newId("pm_1");
	intent.last_payment_error = null;
	intent.next_action = {
		type: "redirect_to_url",
		redirect_to_url: { return_url: `${till.base}/c/pay/${session.id}`, url: `${till.base}/c/3ds/${session.id}` },
	};
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.requires_action", account, intent);
	return intent;
}
