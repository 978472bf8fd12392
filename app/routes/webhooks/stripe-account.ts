import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveWebhook, refuseMethod } from "./receive-webhook.server";

/** The address of one institution with keys of its own: only what its own secret signed is taken. */
export function action({ request, params, context }: ActionFunctionArgs) {
	return receiveWebhook(request, context.requestId, { stripeAccountId: params.account ?? "" });
}

export function loader() {
	throw refuseMethod();
}
