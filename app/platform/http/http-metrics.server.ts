import type { RequestHandler } from "express";
import { Counter, collectDefaultMetrics, Gauge, Histogram, register } from "prom-client";
import type { HtmlCache } from "./html-cache.server.ts";
import { requestMarks } from "./request-context.server.ts";

/** Registers what the web process measures; once per process. */
export function measureHttp(cache: HtmlCache): RequestHandler {
	collectDefaultMetrics();
	const duration = new Histogram({
		name: "izumi_http_request_seconds",
		help: "Time to answer, by route pattern. Pages from the HTML cache are counted by izumi_html_cache_requests_total.",
		labelNames: ["method", "route", "status"],
		buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
	});
	new Counter({
		name: "izumi_html_cache_requests_total",
		help: "Requests by what the HTML cache did: hit, miss (rendered), joined (waited for that render), bypass.",
		labelNames: ["result"],
		collect() {
			this.reset();
			const { hit, miss, joined, bypass } = cache.counts;
			for (const [result, count] of Object.entries({ hit, miss, joined, bypass })) this.inc({ result }, count);
		},
	});
	new Gauge({
		name: "izumi_html_cache_bytes",
		help: "Memory of the kept pages.",
		collect() {
			this.set(cache.size.bytes);
		},
	});
	return (req, res, next) => {
		res.once("finish", () => {
			const { route, startedAt } = requestMarks(res);
			const seconds = (performance.now() - startedAt) / 1000;
			duration.observe({ method: req.method, route, status: String(res.statusCode) }, seconds);
		});
		next();
	};
}

export async function metricsText(): Promise<{ type: string; body: string }> {
	return { type: register.contentType, body: await register.metrics() };
}
