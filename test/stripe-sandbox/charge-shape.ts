import type Stripe from "stripe";
import type { Decline } from "./cards.ts";
import { newId } from "./ids.ts";
import { idOf, type Till } from "./till.ts";
import type { Session } from "./wire.ts";

/** How long after a charge its balance transaction appears: callers meet charges without one, as they do at Stripe. */
const SETTLES_AFTER_MS = 200;

interface ChargeFacts {
	prefix: string;
	details: Stripe.Charge.PaymentMethodDetails;
	failure: Decline | null;
	billing: Stripe.Charge.BillingDetails;
}

/** Who pays, as typed on the page. */
export function billingOf(session: Pick<Session, "customer_details"> | undefined): Stripe.Charge.BillingDetails {
	const person = session?.customer_details;
	return {
		address: person?.address ?? null,
		email: person?.email ?? null,
		name: person?.name ?? null,
		phone: person?.phone ?? null,
		tax_id: null,
	};
}

/** Writes a charge; a successful one settles a moment later. */
export function addCharge(
	till: Till,
	intent: Stripe.PaymentIntent,
	{ prefix, details, failure, billing }: ChargeFacts,
): Stripe.Charge {
	const { tx, account, clock } = till;
	const charge: Stripe.Charge = {
		id: newId(prefix),
		object: "charge",
		amount: intent.amount,
		amount_captured: failure ? 0 : intent.amount,
		amount_refunded: 0,
		application: null,
		application_fee: null,
		application_fee_amount: intent.application_fee_amount,
		balance_transaction: null,
		billing_details: billing,
		calculated_statement_descriptor: intent.statement_descriptor ?? "SANDBOX",
		captured: failure === null,
		created: tx.now,
		currency: "jpy",
		customer: idOf(intent.customer),
		description: intent.description,
		disputed: false,
		failure_balance_transaction: null,
		failure_code: failure?.code ?? null,
		failure_message: failure?.message ?? null,
		fraud_details: {},
		livemode: false,
		metadata: { ...intent.metadata },
		on_behalf_of: idOf(intent.on_behalf_of),
		outcome: outcomeOf(failure),
		paid: failure === null,
		payment_intent: intent.id,
		payment_method: idOf(intent.payment_method),
		payment_method_details: details,
		radar_options: {},
		receipt_email: intent.receipt_email,
		receipt_number: null,
		receipt_url: null,
		refunded: false,
		review: null,
		shipping: null,
		source: null,
		source_transfer: null,
		statement_descriptor: intent.statement_descriptor,
		statement_descriptor_suffix: intent.statement_descriptor_suffix,
		status: failure ? "failed" : "succeeded",
		transfer_data: null,
		transfer_group: intent.transfer_group,
	};
	tx.put("charge", account, charge);
	if (!failure) clock.set(tx, "settle_charge", account, charge.id, tx.nowMs + SETTLES_AFTER_MS);
	return charge;
}

function outcomeOf(failure: ChargeFacts["failure"]): Stripe.Charge.Outcome {
	return {
		advice_code: failure ? "try_again_later" : null,
		network_advice_code: null,
		network_decline_code: null,
		network_status: failure ? "declined_by_network" : "approved_by_network",
		reason: failure?.declineCode ?? null,
		risk_level: "normal",
		risk_score: 20,
		seller_message: failure ? "The bank did not return any further details with this decline." : "Payment complete.",
		type: failure ? "issuer_declined" : "authorized",
	};
}

type Flow = "challenge" | "frictionless" | "none";

/** What a charge says of its card. `none` is a charge made alone, which 3-D Secure leaves out; null was refused. */
export function cardDetails(
	amountYen: number,
	flow: Flow | null,
	card: Stripe.PaymentMethod.Card | undefined,
): Stripe.Charge.PaymentMethodDetails {
	const secured = flow === "challenge" || flow === "frictionless";
	return {
		type: "card",
		card: {
			amount_authorized: flow ? amountYen : null,
			authorization_code: null,
			brand: card?.brand ?? "visa",
			checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
			country: "JP",
			electronic_commerce_indicator: secured ? "05" : null,
			exp_month: card?.exp_month ?? 12,
			exp_year: card?.exp_year ?? 2034,
			fingerprint: card?.fingerprint ?? null,
			funding: "credit",
			installments: null,
			last4: card?.last4 ?? null,
			mandate: null,
			network: card?.brand ?? "visa",
			network_transaction_id: "sandbox",
			regulated_status: "unregulated",
			three_d_secure: secured
				? {
						authentication_flow: flow,
						electronic_commerce_indicator: "05",
						exemption_indicator: null,
						result: "authenticated",
						result_reason: null,
						transaction_id: null,
						version: "2.2.0",
					}
				: null,
			transaction_link_id: null,
			wallet: null,
		},
	};
}
