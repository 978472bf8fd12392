import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { staffContext } from "~/domain/access/ctx.server";
import { readReprintFile } from "~/domain/receipts/read-receipt-file.server";
import { fileResponse } from "~/platform/http/file-response.server";

/** The PDF of a copy or certificate as it was handed out. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "Receipt");
	const { receiptId = "", copyId = "" } = params;
	const { bytes, fileName } = await readReprintFile(ctx, { receiptId, reprintId: copyId });
	return fileResponse(bytes, { contentType: "application/pdf", fileName, inline: true });
}
