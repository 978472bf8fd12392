import {
	type ActionFunctionArgs,
	data,
	type HeadersFunction,
	type LoaderFunctionArgs,
	type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { jstDayString } from "~/domain/calendar/fiscal-year.ts";
import { choiceOf } from "~/domain/form-text.schema.ts";
import { withOneAmount } from "~/domain/gifts/give-form-data.ts";
import { KONBINI_MAX_YEN, KONBINI_MIN_YEN, PAYMENT_METHODS } from "~/domain/gifts/start-gift.schema.ts";
import { yenSchema } from "~/domain/money/yen.ts";
import { getPledgePage } from "~/domain/pledges/get-pledge-page.server.ts";
import { payInstalment } from "~/domain/pledges/pay-instalment.server.ts";
import { pledgePath } from "~/domain/pledges/pledge-url.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { isAppError } from "~/platform/errors.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { PledgeStatus } from "~/ui/public/pledge-status.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

/** The address is the key to one pledge: kept by nobody, sent to nobody. */
export const headers: HeadersFunction = ({ actionHeaders }) => {
	const retryAfter = actionHeaders?.get("Retry-After");
	return {
		"Cache-Control": "private, no-store",
		"X-Robots-Tag": "noindex, nofollow",
		"Referrer-Policy": "same-origin",
		...(retryAfter && { "Retry-After": retryAfter }),
	};
};
export const meta: MetaFunction<typeof loader> = (page) => headTags(page.data?.head);

const METHOD = "fields.paymentMethod.required";
const wishSchema = z.object({
	amountYen: yenSchema,
	method: choiceOf(PAYMENT_METHODS, METHOD, "fields.paymentMethod.unknown"),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const token = params.token ?? "";
	const { createdAt, ...page } = await getPledgePage(ctx, token);
	const title = getT(ctx.lang, "public")("pledge.pageTitle", { reference: page.reference });
	return {
		...page,
		askedOn: jstDayString(createdAt),
		lang: ctx.lang,
		path: pledgePath(ctx.lang, token),
		konbini: { minYen: BigInt(KONBINI_MIN_YEN), maxYen: BigInt(KONBINI_MAX_YEN) },
		head: { ...pageHead(ctx.lang, `/${ctx.lang}/pledges`, { title, description: "" }), noindex: true },
	};
}

/** Opens Stripe's page for what the donor means to give now. */
export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const token = params.token ?? "";
	const sent = await readForm(request);
	const values = valuesOf(sent);
	const form = parseForm(withOneAmount(sent), wishSchema);
	if (!form.ok) {
		await getPledgePage(ctx, token);
		return data({ values, errors: errorsOf(form.submission.reply().error) }, { status: 400 });
	}
	try {
		await takeAttempt(LIMITS.giveStart, context.clientIp);
		const { checkoutUrl } = await payInstalment(ctx, { token, ...form.value });
		return seeOther(checkoutUrl);
	} catch (error) {
		if (!isAppError(error) || error.status === 404) throw error;
		const { field = "", ...rest } = error.params;
		const message = `${error.personKey}?${new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, String(value)]))}`;
		const wait = error.status === 429 ? { "Retry-After": String(Number(rest.minutes ?? 1) * 60) } : undefined;
		return data({ values, errors: errorsOf({ [String(field)]: [message] }) }, { status: error.status, headers: wait });
	}
}

function valuesOf(sent: FormData): Record<string, string> {
	const named = ["amountYen", "amountOther", "method"].map((name) => [name, sent.get(name)] as const);
	return Object.fromEntries(
		named.flatMap(([name, value]) => (typeof value === "string" ? [[name, value.slice(0, 100)]] : [])),
	);
}

function errorsOf(errors: Record<string, string[] | null> | null | undefined): Record<string, string[]> {
	return Object.fromEntries(Object.entries(errors ?? {}).map(([name, messages]) => [name, messages ?? []]));
}

/** The truth about one promise, for whoever holds its link. */
export default function Pledge() {
	const { head: _, ...page } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	return <PledgeStatus {...page} sent={sent ?? null} />;
}
