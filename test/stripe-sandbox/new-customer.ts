import type Stripe from "stripe";
import type { Call } from "./call.ts";
import { newId, randomText } from "./ids.ts";

export function addCustomer(
	{ tx, account }: Pick<Call, "tx" | "account">,
	{ email, name }: { email: string | null; name: string | null },
	refine: (customer: Stripe.Customer) => void = () => {},
): Stripe.Customer {
	const customer: Stripe.Customer = {
		id: newId("cus_", 14),
		object: "customer",
		address: null,
		balance: 0,
		created: tx.now,
		currency: null,
		customer_account: null,
		default_source: null,
		delinquent: false,
		description: null,
		discount: null,
		email,
		invoice_prefix: randomText(8).toUpperCase(),
		invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
		livemode: false,
		metadata: {},
		name,
		next_invoice_sequence: 1,
		phone: null,
		preferred_locales: [],
		shipping: null,
		tax_exempt: "none",
		test_clock: null,
	};
	refine(customer);
	tx.put("customer", account, customer);
	tx.emit("customer.created", account, customer);
	return customer;
}
