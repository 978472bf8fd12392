import { index, type RouteConfig, route } from "@remix-run/route-config";

/** Every URL of Izumi and the file that answers it. The folder says who is asking. */
export default [
	index("routes/public/choose-language.ts"),
	route("language", "routes/public/remember-language.ts"),

	route(":lang", "routes/public/layout.tsx", []),

	route("webhooks/stripe", "routes/webhooks/stripe.ts"),

	route("healthz", "routes/healthz.ts"),
	route("readyz", "routes/readyz.ts"),
	route("metrics", "routes/metrics.ts"),
	route("*", "routes/public/not-found.ts"),
] satisfies RouteConfig;
