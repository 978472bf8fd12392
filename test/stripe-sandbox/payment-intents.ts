import type Stripe from "stripe";
import { invalid } from "./api-error.ts";
import { unapply } from "./bank-transfer.ts";
import { type Call, found, list, pathId, read } from "./call.ts";
import { mergedMetadata } from "./metadata.ts";
import { created, emptyable, metadata, oneOf, paging, paramsOf, text } from "./params.ts";
import { expandable } from "./shapes.ts";
import { sessionOfIntent } from "./till.ts";

const listParams = paramsOf<Stripe.PaymentIntentListParams>()({
	...paging,
	created,
	customer: text(),
	customer_account: text(),
});
const cancelParams = paramsOf<Stripe.PaymentIntentCancelParams>()({
	cancellation_reason: oneOf("abandoned", "duplicate", "fraudulent", "requested_by_customer"),
	...expandable,
});
const updateParams = paramsOf<Pick<Stripe.PaymentIntentUpdateParams, "metadata" | "description" | "expand">>()({
	metadata: emptyable(metadata),
	description: text(1000),
	...expandable,
});

export const retrieveIntent = (call: Call): Stripe.PaymentIntent =>
	found(call, "payment_intent", pathId(call), "intent");

export function listIntents(call: Call) {
	const { created, customer, limit, starting_after, ending_before } = read(call, listParams);
	const page = { created, limit, starting_after, ending_before };
	return list(call, "payment_intent", "/v1/payment_intents", page, { where: { customer }, index: "customer" });
}

export function updateIntent(call: Call): Stripe.PaymentIntent {
	const intent = retrieveIntent(call);
	const input = read(call, updateParams);
	if (input.metadata !== undefined) intent.metadata = mergedMetadata(intent.metadata, input.metadata ?? {});
	if (input.description !== undefined) intent.description = input.description;
	return call.tx.put("payment_intent", call.account, intent);
}

export function cancelIntent(call: Call): Stripe.PaymentIntent {
	const intent = retrieveIntent(call);
	const input = read(call, cancelParams);
	if (intent.status === "succeeded" || intent.status === "canceled") {
		throw invalid(
			`You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.`,
			{ code: "payment_intent_unexpected_state", param: "intent" },
		);
	}
	if (sessionOfIntent(call, intent.id)?.status === "open") {
		throw invalid(
			"You cannot cancel this PaymentIntent because it belongs to an open Checkout Session. Expire the Checkout Session instead.",
			{
				param: "intent",
			},
		);
	}
	unapply(call, intent);
	intent.status = "canceled";
	intent.canceled_at = call.tx.now;
	intent.cancellation_reason = input.cancellation_reason ?? null;
	intent.next_action = null;
	call.world.clock.cancel(call.tx, "expire_voucher", intent.id);
	call.tx.put("payment_intent", call.account, intent);
	call.tx.emit("payment_intent.canceled", call.account, intent);
	return intent;
}
