import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { readSeal } from "~/domain/receipts/get-receipt-issuer.server";
import { fileResponse } from "~/platform/http/file-response.server";

/** The seal printed on an institution's receipts. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	const bytes = await readSeal(ctx, params.institution ?? "");
	return fileResponse(bytes, { contentType: "image/png", fileName: "seal.png", inline: true });
}
