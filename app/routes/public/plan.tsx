import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { getPlanRepair, startPlanRepair } from "~/domain/recurring/plan-repair.server.ts";
import { formatMoment } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { PlanRepair } from "~/ui/public/plan-repair.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

/** The address is the key to one plan: kept by nobody, sent to nobody. */
export const headers: HeadersFunction = () => ({
	"Cache-Control": "private, no-store",
	"X-Robots-Tag": "noindex, nofollow",
	"Referrer-Policy": "same-origin",
});
export const meta: MetaFunction<typeof loader> = (page) => headTags(page.data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const token = params.token ?? "";
	const { retryAt, ...plan } = await getPlanRepair(ctx, token);
	const title = getT(ctx.lang, "public")("plan.title");
	return {
		...plan,
		retryAt: retryAt === null ? null : formatMoment(retryAt, ctx.lang),
		lang: ctx.lang,
		path: `/${ctx.lang}/plans/${token}`,
		head: { ...pageHead(ctx.lang, `/${ctx.lang}/plans`, { title, description: "" }), noindex: true },
	};
}

const wishSchema = z.object({ wish: z.enum(["pay", "card"]) });

/** Opens Stripe's page to pay at or to change the card: by a button, never by following a link. */
export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	await takeAttempt(LIMITS.giveStart, context.clientIp);
	const form = parseForm(await readForm(request), wishSchema);
	if (!form.ok) return form.rejected();
	const token = params.token ?? "";
	const returnUrl = `/${ctx.lang}/plans/${token}`;
	return seeOther(await startPlanRepair(ctx, { token, wish: form.value.wish, returnUrl }));
}

export default function Plan() {
	const { head: _, ...plan } = useLoaderData<typeof loader>();
	return <PlanRepair {...plan} />;
}
