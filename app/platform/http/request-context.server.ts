import { randomBytes } from "node:crypto";
import type { ServerBuild } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";
import type { RequestHandler, Response } from "express";
import { newErrorId } from "../errors.ts";
import type { Readiness } from "./readiness.server.ts";
import { wantsScript } from "./route-handle.ts";

/** What a route gets as `context`. */
export interface RequestContext {
	/** Also the error id a person is shown when the request fails unexpectedly. */
	requestId: string;
	/** The caller's address as far as proxies are trusted. Personal data: never store or log it as it is. */
	clientIp: string;
	/** Set on pages with script only. */
	nonce: string | undefined;
	/** Whether this process should get traffic. */
	readiness: () => Promise<Readiness>;
}

declare module "@remix-run/server-runtime" {
	interface AppLoadContext extends RequestContext {}
	interface Future {
		v3_singleFetch: true;
	}
}

export interface RequestMarks extends RequestContext {
	/** `/:lang/hubs/:slug`, never the URL itself, which may hold a token. */
	route: string;
	script: boolean;
	startedAt: number;
}

type Routes = ServerBuild["routes"];
type RouteNode = { id: string; path?: string; index?: boolean; caseSensitive?: boolean; children: RouteNode[] };

export function requestMarks(res: Response): RequestMarks {
	return res.locals.izumi as RequestMarks;
}

/** First in line: gives the request its id, and finds its route so that headers, log and metrics can speak of it. */
export function markRequest(routes: () => Promise<Routes>, readiness: RequestContext["readiness"]): RequestHandler {
	let known: { routes: Routes; find: ReturnType<typeof routeFinder> } | null = null;
	return async (req, res, next) => {
		try {
			// Throws for broken escapes: 400 here instead of an error deep inside Remix.
			decodeURI(req.path);
			const current = await routes();
			if (known?.routes !== current) known = { routes: current, find: routeFinder(current) };
			const { route, script } = known.find(req.path);
			const marks: RequestMarks = {
				requestId: newErrorId(),
				clientIp: req.ip ?? "",
				nonce: script ? randomBytes(16).toString("base64") : undefined,
				readiness,
				route,
				script,
				startedAt: performance.now(),
			};
			res.locals.izumi = marks;
			res.setHeader("X-Request-Id", marks.requestId);
			next();
		} catch (error) {
			next(error);
		}
	};
}

/** Finds the pattern of a path and whether its page runs script. */
export function routeFinder(routes: Routes): (path: string) => { route: string; script: boolean } {
	const tree = childrenOf(routes, undefined);
	return (path) => {
		// Remix asks for a page's data at the page's own path with this ending.
		if (path === "/__manifest") return { route: path, script: false };
		const page = path === "/_root.data" ? "/" : path.replace(/\.data$/, "");
		const matches = safeMatch(tree, page);
		const pattern = matches.map((match) => match.route.path ?? "").filter((part) => part !== "");
		return {
			route: matches.length === 0 ? "unmatched" : `/${pattern.join("/")}`,
			script: wantsScript(matches.map((match) => routes[match.route.id ?? ""]?.module.handle)),
		};
	};
}

function safeMatch(tree: RouteNode[], path: string) {
	try {
		return matchRoutes(tree as Parameters<typeof matchRoutes>[0], path) ?? [];
	} catch {
		return [];
	}
}

function childrenOf(routes: Routes, parentId: string | undefined): RouteNode[] {
	return Object.values(routes).flatMap((route) => {
		if (route === undefined || route.parentId !== parentId) return [];
		const { id, path, index, caseSensitive } = route;
		return [{ id, path, index, caseSensitive, children: childrenOf(routes, id) }];
	});
}
