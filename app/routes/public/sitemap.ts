import type { LoaderFunctionArgs } from "@remix-run/node";
import { publicContext } from "~/domain/access/ctx.server.ts";
import { LEGAL_FORMS } from "~/domain/institutions/tax-note.ts";
import { listPublicPages } from "~/domain/programme/list-public-pages.server.ts";
import { DEFAULT_LANG, LANGS } from "~/i18n/lang.ts";
import { env } from "~/platform/env.server.ts";
import { taxForms } from "./tax-forms.server.ts";

/** Pages that are always there, without their language. */
const STANDING = [
	"",
	"/hubs",
	"/campaigns",
	"/stories",
	"/events",
	"/how-giving-works",
	"/tax",
	"/tax/estimate",
	"/legal",
	"/privacy",
	"/accessibility",
];

/** Every page search engines may show, in both languages, each naming its other one. */
export async function loader({ request }: LoaderFunctionArgs) {
	const ctx = await publicContext(request, DEFAULT_LANG);
	const [pages, forms] = await Promise.all([listPublicPages(ctx), taxForms(ctx)]);
	const standing = [...STANDING, ...LEGAL_FORMS.filter((form) => forms.some((one) => one.form === form)).map(taxPath)];
	const entries = [...standing.map((path) => ({ path, changedOn: null })), ...pages].flatMap(({ path, changedOn }) =>
		LANGS.map((lang) => urlEntry(path, lang, changedOn)),
	);
	const xml = [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
		...entries,
		"</urlset>",
	];
	return new Response(`${xml.join("\n")}\n`, {
		headers: { "Content-Type": "application/xml; charset=utf-8", "Cache-Control": "public, max-age=3600" },
	});
}

function taxPath(form: string): string {
	return `/tax/${form.replaceAll("_", "-")}`;
}

function urlEntry(path: string, lang: string, changedOn: string | null): string {
	const at = (inLang: string) => escaped(`${env.APP_URL}/${inLang}${path}`);
	const links = [
		...LANGS.map((one) => ({ hrefLang: one as string, lang: one })),
		{ hrefLang: "x-default", lang: DEFAULT_LANG },
	]
		.map((one) => `<xhtml:link rel="alternate" hreflang="${one.hrefLang}" href="${at(one.lang)}"/>`)
		.join("");
	return `<url><loc>${at(lang)}</loc>${changedOn === null ? "" : `<lastmod>${changedOn}</lastmod>`}${links}</url>`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
