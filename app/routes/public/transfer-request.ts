import type { LoaderFunctionArgs } from "@remix-run/node";
import { renderTransferRequest } from "~/domain/applications/render-transfer-request.server.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { publicRequest } from "./public-request.server.ts";

/** The transfer request (振込依頼書) as PDF, for whoever holds the application's link. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await publicRequest(request, params.lang);
	await takeAttempt(LIMITS.transferRequest, context.clientIp);
	const { bytes, fileName } = await renderTransferRequest(ctx, params.token ?? "");
	return new Response(new Uint8Array(bytes), {
		headers: {
			"Content-Type": "application/pdf",
			"Content-Disposition": `inline; filename="${fileName}"`,
			"Cache-Control": "private, no-store",
			"X-Robots-Tag": "noindex, nofollow",
		},
	});
}
