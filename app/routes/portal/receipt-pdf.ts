import type { LoaderFunctionArgs } from "@remix-run/node";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { readReceiptFile } from "~/domain/receipts/read-receipt-file.server.ts";
import { pdfAnswer } from "./pdf-answer.server.ts";

/** A receipt as it was issued. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	return pdfAnswer(await readReceiptFile(ctx, params.receiptId ?? ""));
}
