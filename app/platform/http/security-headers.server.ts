import type { Request, RequestHandler, Response } from "express";
import helmet from "helmet";
import { requestMarks } from "./request-context.server.ts";

export interface SecurityOptions {
	/** Where people open Izumi; https turns on HSTS and upgrades. */
	appUrl: string;
	/** Hosts a form may lead to after its redirect: Stripe Checkout, and the sandbox in demo mode. */
	checkoutOrigins: readonly string[];
	/** Vite's dev server injects inline script and style and opens a socket. */
	dev: boolean;
}

/** A demo's page of one mail frames the mail's own HTML, which may run nothing and load nothing. */
const SANDBOX_MAIL = /^\/sandbox\/mail\/[\w-]+(?:\?|$)/;
const SANDBOX_MAIL_BODY = /^\/sandbox\/mail\/[\w-]+\/body$/;
/** So does a report's preview in the console: the page as a donor has it, or the mail. */
const REPORT_PREVIEW = /^\/console\/reports\/[\w-]+\/preview(?:\?|$)/;
const REPORT_PREVIEW_PAGE = /^\/console\/reports\/[\w-]+\/preview\/page$/;
const REPORT_PREVIEW_MAIL = /^\/console\/reports\/[\w-]+\/preview\/mail$/;
/** A preview of an appeal by mail opens by itself. */
const APPEAL_PREVIEW = /^\/console\/appeals\/[\w-]+\/preview\.html$/;
const IMAGE_FILE = /^\/images\/[\w-]+\/\w+\.(?:webp|jpg)$/;
/** A card for other sites: nothing in it can be clicked into doing something. */
const EMBED = /^\/embed\//;
/** Pictures of a mail are ours alone. */
const mailPolicy = (appUrl: string) =>
	[
		"sandbox allow-top-navigation-by-user-activation",
		"default-src 'none'",
		"style-src 'unsafe-inline'",
		`img-src data: ${new URL(appUrl).origin}`,
		"frame-ancestors 'self'",
	].join("; ");
const framesOwn = (url: string) => SANDBOX_MAIL.test(url) || REPORT_PREVIEW.test(url);

/**
 * One policy for pages without script and one, with a nonce, for pages with it.
 *
 * The referrer policy must not be helmet's `no-referrer`: browsers then send `Origin: null` with every form, which our
 * own check and Remix's refuse.
 */
export function securityHeaders({ appUrl, checkoutOrigins, dev }: SecurityOptions): RequestHandler[] {
	const https = appUrl.startsWith("https:");
	const script = (_req: unknown, res: unknown) => scriptSource(res as Response, dev);
	return [
		helmet({
			contentSecurityPolicy: {
				useDefaults: false,
				directives: {
					defaultSrc: ["'none'"],
					scriptSrc: dev ? [script, "'unsafe-eval'"] : [script],
					scriptSrcAttr: ["'none'"],
					styleSrc: dev ? ["'self'", "'unsafe-inline'"] : ["'self'"],
					imgSrc: ["'self'", "data:"],
					fontSrc: ["'self'"],
					connectSrc: dev ? ["'self'", "ws:"] : ["'self'"],
					manifestSrc: ["'self'"],
					workerSrc: ["'self'"],
					objectSrc: ["'none'"],
					frameSrc: [(req) => (framesOwn((req as Request).url ?? "") ? "'self'" : "'none'")],
					baseUri: ["'none'"],
					formAction: ["'self'", ...checkoutOrigins],
					frameAncestors: ["'none'"],
					upgradeInsecureRequests: https ? [] : null,
				},
			},
			referrerPolicy: { policy: "strict-origin-when-cross-origin" },
			strictTransportSecurity: https ? { maxAge: 63_072_000, includeSubDomains: false } : false,
			crossOriginOpenerPolicy: { policy: "same-origin" },
			crossOriginResourcePolicy: { policy: "same-origin" },
			crossOriginEmbedderPolicy: false,
			xFrameOptions: { action: "deny" },
			xXssProtection: false,
		}),
		(req, res, next) => {
			if ([SANDBOX_MAIL_BODY, REPORT_PREVIEW_MAIL, APPEAL_PREVIEW].some((path) => path.test(req.path))) {
				res.setHeader("Content-Security-Policy", mailPolicy(appUrl));
				res.setHeader("X-Frame-Options", "SAMEORIGIN");
				// Sandboxed, it has no origin to key.
				res.removeHeader("Origin-Agent-Cluster");
			}
			if (REPORT_PREVIEW_PAGE.test(req.path)) {
				const policy = String(res.getHeader("Content-Security-Policy"));
				res.setHeader("Content-Security-Policy", policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
				res.setHeader("X-Frame-Options", "SAMEORIGIN");
			}
			if (EMBED.test(req.path)) {
				const policy = String(res.getHeader("Content-Security-Policy"));
				res.setHeader("Content-Security-Policy", policy.replace("frame-ancestors 'none'", "frame-ancestors *"));
				res.removeHeader("X-Frame-Options");
				res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
			}
			// Pictures are for everybody: readers of mail and of feeds show them too.
			if (IMAGE_FILE.test(req.path)) res.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
			res.setHeader(
				"Permissions-Policy",
				"camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=(), publickey-credentials-get=(self)",
			);
			next();
		},
	];
}

function scriptSource(res: Response, dev: boolean): string {
	const { nonce } = requestMarks(res);
	if (nonce === undefined) return "'none'";
	return dev ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`;
}
