import { timingSafeEqual } from "node:crypto";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { env } from "~/platform/env.server.ts";
import { notFound } from "~/platform/errors.ts";
import { metricsText } from "~/platform/http/http-metrics.server.ts";

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/** Prometheus text for METRICS_TOKEN, or without a token for this machine only; others learn nothing. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	if (!mayRead(request, context.clientIp)) throw notFound("page", "metrics");
	const { type, body } = await metricsText();
	return new Response(body, { headers: { "Content-Type": type, "Cache-Control": "no-store" } });
}

function mayRead(request: Request, clientIp: string): boolean {
	if (env.METRICS_TOKEN === undefined) return LOOPBACK.test(clientIp);
	const given = Buffer.from(request.headers.get("authorization") ?? "");
	const wanted = Buffer.from(`Bearer ${env.METRICS_TOKEN}`);
	return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
}
