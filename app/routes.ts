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
		route("hubs/:slug/apply", "routes/public/apply.tsx"),
		route("give", "routes/public/give-programme.tsx"),
		route("apply", "routes/public/apply-programme.tsx"),
		route("applications/:token", "routes/public/application.tsx"),
		route("confirm-gift", "routes/public/confirm-gift.tsx"),
		route("thanks/:token", "routes/public/thanks.tsx"),
		route("plans/:token", "routes/public/plan.tsx"),
		route("how-giving-works", "routes/public/how-giving-works.tsx"),
	]),

	route(":lang/applications/:token/transfer-request.pdf", "routes/public/transfer-request.ts"),

	route("webhooks/stripe", "routes/webhooks/stripe.ts"),
	route("webhooks/stripe/:account", "routes/webhooks/stripe-account.ts"),

	route("auth/sign-in", "routes/auth/sign-in.tsx"),
	route("auth/two-factor", "routes/auth/two-factor.tsx"),
	route("auth/sign-out", "routes/auth/sign-out.ts"),
	route("auth/first-admin/:token", "routes/auth/first-admin.tsx"),

	route("console", "routes/console/layout.tsx", [
		index("routes/console/home.tsx"),
		route("gifts", "routes/console/gifts.tsx"),
		route("gifts/new", "routes/console/gift-new.tsx"),
		route("gifts/:giftId", "routes/console/gift.tsx"),
		route("gifts/:giftId/recognition", "routes/console/gift-recognition.tsx"),
		route("donors", "routes/console/donors.tsx"),
		route("donors/:donorId", "routes/console/donor.tsx"),
		route("applications", "routes/console/applications.tsx"),
		route("applications/:applicationId", "routes/console/application.tsx"),
		route("mails", "routes/console/mails.tsx"),
		route("programme", "routes/console/programme.tsx"),
		route("programme/lines", "routes/console/programme-lines.tsx"),
		route("funds", "routes/console/funds.tsx"),
		route("funds/new", "routes/console/fund-new.tsx"),
		route("funds/:fund", "routes/console/fund.tsx"),
		route("goals", "routes/console/goals.tsx"),
		route("goals/:hub/:fiscalYear", "routes/console/goal.tsx"),
		route("settings/institutions", "routes/console/settings-institutions.tsx"),
		route("settings/institutions/:institution", "routes/console/settings-institution.tsx"),
		route("settings/staff", "routes/console/settings-staff.tsx"),
		route("settings/api-tokens", "routes/console/settings-api-tokens.tsx"),
		route("settings/blocks", "routes/console/settings-blocks.tsx"),
		route("settings/two-factor", "routes/console/settings-two-factor.tsx"),
	]),
	route("console/gifts.csv", "routes/console/gifts-csv.ts"),
	route("console/programme.csv", "routes/console/programme-csv.ts"),
	route("console/programme/lines.csv", "routes/console/programme-lines-csv.ts"),

	route("api/v1/openapi.json", "routes/api/v1/openapi.ts"),
	route("api/v1/hubs", "routes/api/v1/hubs.ts"),
	route("api/v1/hubs/:slug", "routes/api/v1/hub.ts"),
	route("api/v1/funds", "routes/api/v1/funds.ts"),
	route("api/v1/gifts", "routes/api/v1/gifts.ts"),
	route("api/v1/gifts/:id", "routes/api/v1/gift.ts"),
	route("api/v1/totals", "routes/api/v1/totals.ts"),
	route("api/*", "routes/api/not-found.ts"),

	route("sandbox/mail", "routes/sandbox/mails.tsx"),
	route("sandbox/mail/:mailId", "routes/sandbox/mail.tsx"),
	route("sandbox/mail/:mailId/body", "routes/sandbox/mail-body.ts"),

	route("healthz", "routes/healthz.ts"),
	route("readyz", "routes/readyz.ts"),
	route("metrics", "routes/metrics.ts"),
	route("*", "routes/public/not-found.ts"),
] satisfies RouteConfig;
