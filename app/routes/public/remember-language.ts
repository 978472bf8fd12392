import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { isLang, LANG_COOKIE, pathInLang } from "~/i18n/lang.ts";
import { env } from "~/platform/env.server.ts";
import { notFound } from "~/platform/errors.ts";
import { readForm } from "~/platform/http/form.server.ts";

const ONE_YEAR_S = 365 * 24 * 3600;

/** Keeps the language of pages whose URL names none, and goes back to the page the person was on. */
export async function action({ request }: ActionFunctionArgs) {
	const form = await readForm(request);
	const lang = form.get("lang");
	if (!isLang(lang)) throw notFound("page", "here");
	const secure = env.APP_URL.startsWith("https:") ? "; Secure" : "";
	return redirect(pathInLang(withoutLang(ownPath(form.get("to"))), lang), {
		status: 303,
		headers: { "Set-Cookie": `${LANG_COOKIE}=${lang}; Path=/; Max-Age=${ONE_YEAR_S}; SameSite=Lax; HttpOnly${secure}` },
	});
}

export function loader() {
	throw notFound("page", "here");
}

/** Only a path of this site: `//elsewhere` and `/\elsewhere` are other sites to a browser. */
function ownPath(to: FormDataEntryValue | null): string {
	return typeof to === "string" && /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : "/";
}

/** An address that names a language would win over the choice just made. */
function withoutLang(path: string): string {
	const url = new URL(path, "http://own.invalid");
	url.searchParams.delete("lang");
	return url.pathname + url.search;
}
