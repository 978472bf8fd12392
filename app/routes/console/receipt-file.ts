import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { readReceiptFile } from "~/domain/receipts/read-receipt-file.server";
import { fileResponse } from "~/platform/http/file-response.server";

/** The PDF of a receipt as it was issued; of one in preparation its specimen. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "Receipt");
	const { bytes, fileName } = await readReceiptFile(ctx, params.receiptId ?? "");
	return fileResponse(bytes, { contentType: "application/pdf", fileName, inline: true });
}
