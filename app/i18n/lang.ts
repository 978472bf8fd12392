/** The languages of every page and mail; the first is the reference and the fallback. */
export const LANGS = ["ja", "en"] as const;
export type Lang = (typeof LANGS)[number];

export const DEFAULT_LANG: Lang = "ja";

/** Remembers the language a person chose on pages whose URL does not name one (console, portal). */
export const LANG_COOKIE = "izumi_lang";

export function isLang(value: unknown): value is Lang {
	return value === "ja" || value === "en";
}

export function otherLang(lang: Lang): Lang {
	return lang === "ja" ? "en" : "ja";
}

/** `/en/hubs/x` is `en`; null when the path names no language. */
export function langOfPath(pathname: string): Lang | null {
	const first = pathname.split("/", 2)[1];
	return isLang(first) ? first : null;
}

/** The same page in another language; paths without a language are returned as they are. */
export function pathInLang(pathname: string, lang: Lang): string {
	const now = langOfPath(pathname);
	return now === null ? pathname : `/${lang}${pathname.slice(now.length + 1)}`;
}

/** Picks by the weights of Accept-Language; Japanese when it names neither, because the first users are in Japan. */
export function negotiateLang(acceptLanguage: string | null | undefined): Lang {
	let best: { lang: Lang; weight: number } | null = null;
	for (const part of (acceptLanguage ?? "").slice(0, 1000).split(",")) {
		const [tag = "", ...params] = part.trim().toLowerCase().split(";");
		const lang = tag.trim().split("-")[0];
		if (!isLang(lang)) continue;
		const quality = params.map((p) => p.trim()).find((p) => p.startsWith("q="));
		const weight = quality === undefined ? 1 : Number(quality.slice(2));
		if (weight > 0 && weight <= 1 && (best === null || weight > best.weight)) best = { lang, weight };
	}
	return best?.lang ?? DEFAULT_LANG;
}

function langOfCookie(cookieHeader: string | null): Lang | null {
	for (const pair of (cookieHeader ?? "").split(";")) {
		const [name, value] = pair.trim().split("=", 2);
		if (name === LANG_COOKIE && isLang(value)) return value;
	}
	return null;
}

function langOfQuery(url: URL): Lang | null {
	const asked = url.searchParams.get("lang");
	return isLang(asked) ? asked : null;
}

/** URL first (its path, else `?lang`), then the person's own choice, then the browser's wish. */
export function langOfRequest(request: Request): Lang {
	const url = new URL(request.url);
	return (
		langOfPath(url.pathname) ??
		langOfQuery(url) ??
		langOfCookie(request.headers.get("cookie")) ??
		negotiateLang(request.headers.get("accept-language"))
	);
}
