/**
 * A link of a report carries its code and where it was read, so that a gift that comes of it knows. Links that lead
 * elsewhere stay as they are.
 */
export function withCode(url: string, { code, siteOrigin }: { code: string | null; siteOrigin: string }): string {
	if (!URL.canParse(url, siteOrigin)) return url;
	const link = new URL(url, siteOrigin);
	if (link.origin !== siteOrigin) return url;
	if (code !== null) {
		link.searchParams.set("appeal", code);
		link.searchParams.set("utm_source", "report");
		link.searchParams.set("utm_medium", "email");
	}
	return link.href;
}

/** Enough of a hash to compare by eye. */
export function shortHash(sha256: string): string {
	return `${sha256.slice(0, 12)}…`;
}
