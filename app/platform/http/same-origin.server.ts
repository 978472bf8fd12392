import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler } from "express";
import { refuse } from "./plain-answer.server.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/** Callers there prove themselves by signature or bearer token, which no browser sends by itself. */
const OTHER_PROOF = /^\/(?:webhooks|api)\//;

/**
 * Whether a request that changes something may come from another site. There is no token in forms, because public pages
 * are the same for everyone: the browser itself says where a request began. Every browser sends Sec-Fetch-Site or at least
 * Origin; a request with neither is no browser and carries nobody's cookies.
 * @param ownOrigin  the origin people open, for proxies that change Host
 */
export function isCrossSite(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
	const { origin, host } = headers;
	const site = headers["sec-fetch-site"];
	if (site === "same-origin" || site === "none") return false;
	if (origin === undefined) return site !== undefined;
	if (origin === ownOrigin) return false;
	if (site !== undefined) return true;
	return !URL.canParse(origin) || new URL(origin).host !== host;
}

export function refuseCrossSite(ownOrigin: string): RequestHandler {
	return (req, res, next) => {
		if (SAFE_METHODS.has(req.method) || OTHER_PROOF.test(req.path) || !isCrossSite(req.headers, ownOrigin))
			return next();
		refuse(req, res, 403, "crossSite");
	};
}
