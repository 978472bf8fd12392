import type Stripe from "stripe";
import { type Call, found, list, pathId, read } from "./call.ts";
import { newId, randomText } from "./ids.ts";
import { created, flag, paging, paramsOf, text } from "./params.ts";
import type { Till } from "./till.ts";

const listParams = paramsOf<Stripe.SetupIntentListParams>()({
	...paging,
	attach_to_self: flag,
	created,
	customer: text(),
	customer_account: text(),
	payment_method: text(),
});

export const retrieveSetup = (call: Call): Stripe.SetupIntent => found(call, "setup_intent", pathId(call), "intent");

export function listSetups(call: Call) {
	const { created, customer, payment_method, limit, starting_after, ending_before } = read(call, listParams);
	const page = { created, limit, starting_after, ending_before };
	return list(call, "setup_intent", "/v1/setup_intents", page, {
		where: { customer, payment_method },
		index: "customer",
	});
}

/** The intent to keep a card for later charges. */
export function addSetup(
	till: Pick<Till, "tx" | "account">,
	customerId: string | null,
	metadata: Record<string, string>,
): Stripe.SetupIntent {
	const id = newId("seti_1");
	const setup: Stripe.SetupIntent = {
		id,
		object: "setup_intent",
		allowed_payment_method_types: null,
		application: null,
		automatic_payment_methods: null,
		cancellation_reason: null,
		client_secret: `${id}_secret_${randomText(25)}`,
		created: till.tx.now,
		customer: customerId,
		description: null,
		excluded_payment_method_types: null,
		flow_directions: null,
		last_setup_error: null,
		latest_attempt: null,
		livemode: false,
		mandate: null,
		metadata,
		next_action: null,
		on_behalf_of: null,
		payment_method: null,
		payment_method_configuration_details: null,
		payment_method_options: {},
		payment_method_types: ["card"],
		single_use_mandate: null,
		status: "requires_payment_method",
		usage: "off_session",
	};
	till.tx.put("setup_intent", till.account, setup);
	till.tx.emit("setup_intent.created", till.account, setup);
	return setup;
}

export function succeedSetup(
	till: Pick<Till, "tx" | "account">,
	setup: Stripe.SetupIntent,
	customerId: string | null,
	method: Stripe.PaymentMethod,
): void {
	setup.customer = customerId;
	setup.payment_method = method.id;
	setup.status = "succeeded";
	setup.last_setup_error = null;
	setup.next_action = null;
	till.tx.put("setup_intent", till.account, setup);
	till.tx.emit("setup_intent.succeeded", till.account, setup);
}
