import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { signOut } from "~/domain/access/sign-in.server";

/** A link or image cannot sign anybody out: only the form does. */
export function loader() {
	return redirect("/console", 303);
}

export async function action({ request }: ActionFunctionArgs) {
	const cookies = await signOut(request);
	const headers = new Headers(cookies.map((cookie): [string, string] => ["Set-Cookie", cookie]));
	return redirect("/auth/sign-in", { status: 303, headers });
}
