import type { ActionFunctionArgs } from "@remix-run/node";
import { publicContext } from "~/domain/access/ctx.server";
import { receiveStripeEvent } from "~/domain/payments/receive-stripe-event.server";
import { isAppError, newErrorId } from "~/platform/errors";
import { readBytes } from "~/platform/http/form.server";
import { problem } from "~/platform/http/respond.server";
import { logFor } from "~/platform/log.server";

/** Stripe's events are a few kilobytes. */
const MAX_BYTES = 1_000_000;

/** Stripe tells what happened: keep it, queue the work, answer at once. Stripe sends it again after any other answer. */
export async function action({ request, context }: ActionFunctionArgs) {
	if (request.method !== "POST") return notAllowed(context.requestId);
	const ctx = await publicContext(request, "en", context.requestId);
	try {
		const body = await readBytes(request, MAX_BYTES);
		await receiveStripeEvent(ctx, { body, signature: request.headers.get("stripe-signature") });
		return new Response(null, { status: 200 });
	} catch (error) {
		if (!isAppError(error)) throw error;
		const { status, code, errorId, logMessage } = error;
		logFor(context.requestId).warn({ code, errorId }, logMessage);
		return problem({ status, code, errorId, detail: logMessage });
	}
}

export function loader() {
	return notAllowed(newErrorId());
}

function notAllowed(errorId: string): Response {
	return problem({ status: 405, code: "method_not_allowed", errorId }, { Allow: "POST" });
}
