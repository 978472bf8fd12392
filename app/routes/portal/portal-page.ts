import type { HeadersFunction, MetaDescriptor } from "@remix-run/node";

/** One person's own pages: kept by nobody, found by nobody. */
export const portalHeaders: HeadersFunction = ({ loaderHeaders, actionHeaders }) => {
	const retryAfter = actionHeaders?.get("Retry-After") ?? loaderHeaders.get("Retry-After");
	return {
		"Cache-Control": "private, no-store",
		"X-Robots-Tag": "noindex, nofollow",
		"Referrer-Policy": "same-origin",
		Vary: "Cookie, Accept-Language",
		...(retryAfter && { "Retry-After": retryAfter }),
	};
};

export function portalMeta(title: string | undefined): MetaDescriptor[] {
	return [{ title: title ?? "泉 Izumi" }, { name: "robots", content: "noindex, nofollow" }];
}
