import type Stripe from "stripe";
import { type Call, found, list, named, pathId, read } from "./call.ts";
import { mergedMetadata } from "./metadata.ts";
import { anything, created, emptyable, metadata, paging, paramsOf, text } from "./params.ts";
import { expandable } from "./shapes.ts";

const listParams = paramsOf<Stripe.ChargeListParams>()({
	...paging,
	created,
	customer: text(),
	payment_intent: text(),
	transfer_group: text(),
});
const updateParams = paramsOf<
	Pick<Stripe.ChargeUpdateParams, "metadata" | "description" | "fraud_details" | "expand">
>()({
	metadata: emptyable(metadata),
	description: text(),
	fraud_details: anything,
	...expandable,
});

export const retrieveCharge = (call: Call): Stripe.Charge => found(call, "charge", pathId(call), "charge");

export function listCharges(call: Call) {
	const { created, customer, payment_intent, transfer_group, limit, starting_after, ending_before } = read(
		call,
		listParams,
	);
	if (payment_intent !== undefined) named(call, "payment_intent", payment_intent, "payment_intent");
	const page = { created, limit, starting_after, ending_before };
	return list(call, "charge", "/v1/charges", page, {
		where: { customer, payment_intent, transfer_group },
		index: payment_intent !== undefined ? "payment_intent" : "customer",
	});
}

export function updateCharge(call: Call): Stripe.Charge {
	const charge = retrieveCharge(call);
	const input = read(call, updateParams);
	const before = { metadata: charge.metadata, description: charge.description };
	if (input.metadata !== undefined) charge.metadata = mergedMetadata(charge.metadata, input.metadata ?? {});
	if (input.description !== undefined) charge.description = input.description;
	call.tx.put("charge", call.account, charge);
	call.tx.emit("charge.updated", call.account, charge, before);
	return charge;
}
