/** Internal header by which a route says that its page is the same for every visitor. Never leaves the process. */
export const CACHE_MARK = "x-izumi-cache";

/**
 * For the `headers` export of a public page: the same for everyone, no cookie read or set, no session. Browsers and
 * shared caches may keep it but ask each time, which a 304 answers.
 * @example export const headers = () => publicPageHeaders;
 */
export const publicPageHeaders: Readonly<Record<string, string>> = {
	[CACHE_MARK]: "public",
	"Cache-Control": "public, max-age=0, must-revalidate",
};
