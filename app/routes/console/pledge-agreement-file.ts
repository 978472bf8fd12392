import type { LoaderFunctionArgs } from "@remix-run/node";
import { staffContext } from "~/domain/access/ctx.server";
import { readAgreement } from "~/domain/pledges/attach-agreement.server";

/** The signed agreement as it was uploaded. It comes from outside: saved, never shown within the site. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await staffContext(request, context.requestId);
	const { bytes, fileName, contentType } = await readAgreement(ctx, params.pledgeId ?? "");
	return new Response(new Uint8Array(bytes), {
		headers: {
			"Content-Type": contentType,
			"Content-Disposition": `attachment; filename="agreement"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
			"Cache-Control": "private, no-store",
			"X-Content-Type-Options": "nosniff",
		},
	});
}
