import {
	type ActionFunctionArgs,
	data,
	type HeadersFunction,
	type LoaderFunctionArgs,
	type MetaFunction,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { applicationPath } from "~/domain/applications/application-url.server.ts";
import { jstDayString } from "~/domain/calendar/fiscal-year.ts";
import { getGiftThanks } from "~/domain/gifts/get-gift-thanks.server.ts";
import { retryGift } from "~/domain/gifts/retry-gift.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { GiftStatus } from "~/ui/public/gift-status.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

/** The address is the key to one gift: kept by nobody, sent to nobody. */
export const headers: HeadersFunction = ({ loaderHeaders }) => {
	const refresh = loaderHeaders.get("Refresh");
	return {
		"Cache-Control": "private, no-store",
		"X-Robots-Tag": "noindex, nofollow",
		"Referrer-Policy": "same-origin",
		...(refresh && { Refresh: refresh }),
	};
};
export const meta: MetaFunction<typeof loader> = (page) => headTags(page.data?.head);

const REFRESH_SECONDS = 4;
/** After this the page no longer asks by itself: the donor has probably left the payment page. */
const REFRESH_FOR_MS = 15 * 60 * 1000;

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const thanks = await getGiftThanks(ctx, params.token ?? "");
	if (thanks.byApplication && thanks.state !== "paid" && thanks.state !== "refunded") {
		throw seeOther(applicationPath(ctx.lang, params.token ?? ""));
	}
	const t = getT(ctx.lang, "public");
	// Back from the payment page by its own link: nothing is being confirmed.
	const left = new URL(request.url).searchParams.has("left");
	const state = left && thanks.state === "confirming" ? ("left" as const) : thanks.state;
	const title = t("meta.thanksTitle", { state: t(`thanks.states.${state}`) });
	const young = ctx.now.getTime() - thanks.gift.startedAt.getTime() < REFRESH_FOR_MS;
	const head = { ...pageHead(ctx.lang, `/${ctx.lang}/thanks`, { title, description: "" }), noindex: true };
	const waits = state === "confirming" && young;
	const { instructions } = thanks;
	const payBy = instructions?.kind === "konbini" ? jstDayString(instructions.expiresAt) : null;
	const path = `/${ctx.lang}/thanks/${params.token}`;
	return data(
		{ ...thanks, state, payBy, lang: ctx.lang, path, head },
		{ headers: waits ? { Refresh: String(REFRESH_SECONDS) } : {} },
	);
}

/** Tries to pay again. */
export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	await takeAttempt(LIMITS.giveStart, context.clientIp);
	return seeOther((await retryGift(ctx, params.token ?? "")).checkoutUrl);
}

/** The truth about one gift, whatever became of its payment. */
export default function Thanks() {
	const { head: _, ...gift } = useLoaderData<typeof loader>();
	return <GiftStatus {...gift} />;
}
