import type Stripe from "stripe";
import { newId } from "./ids.ts";
import type { Till } from "./till.ts";

/** What a person types for a card. Without a number it is the one that always works. */
export interface CardInput {
	number?: string | undefined;
	expMonth?: number | undefined;
	expYear?: number | undefined;
}

export interface Decline {
	code: string;
	declineCode: string;
	message: string;
}

export const DECLINES = {
	generic: { code: "card_declined", declineCode: "generic_decline", message: "Your card was declined." },
	insufficient_funds: {
		code: "card_declined",
		declineCode: "insufficient_funds",
		message: "Your card has insufficient funds.",
	},
	expired: { code: "expired_card", declineCode: "expired_card", message: "Your card has expired." },
	authentication: {
		code: "authentication_required",
		declineCode: "authentication_required",
		message: "Your card was declined. This transaction requires authentication.",
	},
} as const satisfies Record<string, Decline>;

export type Verdict = "approve" | "challenge" | keyof typeof DECLINES;

interface TestCard {
	number: string;
	brand: "visa" | "mastercard" | "jcb";
	/** When the person is there. */
	present: Verdict;
	/** When Stripe charges it alone, at a renewal. */
	absent: Verdict;
	/** May be kept for later. Cards that are refused at once cannot. */
	attaches: boolean;
	names: string[];
}

/** Stripe's test cards. A payment method is recognised by its last four digits. */
const CARDS: TestCard[] = [
	{
		number: "4242424242424242",
		brand: "visa",
		present: "approve",
		absent: "approve",
		attaches: true,
		names: ["card_visa", "visa"],
	},
	{
		number: "5555555555554444",
		brand: "mastercard",
		present: "approve",
		absent: "approve",
		attaches: true,
		names: ["card_mastercard", "mastercard"],
	},
	{
		number: "3566002020360505",
		brand: "jcb",
		present: "approve",
		absent: "approve",
		attaches: true,
		names: ["card_jcb", "jcb"],
	},
	{
		number: "4000000000000002",
		brand: "visa",
		present: "generic",
		absent: "generic",
		attaches: false,
		names: ["card_visa_chargeDeclined", "chargeDeclined"],
	},
	{
		number: "4000000000009995",
		brand: "visa",
		present: "insufficient_funds",
		absent: "insufficient_funds",
		attaches: false,
		names: ["card_visa_chargeDeclinedInsufficientFunds", "chargeDeclinedInsufficientFunds"],
	},
	{
		number: "4000000000000069",
		brand: "visa",
		present: "expired",
		absent: "expired",
		attaches: false,
		names: ["card_chargeDeclinedExpiredCard", "chargeDeclinedExpiredCard"],
	},
	{
		number: "4000000000000341",
		brand: "visa",
		present: "generic",
		absent: "generic",
		attaches: true,
		names: ["card_chargeCustomerFail", "chargeCustomerFail"],
	},
	{
		number: "4000002500003155",
		brand: "visa",
		present: "challenge",
		absent: "approve",
		attaches: true,
		names: ["card_authenticationRequiredOnSetup", "authenticationRequiredOnSetup"],
	},
	{
		number: "4000000000003220",
		brand: "visa",
		present: "challenge",
		absent: "approve",
		attaches: true,
		names: ["card_threeDSecure2Required", "threeDSecure2Required"],
	},
	{
		number: "4000002760003184",
		brand: "visa",
		present: "challenge",
		absent: "challenge",
		attaches: true,
		names: ["card_authenticationRequired", "authenticationRequired"],
	},
];

const FOUND = new Map(CARDS.map((card) => [card.number, card]));
const BY_LAST4 = new Map(CARDS.map((card) => [card.number.slice(-4), card]));

export const CARD_NUMBERS: readonly string[] = CARDS.map(({ number }) => number);

/** The number behind `pm_card_visa`, `tok_visa` and their like. */
export const numberOfName = (name: string): string | undefined =>
	CARDS.find(({ names }) => names.includes(name.replace(/^(pm|tok)_/, "")))?.number;

export const plainNumber = (typed: string): string => typed.replace(/[\s-]/g, "");

export const isTestCard = (number: string): boolean => FOUND.has(plainNumber(number));

const knownCard = (method: Stripe.PaymentMethod | undefined): TestCard | undefined =>
	BY_LAST4.get(method?.card?.last4 ?? "");

/** Past the end of the month printed on it. */
export function isExpired({ card }: Stripe.PaymentMethod, nowSeconds: number): boolean {
	return card !== undefined && Date.UTC(card.exp_year, card.exp_month, 1) / 1000 <= nowSeconds;
}

/** What the issuer says to a charge now. */
export function verdictOn(method: Stripe.PaymentMethod, present: boolean, nowSeconds: number): Verdict {
	if (isExpired(method, nowSeconds)) return "expired";
	const card = knownCard(method);
	return card ? (present ? card.present : card.absent) : "approve";
}

/** What the issuer will say to a card somebody types. */
export function verdictOfInput(input: CardInput, charging: boolean, nowSeconds: number): Verdict {
	const { expMonth = 12, expYear = 2034 } = input;
	if (Date.UTC(expYear, expMonth, 1) / 1000 <= nowSeconds) return "expired";
	const card = FOUND.get(plainNumber(input.number ?? ""));
	if (!card) return "approve";
	return charging || !card.attaches || card.present === "challenge" ? card.present : "approve";
}

/** What the issuer says to keeping the card without charging it. */
export function verdictOnKeeping(method: Stripe.PaymentMethod, nowSeconds: number): Verdict {
	if (isExpired(method, nowSeconds)) return "expired";
	const card = knownCard(method);
	if (!card || (card.attaches && card.present !== "challenge")) return "approve";
	return card.present;
}

const NOBODY: Stripe.PaymentMethod.BillingDetails = {
	address: null,
	email: null,
	name: null,
	phone: null,
	tax_id: null,
};

type Details = Pick<Stripe.PaymentMethod, "type"> &
	Partial<Pick<Stripe.PaymentMethod, "card" | "konbini" | "customer_balance">>;

/** Keeps a way to pay; it belongs to nobody until it is attached. */
export function addMethod(
	till: Pick<Till, "tx" | "account">,
	details: Details,
	billing: Stripe.PaymentMethod.BillingDetails | null,
): Stripe.PaymentMethod {
	return till.tx.put("payment_method", till.account, {
		id: newId("pm_1"),
		object: "payment_method",
		allow_redisplay: "limited",
		billing_details: billing ?? NOBODY,
		created: till.tx.now,
		customer: null,
		customer_account: null,
		livemode: false,
		metadata: {},
		...details,
	});
}

export function addCard(
	till: Pick<Till, "tx" | "account">,
	input: CardInput,
	billing: Stripe.PaymentMethod.BillingDetails | null = null,
): Stripe.PaymentMethod {
	const number = plainNumber(input.number ?? "4242424242424242");
	const brand = FOUND.get(number)?.brand ?? "visa";
	return addMethod(
		till,
		{
			type: "card",
			card: {
				brand,
				checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
				country: "JP",
				display_brand: brand,
				exp_month: input.expMonth ?? 12,
				exp_year: input.expYear ?? 2034,
				fingerprint: `sandbox${number.slice(-9)}`,
				funding: "credit",
				generated_from: null,
				last4: number.slice(-4),
				networks: { available: [brand], preferred: null },
				regulated_status: "unregulated",
				three_d_secure_usage: { supported: true },
				wallet: null,
			},
		},
		billing,
	);
}
