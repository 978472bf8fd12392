import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { unsubscribe } from "~/domain/mail-care/unsubscribe.server.ts";
import { MAIL_PURPOSES } from "~/domain/mailings/mailing.status.ts";
import { invalid } from "~/platform/errors.ts";
import { readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { publicRequest } from "./public-request.server.ts";

/** A person, or a scanner, that opens the address sees the page; nothing is stopped by looking. */
export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	return seeOther(`/${ctx.lang}/mail/${encodeURIComponent(params.token ?? "")}${new URL(request.url).search}`);
}

/** One-click unsubscribing (RFC 8058): the mail program posts without cookie, Origin or Referer, perhaps several times. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
	const ctx = await publicRequest(request, params.lang);
	const query = new URL(request.url).searchParams;
	const sent = await readForm(request);
	const purpose = MAIL_PURPOSES.find((one) => one === query.get("purpose"));
	if (sent.get("List-Unsubscribe") !== "One-Click" || !purpose) {
		throw invalid("not_one_click", "the form of a one-click unsubscription is List-Unsubscribe=One-Click");
	}
	await unsubscribe(ctx, {
		mailToken: params.token ?? "",
		purpose,
		hubSlug: query.get("hub"),
		mailId: query.get("mail"),
		source: "one_click",
	});
	return new Response("OK\n", {
		headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
	});
}
