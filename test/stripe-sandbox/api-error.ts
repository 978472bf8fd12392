/** An answer of Stripe's API that is an error; `type`, `code`, `param` and `message` travel in the body as Stripe's do. */
export class ApiError extends Error {
	/** What was done before the error stays done: a declined card leaves its charge. */
	keepsChanges = false;

	constructor(
		readonly status: number,
		readonly type: "invalid_request_error" | "idempotency_error" | "api_error" | "card_error",
		message: string,
		readonly detail: { code?: string; param?: string; decline_code?: string } = {},
	) {
		super(message);
		this.name = "ApiError";
	}
}

export const invalid = (message: string, detail: { code?: string; param?: string } = {}): ApiError =>
	new ApiError(400, "invalid_request_error", message, detail);

const NOUNS: Record<string, string> = {
	session: "checkout.session",
	payment_intent: "payment_intent",
	balance_transaction: "balance transaction",
	webhook_endpoint: "webhook endpoint",
	payment_method: "PaymentMethod",
	invoice_item: "invoiceitem",
	early_fraud_warning: "early fraud warning",
	portal_configuration: "configuration",
	test_clock: "test clock",
	cash_transaction: "customer_cash_balance_transaction",
};

/** No such object. 404 when the address names it, 400 when a parameter does. */
export const missing = (kind: string, id: string, param: string, status: 400 | 404 = 404): ApiError =>
	new ApiError(status, "invalid_request_error", `No such ${NOUNS[kind] ?? kind}: '${id}'`, {
		code: "resource_missing",
		param,
	});
