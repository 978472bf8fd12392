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
import { applicationPath } from "~/domain/applications/application-url.server.ts";
import {
	APPLICATION_MAX,
	keptApplicationValues,
	startApplicationSchema,
} from "~/domain/applications/start-application.schema.ts";
import { startApplication } from "~/domain/applications/start-application.server.ts";
import { jstDay } from "~/domain/calendar/fiscal-year.ts";
import { getGivePage } from "~/domain/funds/get-give-page.server.ts";
import { withOneAmount } from "~/domain/gifts/give-form-data.ts";
import { getT } from "~/i18n/texts.server.ts";
import { isAppError } from "~/platform/errors.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { ApplyForm } from "~/ui/public/apply-form.tsx";
import { GiveHeader } from "~/ui/public/give-header.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

export const headers: HeadersFunction = ({ actionHeaders }) => {
	const retryAfter = actionHeaders.get("Retry-After");
	return retryAfter === null ? publicPageHeaders : { "Retry-After": retryAfter };
};
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

/** Money may be planned for this long ahead. */
const PLANNED_YEARS = 2;

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getGivePage(ctx, params.slug ?? null, new URL(request.url).searchParams.get("fund"));
	const { slug, abbreviation, name } = page.hub;
	const t = getT(ctx.lang, "public");
	const head = pageHead(ctx.lang, slug === null ? `/${ctx.lang}/apply` : `/${ctx.lang}/hubs/${slug}/apply`, {
		title: t("meta.applyTitle", { abbreviation }),
		description: t("meta.applyDescription", { name }),
	});
	return { hub: page.hub, funds: page.funds, chosen: page.chosen, lang: ctx.lang, head };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getGivePage(ctx, params.slug ?? null);
	const sent = withOneAmount(await readForm(request));
	const values = keptApplicationValues(sent);
	// From the give form: what was typed there is shown, and nothing is kept.
	if (sent.get("intent") === "prefill") return data({ values, errors: {}, prefilled: true });
	const fund = page.funds.find(({ id }) => id === sent.get("fundId")) ?? page.chosen;
	const form = parseForm(sent, startApplicationSchema(limitsOf(ctx, fund.minYen)));
	if (!form.ok) {
		const errors = errorsOf(form.submission.reply().error);
		return data({ values, errors, prefilled: false }, { status: 400 });
	}
	try {
		await takeAttempt(LIMITS.application, context.clientIp);
		await takeAttempt(LIMITS.application, form.value.email);
		const query = new URL(request.url).searchParams;
		const { token } = await startApplication(ctx, { hubSlug: page.hub.slug, fields: form.value, query });
		return seeOther(applicationPath(ctx.lang, token));
	} catch (error) {
		// Whatever stopped it, nothing of what was typed is lost.
		if (!isAppError(error) || error.status === 404) throw error;
		const params = Object.entries(error.params).map(([name, value]) => [name, String(value)]);
		const message = `${error.personKey}?${new URLSearchParams(params)}`;
		const wait = error.status === 429 ? { "Retry-After": String(Number(error.params.minutes ?? 1) * 60) } : undefined;
		return data({ values, errors: { "": [message] }, prefilled: false }, { status: error.status, headers: wait });
	}
}

function limitsOf(ctx: Ctx, minYen: bigint) {
	const today = jstDay(ctx.now);
	return { minYen, today: today.toString(), lastPlannedDay: today.add({ years: PLANNED_YEARS }).toString() };
}

function errorsOf(errors: Record<string, string[] | null> | null | undefined): Record<string, string[]> {
	return Object.fromEntries(Object.entries(errors ?? {}).map(([name, messages]) => [name, messages ?? []]));
}

/** The gift application (寄附申込書): complete without script, the same for every visitor. */
export default function Apply() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const { pathname, search } = useLocation();
	return (
		<div className="page max-w-text pt-8">
			<GiveHeader hub={page.hub} lang={page.lang} heading="apply" />
			<ApplyForm
				{...page}
				action={pathname + search}
				values={sent?.values ?? { fundId: page.chosen.id, donorKind: "company" }}
				errors={sent?.errors ?? {}}
				prefilled={sent?.prefilled ?? false}
				maxLengths={APPLICATION_MAX}
				prefectures={PREFECTURES.map(({ value, ja, en }) => ({ value, label: page.lang === "ja" ? ja : en }))}
			/>
		</div>
	);
}
