import { Readable } from "node:stream";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { exportOwnData } from "~/domain/portal/export-own-data.server.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";

/** Everything kept about the donor, written while it is read. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	await takeAttempt(LIMITS.portalFile, ctx.actor.email);
	return new Response(createReadableStreamFromReadable(Readable.from(exportOwnData(ctx))), {
		headers: {
			"Content-Type": "application/json; charset=utf-8",
			"Content-Disposition": 'attachment; filename="izumi-data.json"',
			"Cache-Control": "private, no-store",
			"X-Robots-Tag": "noindex, nofollow",
		},
	});
}
