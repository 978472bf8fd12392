import type { IncomingHttpHeaders } from "node:http";
import type { Request, RequestHandler } from "express";
import { refuse } from "./plain-answer.server.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/**
 * One-click unsubscribing (RFC 8058): a mail program posts to the unguessable address a mail names, from wherever it runs. It
 * uses no cookie, and can do nothing but stop mails.
 */
const ONE_CLICK = /^\/(?:ja|en)\/mail\/[0-9a-f]{64}\/unsubscribe$/;

/** Webhooks are signed, and a bearer token is nothing a browser sends by itself. */
function hasOtherProof({ path, method, headers }: Request): boolean {
	if (method === "POST" && ONE_CLICK.test(path)) return true;
	return path.startsWith("/webhooks/") || (path.startsWith("/api/") && headers.authorization !== undefined);
}

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
		if (SAFE_METHODS.has(req.method) || hasOtherProof(req)) return next();
		if (isCrossSite(req.headers, ownOrigin)) return refuse(req, res, 403, "crossSite");
		speakForBrowser(req, ownOrigin);
		next();
	};
}

/**
 * Remix and better-auth compare Origin with the host again, and know neither Sec-Fetch-Site nor the address people open.
 * Without this a browser that hides its origin, or a proxy that changes Host, makes every form fail.
 */
function speakForBrowser(req: Request, ownOrigin: string): void {
	const { headers } = req;
	if (headers.origin === "null") headers.origin = `${req.protocol}://${headers.host}`;
	const ownHost = new URL(ownOrigin).host;
	if (headers.origin === ownOrigin && headers.host !== ownHost) headers["x-forwarded-host"] = ownHost;
}
