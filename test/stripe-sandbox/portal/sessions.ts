import type Stripe from "stripe";
import { invalid } from "../api-error.ts";
import { type Call, named, read } from "../call.ts";
import { newId } from "../ids.ts";
import { anything, missingParameter, need, object, oneOf, paramsOf, text } from "../params.ts";
import { expandable } from "../shapes.ts";
import { defaultConfiguration } from "./configurations.ts";

type Session = Stripe.BillingPortal.Session;

const ofSubscription = object({ subscription: need(text()), retention: anything });
const createParams = paramsOf<Stripe.BillingPortal.SessionCreateParams>()({
	after_expiration: anything,
	configuration: text(),
	customer: text(),
	customer_account: text(),
	flow_data: object({
		after_completion: object({
			hosted_confirmation: object({ custom_message: text(500) }),
			redirect: object({ return_url: need(text()) }),
			type: need(oneOf("hosted_confirmation", "portal_homepage", "redirect")),
		}),
		subscription_cancel: ofSubscription,
		subscription_pause: ofSubscription,
		subscription_update: anything,
		subscription_update_confirm: anything,
		type: need(oneOf("payment_method_update", "subscription_cancel", "subscription_pause")),
	}),
	locale: text(10),
	on_behalf_of: text(),
	return_url: text(),
	...expandable,
});

export function createPortalSession(call: Call): Session {
	const input = read(call, createParams);
	if (input.customer === undefined) throw missingParameter("customer");
	const customer = named(call, "customer", input.customer, "customer");
	const configuration =
		input.configuration === undefined
			? defaultConfiguration(call)
			: named(call, "portal_configuration", input.configuration, "configuration");
	const id = newId("bps_1");
	const session: Session = {
		id,
		object: "billing_portal.session",
		configuration: configuration.id,
		created: call.tx.now,
		customer: customer.id,
		customer_account: null,
		flow: input.flow_data ? flowOf(call, input.flow_data, customer.id) : null,
		livemode: false,
		locale: input.locale ?? null,
		on_behalf_of: null,
		return_url: input.return_url ?? configuration.default_return_url,
		url: `${call.base}/p/session/${id}`,
	};
	call.tx.put("portal_session", call.account, session);
	call.tx.emit("billing_portal.session.created", call.account, session);
	return session;
}

type FlowInput = NonNullable<ReturnType<typeof createParams.read>["flow_data"]>;

function flowOf(call: Call, input: FlowInput, customer: string): Stripe.BillingPortal.Session.Flow {
	const stops = input.type === "subscription_cancel" ? subscription("subscription_cancel") : null;
	const pauses = input.type === "subscription_pause" ? subscription("subscription_pause") : null;
	function subscription(name: "subscription_cancel" | "subscription_pause"): string {
		const param = `flow_data[${name}][subscription]`;
		const id = input[name]?.subscription;
		if (id === undefined) throw missingParameter(param);
		const known = named(call, "subscription", id, param);
		if (known.customer !== customer)
			throw invalid(`No such subscription: '${id}'`, { code: "resource_missing", param });
		return known.id;
	}
	const after = input.after_completion;
	return {
		after_completion: {
			hosted_confirmation: after?.hosted_confirmation
				? { custom_message: after.hosted_confirmation.custom_message ?? null }
				: null,
			redirect: after?.redirect ?? null,
			type: after?.type ?? "portal_homepage",
		},
		customer_update: null,
		subscription_cancel: stops === null ? null : { retention: null, subscription: stops },
		subscription_pause: pauses === null ? null : { subscription: pauses },
		subscription_update: null,
		subscription_update_confirm: null,
		type: input.type,
	};
}
