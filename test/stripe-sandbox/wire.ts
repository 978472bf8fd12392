import type Stripe from "stripe";

/** The API version whose shapes the sandbox speaks; the same as the SDK's own. */
export const API_VERSION = "2026-10-28.endive";

/** The account of the plain secret key; others are named by `Stripe-Account` or by keys of their own. */
export const PLATFORM_ACCOUNT = "acct_sandbox";

export type List<T> = { object: "list"; data: T[]; has_more: boolean; url: string };

/** Decimals travel as strings; the SDK turns them into `Decimal` on its side, so only these shapes differ from its types. */
export type Price = Omit<Stripe.Price, "unit_amount_decimal"> & { unit_amount_decimal: string | null };
export type LineItem = Omit<Stripe.LineItem, "price"> & { price: Price | null };
export type Session = Omit<Stripe.Checkout.Session, "line_items"> & { line_items?: List<LineItem> };
export type Plan = Omit<Stripe.Plan, "amount_decimal"> & { amount_decimal: string | null };
export type SubscriptionItem = Omit<Stripe.SubscriptionItem, "price" | "plan"> & { price: Price; plan: Plan };
export type Subscription = Omit<Stripe.Subscription, "items"> & { items: List<SubscriptionItem> };
type Pricing<T> = Omit<NonNullable<T>, "unit_amount_decimal"> & { unit_amount_decimal: string | null };
export type InvoiceLine = Omit<Stripe.InvoiceLineItem, "pricing" | "quantity_decimal"> & {
	pricing: Pricing<Stripe.InvoiceLineItem["pricing"]> | null;
	quantity_decimal: string | null;
};
export type Invoice = Omit<Stripe.Invoice, "lines"> & { lines: List<InvoiceLine> };
export type InvoiceItem = Omit<Stripe.InvoiceItem, "pricing" | "quantity_decimal"> & {
	pricing: Pricing<Stripe.InvoiceItem["pricing"]> | null;
	quantity_decimal: string;
};
/** With the automatic payout it went out by, which the API only filters by. */
export type BalanceTransaction = Stripe.BalanceTransaction & { payout?: string };
export type Customer = Stripe.Customer | Stripe.DeletedCustomer;

/** What a checkout session was asked to do with the payment it will make. Never shown by the API. */
export interface SessionPlan {
	id: string;
	lineItems: LineItem[];
	intent: {
		metadata: Record<string, string>;
		description: string | null;
		receiptEmail: string | null;
		statementDescriptor: string | null;
		statementDescriptorSuffix: string | null;
		transferGroup: string | null;
		onBehalfOf: string | null;
		applicationFeeAmount: number | null;
		setupFutureUsage: string | null;
	};
	konbiniExpiresAfterDays: number | null;
	payeeName: string | null;
	/** Mode subscription only. */
	subscription?: SubscriptionPlan;
}

/** What a subscription was asked to be, before it exists. */
export interface SubscriptionPlan {
	/** The one made at the first confirmation, while the session is still open. */
	id: string | null;
	/** The intent to keep the card, when nothing is due at first. */
	setup: string | null;
	anchor: number | null;
	anchorConfig: Stripe.Subscription.BillingCycleAnchorConfig | null;
	prorate: boolean;
	trialEnd: number | null;
	trialDays: number | null;
	trialWithoutCard: "cancel" | "create_invoice" | "pause";
	metadata: Record<string, string>;
	description: string | null;
	applicationFeePercent: number | null;
	onBehalfOf: string | null;
}

/** A page by which an institution sets up its account, once. */
export interface AccountLink {
	id: string;
	account: string;
	expiresAt: number;
	refreshUrl: string | null;
	returnUrl: string | null;
	used: boolean;
}

/** What the next renewals of a subscription were told to do. */
export interface RenewalOrder {
	id: string;
	outcome: "succeed" | "decline" | "insufficient_funds" | "require_action" | "expired";
	/** How many more charges; null is until told otherwise. */
	left: number | null;
}

/** A customer's money waiting at Stripe, and the virtual account it arrives by. */
export interface CashAccount {
	id: string;
	availableYen: number;
	accountNumber: string;
	branchCode: string;
}

export type StoredEndpoint = Stripe.WebhookEndpoint & { secret: string };

/** The envelope of an event; its `data.object` is kept once, beside the object itself. */
export type EventEnvelope = Pick<
	Stripe.EventBase,
	"id" | "object" | "account" | "api_version" | "created" | "livemode"
> & {
	type: string;
	request: { id: string | null; idempotency_key: string | null } | null;
	previous_attributes?: Record<string, unknown>;
};

/** Every kind of thing the sandbox keeps, with the shape of its body. */
export interface Objects {
	customer: Customer;
	product: Stripe.Product;
	price: Price;
	session: Session;
	session_plan: SessionPlan;
	payment_intent: Stripe.PaymentIntent;
	charge: Stripe.Charge;
	balance_transaction: BalanceTransaction;
	payout: Stripe.Payout;
	portal_configuration: Stripe.BillingPortal.Configuration;
	portal_session: Stripe.BillingPortal.Session;
	test_clock: Stripe.TestHelpers.TestClock;
	account: Stripe.Account;
	account_link: AccountLink;
	application_fee: Stripe.ApplicationFee;
	dispute: Stripe.Dispute;
	early_fraud_warning: Stripe.Radar.EarlyFraudWarning;
	refund: Stripe.Refund;
	cash_account: CashAccount;
	cash_transaction: Stripe.CustomerCashBalanceTransaction;
	webhook_endpoint: StoredEndpoint;
	payment_method: Stripe.PaymentMethod;
	setup_intent: Stripe.SetupIntent;
	subscription: Subscription;
	invoice: Invoice;
	invoice_payment: Stripe.InvoicePayment;
	invoice_item: InvoiceItem;
	renewal_order: RenewalOrder;
	event: EventEnvelope;
}

export type Kind = keyof Objects;
