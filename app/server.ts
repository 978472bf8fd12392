/** The web process: `node --import tsx app/server.ts`. Needs a migrated database and, outside development, a build. */
import "./platform/node-env.ts";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import { flushVisits } from "~/domain/campaigns/count-visits.server.ts";
import { flushClicks } from "~/domain/mail-care/count-clicks.server.ts";
import { currentTime } from "~/platform/clock.ts";
import { closePrisma } from "~/platform/db/client.server.ts";
import { appUrl, stopDatabase } from "~/platform/db/database-url.server.ts";
import { appPool, closePools } from "~/platform/db/pool.server.ts";
import { env } from "~/platform/env.server.ts";
import { makeWebApp } from "~/platform/http/express-app.server.ts";
import { HtmlCache } from "~/platform/http/html-cache.server.ts";
import { measureHttp } from "~/platform/http/http-metrics.server.ts";
import { closeGently, listen, makeHttpServer } from "~/platform/http/http-server.server.ts";
import { listenForPublicData } from "~/platform/http/public-data-listener.server.ts";
import { checkDatabase } from "~/platform/http/readiness.server.ts";
import { log } from "~/platform/log.server.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BUILT_SERVER = path.join(ROOT, "build/server/index.js");
const CLOSE_LIMIT_MS = 25_000;

const dev = process.env.IZUMI_DEV === "1";
let closing = false;

const cache = new HtmlCache({ nowMs: () => currentTime().getTime() });
const routes = dev ? await viteRoutes() : await builtRoutes();
const app = makeWebApp({
	appUrl: env.APP_URL,
	trustProxy: env.TRUST_PROXY,
	checkoutOrigins: checkoutOrigins(),
	...routes,
	readiness: async () => (closing ? { ready: false, reason: "closing" } : checkDatabase(appPool)),
	measure: measureHttp(cache),
});
const server = makeHttpServer((req, res) => cache.handle(req, res, app));
const publicData = listenForPublicData(appUrl, {
	up: () => {
		// In development pages change with every edit.
		if (!dev) cache.open();
		log.info("changes of public data are heard");
	},
	down: (reason) => {
		cache.close();
		log.warn({ reason }, "changes of public data are not heard: every page is rendered");
	},
	changed: () => cache.clear(),
});

await listen(server, env.PORT);
log.info({ port: env.PORT, appUrl: env.APP_URL, demo: env.demo }, "web process ready");
process.once("SIGTERM", () => void close("SIGTERM"));
process.once("SIGINT", () => void close("SIGINT"));

async function close(signal: string): Promise<void> {
	closing = true;
	log.info({ signal }, "web process closing");
	await closeGently(server, CLOSE_LIMIT_MS);
	await publicData.stop();
	await flushVisits();
	await flushClicks();
	await closePrisma();
	await closePools();
	await stopDatabase();
	await routes.stop();
	process.exit(0);
}

/** Stripe Checkout, its set-up and billing pages, and in demo mode the bundled sandbox under each name this machine has for itself. */
function checkoutOrigins(): string[] {
	const stripe = ["https://checkout.stripe.com", "https://connect.stripe.com", "https://billing.stripe.com"];
	if (env.stripeSandbox === null) return stripe;
	const names = new Set(["localhost", "127.0.0.1", new URL(env.APP_URL).hostname]);
	return [...stripe, ...[...names].map((name) => `http://${name}:${env.SANDBOX_STRIPE_PORT}`)];
}

interface Routes {
	build: () => Promise<ServerBuild>;
	clientDir: string | null;
	devMiddleware: RequestHandler | null;
	stop: () => Promise<void>;
}

async function builtRoutes(): Promise<Routes> {
	const build = (await import(pathToFileURL(BUILT_SERVER).href)) as ServerBuild;
	const clientDir = path.join(ROOT, "build/client");
	return { build: async () => build, clientDir, devMiddleware: null, stop: async () => {} };
}

async function viteRoutes(): Promise<Routes> {
	const vite = await (await import("vite")).createServer({
		root: ROOT,
		server: { middlewareMode: true },
		appType: "custom",
	});
	return {
		build: async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild,
		clientDir: null,
		devMiddleware: vite.middlewares,
		stop: () => vite.close(),
	};
}
