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
import { getFundInstitution } from "~/domain/funds/get-fund-institution.server.ts";
import { type GivePage, getGivePage } from "~/domain/funds/get-give-page.server.ts";
import { CONSENT_WORDING } from "~/domain/gifts/consent-wording.ts";
import { keptValues, withOneAmount } from "~/domain/gifts/give-form-data.ts";
import { KONBINI_MAX_YEN, KONBINI_MIN_YEN, START_GIFT_MAX, startGiftSchema } from "~/domain/gifts/start-gift.schema.ts";
import { startGift } from "~/domain/gifts/start-gift.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { isAppError } from "~/platform/errors.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { AllocationRule } from "~/ui/public/allocation-rule.tsx";
import { GiveForm } from "~/ui/public/give-form.tsx";
import { GiveHeader } from "~/ui/public/give-header.tsx";
import { PausedNotice } from "~/ui/public/paused-notice.tsx";
import { challengeGiver } from "./challenge-giver.server.ts";
import { fundTaxNotes } from "./fund-tax-notes.server.ts";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

export const headers: HeadersFunction = ({ actionHeaders }) => {
	const retryAfter = actionHeaders.get("Retry-After");
	return retryAfter === null ? publicPageHeaders : { "Retry-After": retryAfter };
};
export const meta: MetaFunction<typeof loader> = ({ data }) => headTags(data?.head);

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getGivePage(ctx, params.slug ?? null, new URL(request.url).searchParams.get("fund"));
	const { slug, abbreviation, name } = page.hub;
	const t = getT(ctx.lang, "public");
	const head = pageHead(ctx.lang, slug === null ? `/${ctx.lang}/give` : `/${ctx.lang}/hubs/${slug}/give`, {
		title: t("meta.giveTitle", { abbreviation }),
		description: t("meta.giveDescription", { name }),
	});
	return { ...page, taxNotes: page.funds.map((fund) => fundTaxNotes(fund, ctx.lang)), lang: ctx.lang, head };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getGivePage(ctx, params.slug ?? null);
	const sent = await readForm(request);
	const values = keptValues(sent);
	const form = parseForm(withOneAmount(sent), startGiftSchema(limitsOf(page, sent.get("fundId"))));
	if (!form.ok) return data({ values, errors: errorsOf(form.submission.reply().error) }, { status: 400 });
	if (!page.funds.some((fund) => fund.id === form.value.fundId)) {
		return data({ values, errors: { fundId: ["fields.fund.unknown"] } }, { status: 400 });
	}
	try {
		const institutionId = await getFundInstitution(ctx, form.value.fundId);
		const asked = await challengeGiver(ctx, {
			request,
			clientIp: context.clientIp,
			form: { ...form.value, institutionId },
			sent,
		});
		if (asked) return asked;
		return seeOther(await checkoutFor(ctx, request, page, form.value));
	} catch (error) {
		// Whatever stopped the gift, nothing of what was typed is lost.
		if (!isAppError(error) || error.status === 404) throw error;
		const message = `${error.personKey}?${new URLSearchParams(stringValues(error.params))}`;
		const wait = error.status === 429 ? { "Retry-After": String(Number(error.params.minutes ?? 1) * 60) } : undefined;
		return data({ values, errors: { "": [message] } }, { status: error.status, headers: wait });
	}
}

async function checkoutFor(
	ctx: Ctx,
	request: Request,
	page: GivePage,
	fields: Parameters<typeof startGift>[1]["fields"],
) {
	const query = new URL(request.url).searchParams;
	return (await startGift(ctx, { hubSlug: page.hub.slug, fields, query })).checkoutUrl;
}

/** The limits of the fund that was sent; an unknown one is refused after the other fields were checked too. */
function limitsOf(page: GivePage, fundId: FormDataEntryValue | null) {
	const { minYen, maxYen, companyCardMaxYen, methods } = page.funds.find((fund) => fund.id === fundId) ?? page.chosen;
	return {
		minYen,
		maxYen,
		companyCardMaxYen: companyCardMaxYen ?? undefined,
		offeredMethods: methods,
		offeredFrequencies: page.frequencies,
	};
}

function errorsOf(errors: Record<string, string[] | null> | null | undefined): Record<string, string[]> {
	return Object.fromEntries(Object.entries(errors ?? {}).map(([name, messages]) => [name, messages ?? []]));
}

function stringValues(params: Record<string, string | number>): Record<string, string> {
	return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

/** The give form: complete without script, the same for every visitor. */
export default function Give() {
	const page = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const { pathname, search } = useLocation();
	// A report or campaign may ask for a monthly gift; the visitor still chooses.
	const asked = page.frequencies.find((one) => one === new URLSearchParams(search).get("frequency"));
	return (
		<div className="page max-w-text pt-8">
			<GiveHeader hub={page.hub} lang={page.lang} />
			<PausedNotice funds={page.funds.filter((fund) => fund.paused)} all={page.paused} />
			{page.funds.map((fund) => (
				<AllocationRule key={fund.id} fund={fund} />
			))}
			{page.paused ? null : (
				<GiveForm
					{...page}
					pledgeHref={page.hub.slug === null ? null : pathname.replace(/give$/, "pledge")}
					funds={page.funds.filter((fund) => !fund.paused)}
					action={pathname + search}
					applyHref={pathname.replace(/give$/, "apply") + search}
					values={sent?.values ?? { fundId: page.chosen.id, ...(asked && { frequency: asked }) }}
					errors={sent?.errors ?? {}}
					maxLengths={START_GIFT_MAX}
					prefectures={PREFECTURES.map(({ value, ja, en }) => ({ value, label: page.lang === "ja" ? ja : en }))}
					consentWording={CONSENT_WORDING.reports.words[page.lang]}
					appealConsentWording={CONSENT_WORDING.appeals.words[page.lang]}
					konbini={{ minYen: KONBINI_MIN_YEN, maxYen: KONBINI_MAX_YEN }}
				/>
			)}
		</div>
	);
}
