import type Stripe from "stripe";
import { subscriptionData } from "./billing/plan-input.ts";
import {
	anything,
	created,
	emptyable,
	flag,
	integer,
	listOf,
	metadata,
	need,
	object,
	oneOf,
	paging,
	paramsOf,
	text,
} from "./params.ts";
import { address, expandable, productData, recurring } from "./shapes.ts";

const methodOptions = object({
	card: anything,
	konbini: object({ expires_after_days: integer(1, 60), setup_future_usage: oneOf("none") }),
	customer_balance: object({
		bank_transfer: object({ type: need(text()), requested_address_types: listOf(text()), eu_bank_transfer: anything }),
		funding_type: oneOf("bank_transfer"),
		setup_future_usage: oneOf("none"),
	}),
	link: anything,
	paypay: anything,
});

const intentData = object({
	application_fee_amount: integer(0),
	capture_method: oneOf("automatic", "automatic_async"),
	description: text(1000),
	metadata,
	on_behalf_of: text(),
	receipt_email: text(),
	setup_future_usage: oneOf("off_session", "on_session"),
	shipping: object({ address, name: text(), carrier: text(), phone: text(), tracking_number: text() }),
	statement_descriptor: text(22),
	statement_descriptor_suffix: text(22),
	transfer_data: anything,
	transfer_group: text(),
});

const lineItem = object({
	adjustable_quantity: anything,
	metadata,
	price: text(),
	price_data: object({
		currency: need(text(3)),
		product: text(),
		product_data: productData,
		recurring,
		tax_behavior: oneOf("exclusive", "inclusive", "unspecified"),
		unit_amount: integer(0),
		unit_amount_decimal: text(),
	}),
	quantity: integer(1, 999_999),
	tax_rates: anything,
});

const branding = object({
	background_color: emptyable(text()),
	border_style: emptyable(text()),
	button_color: emptyable(text()),
	display_name: text(150),
	font_family: emptyable(text()),
	icon: anything,
	logo: anything,
});

const custom = emptyable(object({ message: need(text(1200)) }));

export const createSessionParams = paramsOf<Stripe.Checkout.SessionCreateParams>()({
	adaptive_pricing: object({ enabled: flag }),
	after_expiration: anything,
	allow_promotion_codes: flag,
	allowed_payment_method_types: listOf(text()),
	automatic_tax: anything,
	billing_address_collection: oneOf("auto", "required"),
	branding_settings: branding,
	cancel_url: text(),
	client_reference_id: text(200),
	consent_collection: anything,
	currency: text(3),
	custom_fields: anything,
	custom_text: object({
		after_submit: custom,
		shipping_address: custom,
		submit: custom,
		terms_of_service_acceptance: custom,
	}),
	customer: text(),
	customer_account: text(),
	customer_creation: oneOf("always", "if_required"),
	customer_email: text(512),
	customer_update: anything,
	discounts: anything,
	excluded_payment_method_types: listOf(text()),
	expires_at: integer(0),
	integration_identifier: text(),
	invoice_creation: anything,
	line_items: listOf(lineItem),
	locale: text(10),
	managed_payments: anything,
	metadata,
	mode: oneOf("payment", "setup", "subscription"),
	name_collection: anything,
	optional_items: anything,
	origin_context: oneOf("mobile_app", "web"),
	payment_intent_data: intentData,
	payment_method_collection: oneOf("always", "if_required"),
	payment_method_configuration: text(),
	payment_method_data: anything,
	payment_method_options: methodOptions,
	permissions: anything,
	phone_number_collection: object({ enabled: need(flag) }),
	redirect_on_completion: oneOf("always", "if_required", "never"),
	return_url: text(),
	saved_payment_method_options: anything,
	setup_intent_data: object({ description: text(1000), metadata, on_behalf_of: text() }),
	shipping_address_collection: anything,
	shipping_options: anything,
	submit_type: oneOf("auto", "book", "donate", "pay", "subscribe"),
	subscription_data: subscriptionData,
	success_url: text(),
	tax_id_collection: anything,
	ui_mode: oneOf("elements", "embedded_page", "form", "hosted_page"),
	wallet_options: anything,
	...expandable,
});

export const updateSessionParams = paramsOf<Stripe.Checkout.SessionUpdateParams>()({
	collected_information: anything,
	line_items: anything,
	metadata: emptyable(metadata),
	payment_intent_data: anything,
	shipping_options: anything,
	...expandable,
});

export const listSessionParams = paramsOf<Stripe.Checkout.SessionListParams>()({
	...paging,
	created,
	customer: text(),
	customer_account: text(),
	customer_details: object({ email: need(text()) }),
	payment_intent: text(),
	payment_link: text(),
	status: oneOf("complete", "expired", "open"),
	subscription: text(),
});

export type CreateSession = ReturnType<typeof createSessionParams.read>;
