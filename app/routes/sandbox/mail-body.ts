import type { LoaderFunctionArgs } from "@remix-run/node";
import { getKeptMail } from "~/domain/mails/get-kept-mail.server";
import { notFound } from "~/platform/errors";
import { demoOnly } from "./demo-only.server";

/** The mail's own HTML. Its policy (security-headers.server.ts) lets it run nothing and load nothing. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await demoOnly(request);
	const { html, id } = await getKeptMail(ctx, { mailId: params.mailId ?? "" });
	if (html === null) throw notFound("mail body", id);
	// A link leads the whole page on, not the frame or a new tab.
	const body = html.replaceAll('target="_blank"', 'target="_top"');
	return new Response(body, { headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" } });
}
