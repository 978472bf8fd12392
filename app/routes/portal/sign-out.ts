import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { endDonorSession } from "~/domain/access/donor-session.server.ts";
import { readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";

/** A link or image cannot sign anybody out: only the form does. */
export function loader() {
	return redirect("/portal", 303);
}

export async function action({ request }: ActionFunctionArgs) {
	const everywhere = request.headers.has("content-type") && (await readForm(request)).has("everywhere");
	const cookie = await endDonorSession(request, { everywhere });
	return seeOther("/portal/sign-in?signed-out=1", { "Set-Cookie": cookie });
}
