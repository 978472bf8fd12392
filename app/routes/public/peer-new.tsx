import {
	type ActionFunctionArgs,
	data,
	type HeadersFunction,
	type LoaderFunctionArgs,
	type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { getGivePage } from "~/domain/funds/get-give-page.server.ts";
import { PEER_PAGE_MAX, startPeerPageSchema } from "~/domain/peer-pages/peer-page.schema.ts";
import { startPeerPage } from "~/domain/peer-pages/start-peer-page.server.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { isAppError } from "~/platform/errors.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { publicPageHeaders } from "~/platform/http/public-page.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { GiveHeader } from "~/ui/public/give-header.tsx";
import { PeerForm } from "~/ui/public/peer-form.tsx";
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
	const { hub } = await getGivePage(ctx, params.slug ?? "");
	const t = getT(ctx.lang, "public");
	const head = pageHead(ctx.lang, `/${ctx.lang}/hubs/${hub.slug}/raise`, {
		title: t("peer.metaTitle", { abbreviation: hub.abbreviation }),
		description: t("peer.lead"),
	});
	return { hub, sent: new URL(request.url).searchParams.get("sent") === "1", lang: ctx.lang, head };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const sent = await readForm(request);
	const values = Object.fromEntries([...sent].map(([name, value]) => [name, String(value).slice(0, 5000)]));
	const form = parseForm(sent, startPeerPageSchema);
	if (!form.ok) {
		return data({ values, errors: (form.submission.reply().error ?? {}) as Record<string, string[]> }, { status: 400 });
	}
	try {
		await takeAttempt(LIMITS.application, context.clientIp);
		await takeAttempt(LIMITS.application, form.value.email);
		const campaign = new URL(request.url).searchParams.get("campaign");
		await startPeerPage(ctx, { hubSlug: params.slug ?? "", fields: form.value, campaign });
		return seeOther(`/${ctx.lang}/hubs/${params.slug}/raise?sent=1`);
	} catch (error) {
		// Whatever stopped it, nothing of what was typed is lost.
		if (!isAppError(error) || error.status === 404) throw error;
		const words = Object.entries(error.params).map(([name, value]) => [name, String(value)]);
		const errors = { "": [`${error.personKey}?${new URLSearchParams(words)}`] } as Record<string, string[]>;
		const wait = error.status === 429 ? { "Retry-After": String(Number(error.params.minutes ?? 1) * 60) } : undefined;
		return data({ values, errors }, { status: error.status, headers: wait });
	}
}

/** A supporter begins a page of their own for a hub. */
export default function PeerNew() {
	const { hub, sent, lang } = useLoaderData<typeof loader>();
	const answer = useActionData<typeof action>();
	const { pathname, search } = useLocation();
	const t = useT("public");
	return (
		<div className="page max-w-text pt-8">
			<GiveHeader hub={hub} lang={lang} heading="raise" />
			{sent ? (
				<div className="notice notice-good mt-8" role="status">
					<h2 className="text-lg">{t("peer.sentTitle")}</h2>
					<p className="mt-1">{t("peer.sentText")}</p>
				</div>
			) : (
				<>
					<p className="mt-6">{t("peer.lead")}</p>
					<p className="hint mt-2 mb-8">{t("peer.how")}</p>
					<PeerForm
						action={pathname + search}
						values={answer?.values ?? {}}
						errors={answer?.errors ?? {}}
						maxLengths={PEER_PAGE_MAX}
						withEmail
						submit={t("peer.begin")}
					/>
				</>
			)}
		</div>
	);
}
