import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { langOfRequest } from "~/i18n/lang.ts";

/** `/` leads to the front page in the reader's language. */
export function loader({ request }: LoaderFunctionArgs) {
	return redirect(`/${langOfRequest(request)}${new URL(request.url).search}`, {
		status: 302,
		headers: { Vary: "Accept-Language, Cookie", "Cache-Control": "private, no-cache" },
	});
}
