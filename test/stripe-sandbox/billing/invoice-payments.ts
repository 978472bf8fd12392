import type Stripe from "stripe";
import { type Call, found, list, pathId, read } from "../call.ts";
import { created, need, object, oneOf, paging, paramsOf, text } from "../params.ts";

const listParams = paramsOf<Stripe.InvoicePaymentListParams>()({
	...paging,
	created,
	invoice: text(),
	payment: object({
		payment_intent: text(),
		payment_record: text(),
		type: need(oneOf("payment_intent", "payment_record")),
	}),
	status: oneOf("canceled", "open", "paid"),
});

export const retrieveInvoicePayment = (call: Call): Stripe.InvoicePayment =>
	found(call, "invoice_payment", pathId(call), "invoice_payment");

/** Also the way from a payment intent to the invoice it pays, which the intent itself does not name. */
export function listInvoicePayments(call: Call) {
	const { created, invoice, payment, status, limit, starting_after, ending_before } = read(call, listParams);
	const page = { created, limit, starting_after, ending_before };
	const intent = payment?.payment_intent;
	return list(call, "invoice_payment", "/v1/invoice_payments", page, {
		where: { invoice, status, payment_intent: intent },
		index: intent !== undefined ? "payment_intent" : "invoice",
		matches: () => payment?.type !== "payment_record",
	});
}
