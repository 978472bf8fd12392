import type { LoaderFunctionArgs } from "@remix-run/node";
import { renderDocument } from "~/documents/index.ts";
import { env } from "~/platform/env.server.ts";
import { fileResponse } from "~/platform/http/file-response.server.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { motifStrokes } from "~/ui/motifs/hub-motif.tsx";
import { publicRequest } from "./public-request.server.ts";
import { shareSubject } from "./share-subject.server.ts";

/** An A4 poster of a hub or a campaign with a code to read by telephone, for whoever wants to hang one up. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
	const ctx = await publicRequest(request, params.lang);
	await takeAttempt(LIMITS.poster, context.clientIp);
	const slug = params.slug ?? "";
	const { kicker, title, summary, path, recipients, days, motif } = await shareSubject(ctx, params.kind, slug);
	const url = `${env.APP_URL}${path}`;
	const pdf = await renderDocument("poster", {
		...{ lang: ctx.lang, kicker, title, summary, recipients, days },
		url: `${url}?utm_source=poster&utm_medium=print`,
		shortUrl: url.replace(/^https?:\/\//, ""),
		drawing: motifStrokes(motif),
	});
	return fileResponse(pdf, {
		contentType: "application/pdf",
		fileName: `poster-${slug}-${ctx.lang}.pdf`,
		inline: true,
	});
}
