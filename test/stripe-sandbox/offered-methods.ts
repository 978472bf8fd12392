import { invalid } from "./api-error.ts";

/** What the sandbox account has switched on. */
const ENABLED = ["card", "konbini", "customer_balance"] as const;
export type Method = (typeof ENABLED)[number];

const KONBINI_MIN_YEN = 120;
const KONBINI_MAX_YEN = 300_000;

/** Names Stripe knows; those not enabled here are filtered without a word, as Stripe does, and the rest are typing errors. */
const KNOWN: ReadonlySet<string> = new Set(
	`acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bacs_debit bancontact billie bizum blik boleto card
	cashapp crypto customer_balance demo_pay eps fpx giropay grabpay ideal kakao_pay klarna konbini kr_card link mb_way mobilepay
	multibanco naver_pay nz_bank_account oxxo p24 pay_by_bank payco paynow paypal paypay payto pix promptpay revolut_pay
	samsung_pay satispay scalapay sepa_debit sequra sofort sunbit swish twint upi us_bank_account wechat_pay zip`.split(
		/\s+/,
	),
);

interface Wish {
	/** Charged again later, or only kept for later. */
	recurring: boolean;
	amountYen: number;
	customer: boolean;
	allowed: string[] | undefined;
	excluded: string[] | undefined;
	bankTransferType: string | undefined;
}

/** The methods a person will be shown: what the account has, less what the amount, the customer or the caller rule out. */
export function offeredMethods(wish: Wish): Method[] {
	if (wish.allowed && wish.excluded) {
		throw invalid(
			"You may only specify one of these parameters: allowed_payment_method_types, excluded_payment_method_types.",
			{
				code: "parameters_exclusive",
				param: "excluded_payment_method_types",
			},
		);
	}
	checkNames("allowed_payment_method_types", wish.allowed);
	checkNames("excluded_payment_method_types", wish.excluded);
	if (wish.bankTransferType !== undefined && wish.bankTransferType !== "jp_bank_transfer") {
		throw invalid("A Japanese account receives bank transfers of type jp_bank_transfer only.", {
			param: "payment_method_options[customer_balance][bank_transfer][type]",
		});
	}
	const methods = ENABLED.filter((method) => {
		if (wish.recurring && method !== "card") return false;
		if (wish.allowed && !wish.allowed.includes(method)) return false;
		if (wish.excluded?.includes(method)) return false;
		if (method === "konbini") return wish.amountYen >= KONBINI_MIN_YEN && wish.amountYen <= KONBINI_MAX_YEN;
		if (method === "customer_balance") return wish.customer;
		return true;
	});
	if (methods.length > 0) return [...methods];
	if (wish.allowed?.includes("customer_balance") && !wish.customer) {
		throw invalid("A customer is required to pay by bank transfer (customer_balance).", {
			code: "parameter_missing",
			param: "customer",
		});
	}
	throw invalid(
		"No valid payment method types for this Checkout Session. Please ensure that you have activated payment methods compatible with your chosen currency, amount and parameters.",
		{ param: wish.allowed ? "allowed_payment_method_types" : "excluded_payment_method_types" },
	);
}

function checkNames(param: string, names: string[] | undefined): void {
	names?.forEach((name, at) => {
		if (!KNOWN.has(name))
			throw invalid(`Invalid ${param}[${at}]: must be one of ${[...KNOWN].join(", ")}`, { param: `${param}[${at}]` });
	});
}
