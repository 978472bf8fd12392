import type Stripe from "stripe";
import type { Method } from "./offered-methods.ts";
import type { CreateSession } from "./session-params.ts";
import type { Session } from "./wire.ts";

interface NewSession {
	id: string;
	input: CreateSession;
	totalYen: number;
	/** Mode setup only. */
	setupIntent: string | null;
	methods: Method[];
	customer: Stripe.Customer | null;
	created: number;
	expiresAt: number;
	url: string;
}

/** A session just made: open, unpaid, without a payment intent until the person confirms. */
export function newSession({
	id,
	input,
	totalYen,
	setupIntent,
	methods,
	customer,
	created,
	expiresAt,
	url,
}: NewSession): Session {
	const email = customer?.email ?? input.customer_email ?? null;
	const session: Session = {
		id,
		object: "checkout.session",
		adaptive_pricing: { enabled: input.adaptive_pricing?.enabled ?? false },
		after_expiration: null,
		allow_promotion_codes: input.allow_promotion_codes ?? null,
		allowed_payment_method_types: input.allowed_payment_method_types ?? null,
		amount_subtotal: input.mode === "setup" ? null : totalYen,
		amount_total: input.mode === "setup" ? null : totalYen,
		automatic_tax: { enabled: false, liability: null, provider: null, status: null },
		billing_address_collection: input.billing_address_collection ?? null,
		cancel_url: input.cancel_url ?? null,
		client_reference_id: input.client_reference_id ?? null,
		client_secret: null,
		collected_information: null,
		consent: null,
		consent_collection: null,
		created,
		currency: "jpy",
		currency_conversion: null,
		custom_fields: [],
		custom_text: {
			after_submit: input.custom_text?.after_submit ?? null,
			shipping_address: input.custom_text?.shipping_address ?? null,
			submit: input.custom_text?.submit ?? null,
			terms_of_service_acceptance: input.custom_text?.terms_of_service_acceptance ?? null,
		},
		customer: customer?.id ?? null,
		customer_account: null,
		customer_creation: customer
			? null
			: input.mode === "subscription"
				? "always"
				: (input.customer_creation ?? "if_required"),
		customer_details: email === null ? null : details(email, customer?.name ?? null, customer),
		customer_email: input.customer_email ?? null,
		discounts: [],
		expires_at: expiresAt,
		integration_identifier: input.integration_identifier ?? null,
		invoice: null,
		invoice_creation: null,
		livemode: false,
		locale: input.locale ?? null,
		managed_payments: null,
		metadata: input.metadata ?? {},
		mode: input.mode ?? "payment",
		origin_context: input.origin_context ?? null,
		payment_intent: null,
		payment_link: null,
		payment_method_collection: input.mode === "payment" ? "if_required" : "always",
		payment_method_configuration_details: null,
		payment_method_options: methodOptions(input, methods),
		payment_method_types: methods,
		payment_status: input.mode === "setup" ? "no_payment_required" : "unpaid",
		permissions: null,
		phone_number_collection: { enabled: input.phone_number_collection?.enabled ?? false },
		recovered_from: null,
		saved_payment_method_options: null,
		setup_intent: setupIntent,
		shipping_address_collection: null,
		shipping_cost: null,
		shipping_options: [],
		status: "open",
		submit_type: input.submit_type ?? null,
		subscription: null,
		success_url: input.success_url ?? null,
		total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
		ui_mode: "hosted_page",
		url,
		wallet_options: null,
	};
	if (input.excluded_payment_method_types) session.excluded_payment_method_types = input.excluded_payment_method_types;
	return session;
}

export function details(
	email: string | null,
	name: string | null,
	customer: Stripe.Customer | null,
): Stripe.Checkout.Session.CustomerDetails {
	return {
		address: customer?.address ?? null,
		business_name: null,
		email,
		individual_name: null,
		name,
		phone: customer?.phone ?? null,
		tax_exempt: "none",
		tax_ids: [],
	};
}

function methodOptions(input: CreateSession, methods: Method[]): Stripe.Checkout.Session.PaymentMethodOptions {
	const options: Stripe.Checkout.Session.PaymentMethodOptions = {};
	if (methods.includes("card")) options.card = { request_three_d_secure: "automatic" };
	if (methods.includes("konbini")) {
		options.konbini = { expires_after_days: input.payment_method_options?.konbini?.expires_after_days ?? null };
	}
	if (methods.includes("customer_balance")) {
		options.customer_balance = {
			bank_transfer: { requested_address_types: ["zengin"], type: "jp_bank_transfer" },
			funding_type: "bank_transfer",
		};
	}
	return options;
}
