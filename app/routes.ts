import { index, type RouteConfig, route } from "@remix-run/route-config";

/** Every URL of Izumi and the file that answers it. The folder says who is asking. */
export default [
	index("routes/public/choose-language.ts"),
	route("language", "routes/public/remember-language.ts"),

	route(":lang", "routes/public/layout.tsx", [
		index("routes/public/home.tsx"),
		route("hubs", "routes/public/hubs.tsx"),
		route("hubs/:slug", "routes/public/hub.tsx"),
		route("hubs/:slug/give", "routes/public/give.tsx"),
		route("thanks/:token", "routes/public/thanks.tsx"),
		route("how-giving-works", "routes/public/how-giving-works.tsx"),
	]),

	route("webhooks/stripe", "routes/webhooks/stripe.ts"),

	route("healthz", "routes/healthz.ts"),
	route("readyz", "routes/readyz.ts"),
	route("metrics", "routes/metrics.ts"),
	route("*", "routes/public/not-found.ts"),
] satisfies RouteConfig;
