import type { ServerResponse } from "node:http";
import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { log } from "../log.server.ts";
import { accessLog } from "./access-log.server.ts";
import { limitBodies } from "./body-limits.server.ts";
import { guardRoutes } from "./guard-routes.server.ts";
import { willBeKept } from "./html-cache-capture.server.ts";
import { answerFailure } from "./plain-answer.server.ts";
import { markRequest, type RequestContext, requestMarks } from "./request-context.server.ts";
import { refuseCrossSite } from "./same-origin.server.ts";
import { securityHeaders } from "./security-headers.server.ts";

export interface WebAppOptions {
	appUrl: string;
	/** As Express takes it: a number of proxies, or their addresses. */
	trustProxy: string;
	checkoutOrigins: readonly string[];
	build: () => Promise<ServerBuild>;
	/** Built browser files; null when Vite serves them in development. */
	clientDir: string | null;
	/** Vite's middleware in development. */
	devMiddleware: RequestHandler | null;
	readiness: RequestContext["readiness"];
	measure: RequestHandler;
}

/** Everything between the HTML cache and the routes, in the order in which a request meets it. */
export function makeWebApp(options: WebAppOptions): Express {
	const build = guardedOnce(options.build);
	const app = express();
	app.disable("x-powered-by");
	app.set("trust proxy", trustProxySetting(options.trustProxy));
	app.set("etag", false);

	app.use(compression({ filter: (req, res) => !willBeKept(res) && compression.filter(req, res) }));
	if (options.clientDir !== null) app.use(builtFiles(options.clientDir));
	app.use(markRequest(async () => (await build()).routes, options.readiness));
	app.use(options.measure, accessLog());
	app.use(securityHeaders({ ...options, dev: options.devMiddleware !== null }));
	if (options.devMiddleware !== null) app.use(options.devMiddleware);
	app.use(limitBodies(), refuseCrossSite(options.appUrl));
	app.all("*", async (req, res, next) => {
		try {
			await createRequestHandler({
				build: await build(),
				mode: options.devMiddleware === null ? "production" : "development",
				getLoadContext: (_req, response) => {
					const { requestId, clientIp, nonce, readiness } = requestMarks(response as typeof res);
					return { requestId, clientIp, nonce, readiness };
				},
			})(req, res, next);
		} catch (error) {
			next(error);
		}
	});
	app.use(lastResort);
	return app;
}

/** Guards a build once; Vite's changes with every edit. */
function guardedOnce(load: () => Promise<ServerBuild>): () => Promise<ServerBuild> {
	let known: { raw: ServerBuild; guarded: ServerBuild } | null = null;
	return async () => {
		const raw = await load();
		if (known?.raw !== raw) known = { raw, guarded: guardRoutes(raw) };
		return known.guarded;
	};
}

/** Before everything else: the same for all, and nothing to log. Names under /assets carry a hash of the content. */
function builtFiles(clientDir: string): RequestHandler {
	const shared = {
		index: false,
		redirect: false,
		setHeaders: (res: ServerResponse) => {
			res.setHeader("X-Content-Type-Options", "nosniff");
			res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
			// A drawing opened by itself must not run anything.
			res.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
		},
	} as const;
	const files = express.Router();
	files.use(
		"/assets",
		express.static(path.join(clientDir, "assets"), { ...shared, immutable: true, maxAge: "365d" }),
		(_req, res) => {
			res.status(404).type("text").send("Not found\n");
		},
	);
	files.use(express.static(clientDir, { ...shared, maxAge: "1h", dotfiles: "ignore" }));
	return files;
}

function trustProxySetting(text: string): number | string | false {
	if (text === "0") return false;
	return /^\d+$/.test(text) ? Number(text) : text;
}

/** Only what no route could answer arrives here: an address that is no URL, or a failure of Remix itself. */
const lastResort: ErrorRequestHandler = (error: unknown, req, res, _next) => {
	const { status, code } = error as { status?: number; code?: string };
	const theirs = code === "ERR_INVALID_URL" || error instanceof URIError || (status !== undefined && status < 500);
	const answer = theirs ? 400 : 500;
	if (res.locals.izumi === undefined) {
		res.status(answer).type("text").send("Bad request\n");
		return;
	}
	if (answer === 500 && !req.destroyed)
		log.error({ err: error, requestId: requestMarks(res).requestId }, "request failed");
	answerFailure(req, res, answer);
};
