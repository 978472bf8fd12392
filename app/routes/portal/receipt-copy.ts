import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { reprintReceipt } from "~/domain/receipts/reprint-receipt.server.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { pdfAnswer } from "./pdf-answer.server.ts";

/** Following a link makes no copy: each is kept with who asked. */
export function loader() {
	return redirect("/portal/receipts", 303);
}

/** What a lost receipt is answered with, by the issuer's rule. */
export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	await takeAttempt(LIMITS.portalFile, ctx.actor.email);
	return pdfAnswer(await reprintReceipt(ctx, { receiptId: params.receiptId ?? "", reason: "portal" }));
}
