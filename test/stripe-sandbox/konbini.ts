import type Stripe from "stripe";
import { succeedIntent } from "./card-charge.ts";
import { addMethod } from "./cards.ts";
import { addCharge, billingOf } from "./charge-shape.ts";
import { randomDigits } from "./ids.ts";
import {
	assertOpen,
	completeSession,
	endAsync,
	intentOf,
	type Person,
	planOf,
	sessionOfIntent,
	type Till,
	WrongState,
} from "./till.ts";
import type { Session } from "./wire.ts";

const DAY = 24 * 60 * 60;
const JST = 9 * 60 * 60;
const DEFAULT_DAYS = 3;

/** The last second of the day in Japan, so many days after today. */
const endOfDayJst = (now: number, days: number): number => (Math.floor((now + JST) / DAY) + days + 1) * DAY - JST - 1;

/** Issues a voucher: the session is complete and unpaid until the person pays at a store. */
export function issueVoucher(till: Till, session: Session, person: Person): Stripe.PaymentIntent {
	assertOpen(session);
	if (!session.payment_method_types.includes("konbini"))
		throw new WrongState(`session ${session.id} does not offer konbini`);
	const { tx, account, clock } = till;
	const intent = intentOf(till, session, person);
	const days = planOf(till, session).konbiniExpiresAfterDays ?? DEFAULT_DAYS;
	const expiresAt = endOfDayJst(tx.now, days);
	const code = (): { payment_code: string; confirmation_number: string } => ({
		payment_code: randomDigits(6),
		confirmation_number: randomDigits(11),
	});
	intent.status = "requires_action";
	intent.payment_method = addMethod(till, { type: "konbini", konbini: {} }, billingOf(session)).id;
	intent.last_payment_error = null;
	intent.payment_method_options = {
		konbini: { confirmation_number: null, expires_after_days: days, expires_at: null, product_description: null },
	};
	intent.next_action = {
		type: "konbini_display_details",
		konbini_display_details: {
			expires_at: expiresAt,
			hosted_voucher_url: `${till.base}/c/voucher/${intent.id}`,
			stores: { familymart: code(), lawson: code(), ministop: code(), seicomart: code() },
		},
	};
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.requires_action", account, intent);
	completeSession(till, session, "unpaid");
	clock.set(tx, "expire_voucher", account, intent.id, (expiresAt + 1) * 1000);
	return intent;
}

const awaitsKonbini = (intent: Stripe.PaymentIntent): boolean =>
	intent.status === "requires_action" && intent.next_action?.type === "konbini_display_details";

export function payVoucher(till: Till, intent: Stripe.PaymentIntent, store: string): void {
	if (!awaitsKonbini(intent)) throw new WrongState(`payment intent ${intent.id} has no open voucher`);
	const { tx, account, clock } = till;
	clock.cancel(tx, "expire_voucher", intent.id);
	const charge = addCharge(till, intent, {
		prefix: "py_3",
		billing: billingOf(sessionOfIntent(till, intent.id)),
		details: { type: "konbini", konbini: { store: { chain: store } } },
		failure: null,
	});
	succeedIntent(intent, charge);
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.succeeded", account, intent);
	tx.emit("charge.succeeded", account, charge);
	endAsync(till, intent, true);
}

export function expireVoucher(till: Till, intent: Stripe.PaymentIntent): void {
	if (!awaitsKonbini(intent)) throw new WrongState(`payment intent ${intent.id} has no open voucher`);
	const { tx, account, clock } = till;
	clock.cancel(tx, "expire_voucher", intent.id);
	intent.status = "requires_payment_method";
	intent.next_action = null;
	intent.payment_method = null;
	intent.last_payment_error = {
		code: "payment_intent_payment_attempt_expired",
		doc_url: "https://stripe.com/docs/error-codes/payment-intent-payment-attempt-expired",
		message:
			"The payment attempt for this PaymentIntent has expired. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
		payment_method_type: "konbini",
		type: "invalid_request_error",
	};
	tx.put("payment_intent", account, intent);
	tx.emit("payment_intent.payment_failed", account, intent);
	endAsync(till, intent, false);
}
