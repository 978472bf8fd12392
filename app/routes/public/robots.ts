import { LANGS } from "~/i18n/lang.ts";
import { env } from "~/platform/env.server.ts";

const ONE_HOUR = "public, max-age=3600";

/** Not for search engines: staff and donors signed in, programs, and every page whose address is a person's own secret. */
const CLOSED = ["/console", "/portal", "/auth", "/api", "/webhooks", "/sandbox", "/metrics", "/language", "/embed"];
const CLOSED_IN_EACH_LANGUAGE = [
	"applications",
	"confirm-gift",
	"mail",
	"my-peer-page",
	"plans",
	"pledges",
	"reports",
	"thanks",
];

export function loader() {
	const paths = [...CLOSED, ...LANGS.flatMap((lang) => CLOSED_IN_EACH_LANGUAGE.map((path) => `/${lang}/${path}`))];
	const lines = [
		"User-agent: *",
		...paths.map((path) => `Disallow: ${path}`),
		"",
		`Sitemap: ${env.APP_URL}/sitemap.xml`,
	];
	return new Response(`${lines.join("\n")}\n`, {
		headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": ONE_HOUR },
	});
}
