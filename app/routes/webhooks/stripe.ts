import type { ActionFunctionArgs } from "@remix-run/node";
import { receiveWebhook, refuseMethod } from "./receive-webhook.server";

/** The address of the platform's own account and of the accounts connected to it. */
export function action({ request, context }: ActionFunctionArgs) {
	return receiveWebhook(request, context.requestId, "platform");
}

export function loader() {
	throw refuseMethod();
}
