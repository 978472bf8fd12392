import type { RequestHandler } from "express";
import { log } from "../log.server.ts";
import { requestMarks } from "./request-context.server.ts";

const QUIET_ROUTES = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * One line a request that reached a route or was refused: no address, no query, no path values, since those may hold
 * names, mails or tokens. Pages answered from the HTML cache are counted in the metrics only.
 */
export function accessLog(): RequestHandler {
	return (req, res, next) => {
		res.once("close", () => {
			const { requestId, route, startedAt } = requestMarks(res);
			const line = {
				requestId,
				method: req.method,
				route,
				status: res.writableFinished ? res.statusCode : 499,
				durationMs: Math.round(performance.now() - startedAt),
			};
			if (QUIET_ROUTES.has(route)) log.debug(line, "request");
			else log.info(line, "request");
		});
		next();
	};
}
