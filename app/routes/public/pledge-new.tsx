import {
	type ActionFunctionArgs,
	data,
	type HeadersFunction,
	type LoaderFunctionArgs,
	type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import type { Ctx } from "~/domain/access/ctx.server.ts";
import { PREFECTURES } from "~/domain/addresses/prefectures.ts";
import { jstDay } from "~/domain/calendar/fiscal-year.ts";
import { DONOR_MAX } from "~/domain/donors/typed-donor.schema.ts";
import { getGivePage } from "~/domain/funds/get-give-page.server.ts";
import { PLEDGE_MAX } from "~/domain/pledges/pledge-reason.ts";
import { pledgePath } from "~/domain/pledges/pledge-url.server.ts";
import { startPledgeSchema } from "~/domain/pledges/start-pledge.schema.ts";
import { startPledge } from "~/domain/pledges/start-pledge.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { isAppError } from "~/platform/errors.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { GiveHeader } from "~/ui/public/give-header.tsx";
import { PledgeForm } from "~/ui/public/pledge-form.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

export const headers: HeadersFunction = ({ actionHeaders }) => {
	const retryAfter = actionHeaders.get("Retry-After");
	return retryAfter === null ? publicPageHeaders : { "Retry-After": retryAfter };
};
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

/** A promise begins within this time. */
const START_YEARS = 2;
/** What the form proposes: time enough for the hub to confirm it. */
const FIRST_DAYS = 30;
const KEPT_LENGTH = 5_000;

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getGivePage(ctx, params.slug ?? null, new URL(request.url).searchParams.get("fund"));
	const { slug, abbreviation, name } = page.hub;
	const t = getT(ctx.lang, "public");
	const head = pageHead(ctx.lang, `/${ctx.lang}/hubs/${slug}/pledge`, {
		title: t("pledge.title", { abbreviation }),
		description: t("pledge.description", { name }),
	});
	const startOn = jstDay(ctx.now).add({ days: FIRST_DAYS }).toString();
	return { hub: page.hub, funds: page.funds, chosen: page.chosen, startOn, lang: ctx.lang, head };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getGivePage(ctx, params.slug ?? null);
	const sent = await readForm(request);
	const texts = [...sent].filter((entry): entry is [string, string] => typeof entry[1] === "string");
	const values = Object.fromEntries(texts.map(([name, value]) => [name, value.slice(0, KEPT_LENGTH)]));
	const fund = page.funds.find(({ id }) => id === sent.get("fundId")) ?? page.chosen;
	const form = parseForm(sent, startPledgeSchema(limitsOf(ctx, fund.minYen)));
	if (!form.ok) return data({ values, errors: errorsOf(form.submission.reply().error) }, { status: 400 });
	try {
		await takeAttempt(LIMITS.application, context.clientIp);
		await takeAttempt(LIMITS.application, form.value.email);
		const { token } = await startPledge(ctx, { hubSlug: page.hub.slug, fields: form.value });
		return seeOther(pledgePath(ctx.lang, token));
	} catch (error) {
		// Whatever stopped it, nothing of what was typed is lost.
		if (!isAppError(error) || error.status === 404) throw error;
		const said = Object.entries(error.params).map(([name, value]) => [name, String(value)]);
		const message = `${error.personKey}?${new URLSearchParams(said)}`;
		const wait = error.status === 429 ? { "Retry-After": String(Number(error.params.minutes ?? 1) * 60) } : undefined;
		return data({ values, errors: errorsOf({ "": [message] }) }, { status: error.status, headers: wait });
	}
}

function limitsOf(ctx: Ctx, minYen: bigint) {
	const today = jstDay(ctx.now);
	return { minYen, today: today.toString(), lastStart: today.add({ years: START_YEARS }).toString() };
}

function errorsOf(errors: Record<string, string[] | null> | null | undefined): Record<string, string[]> {
	return Object.fromEntries(Object.entries(errors ?? {}).map(([name, messages]) => [name, messages ?? []]));
}

/** A promise to give over time: complete without script, the same for every visitor. */
export default function Pledge() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const { pathname, search } = useLocation();
	return (
		<div className="page max-w-text pt-8">
			<GiveHeader hub={page.hub} lang={page.lang} heading="pledge" />
			<PledgeForm
				{...page}
				hubName={page.hub.name}
				action={pathname + search}
				values={sent?.values ?? { fundId: page.chosen.id, startOn: page.startOn, repeat: "year", count: "5" }}
				errors={sent?.errors ?? {}}
				maxLengths={{ ...DONOR_MAX, ...PLEDGE_MAX, count: 4, startOn: 20 }}
				prefectures={PREFECTURES.map(({ value, ja, en }) => ({ value, label: page.lang === "ja" ? ja : en }))}
			/>
		</div>
	);
}
