import { publicContext } from "~/domain/access/ctx.server";
import { receiveStripeEvent, type WebhookAddress } from "~/domain/payments/receive-stripe-event.server";
import { AppError } from "~/platform/errors";
import { readBytes } from "~/platform/http/form.server";

/** Stripe's events are a few kilobytes. */
const MAX_BYTES = 1_000_000;

/** Stripe tells what happened: keep it, queue the work, answer at once. Stripe sends it again after any other answer. */
export async function receiveWebhook(request: Request, requestId: string, address: WebhookAddress): Promise<Response> {
	if (request.method !== "POST") throw refuseMethod();
	const ctx = await publicContext(request, "en", requestId);
	const body = await readBytes(request, MAX_BYTES);
	await receiveStripeEvent(ctx, { body, signature: request.headers.get("stripe-signature"), address });
	return new Response(null, { status: 200 });
}

export function refuseMethod(): AppError {
	return new AppError({ code: "method_not_allowed", status: 405, logMessage: "the webhook takes POST only" });
}
