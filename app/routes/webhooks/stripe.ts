import type { ActionFunctionArgs } from "@remix-run/node";
import { publicContext } from "~/domain/access/ctx.server";
import { receiveStripeEvent } from "~/domain/payments/receive-stripe-event.server";
import { AppError } from "~/platform/errors";
import { readBytes } from "~/platform/http/form.server";

/** Stripe's events are a few kilobytes. */
const MAX_BYTES = 1_000_000;

/** Stripe tells what happened: keep it, queue the work, answer at once. Stripe sends it again after any other answer. */
export async function action({ request, context }: ActionFunctionArgs) {
	if (request.method !== "POST") throw notAllowed();
	const ctx = await publicContext(request, "en", context.requestId);
	const body = await readBytes(request, MAX_BYTES);
	await receiveStripeEvent(ctx, { body, signature: request.headers.get("stripe-signature") });
	return new Response(null, { status: 200 });
}

export function loader() {
	throw notAllowed();
}

function notAllowed(): AppError {
	return new AppError({ code: "method_not_allowed", status: 405, logMessage: "the webhook takes POST only" });
}
