import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import {
	changePeerPage,
	closePeerPage,
	confirmPeerPage,
	getOwnPeerPage,
} from "~/domain/peer-pages/own-peer-page.server.ts";
import { PEER_PAGE_MAX, peerWordsSchema } from "~/domain/peer-pages/peer-page.schema.ts";
import { peerOwnerPath, peerPublicUrl } from "~/domain/peer-pages/peer-page-link.server.ts";
import { formatInteger, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { invalid, isAppError } from "~/platform/errors.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import { PeerForm } from "~/ui/public/peer-form.tsx";
import { pageHead } from "./page-head.server.ts";
import { headTags } from "./page-head.ts";
import { publicRequest } from "./public-request.server.ts";

/** The address is the key to one page: kept by nobody, sent to nobody. */
export const headers = () => ({
	"Cache-Control": "private, no-store",
	"X-Robots-Tag": "noindex, nofollow",
	"Referrer-Policy": "same-origin",
});
export const meta: MetaFunction<typeof loader> = (page) => headTags(page.data?.head);

const DONE = ["confirmed", "changed", "closed"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const page = await getOwnPeerPage(ctx, params.token ?? "");
	const done = new URL(request.url).searchParams.get("done");
	const title = getT(ctx.lang, "public")("peer.ownTitle");
	return {
		page,
		publicUrl: peerPublicUrl(ctx.lang, page.slug),
		lang: ctx.lang,
		done: DONE.find((one) => one === done) ?? null,
		head: { ...pageHead(ctx.lang, `/${ctx.lang}/my-peer-page`, { title, description: "" }), noindex: true },
	};
}

export async function action({ request, params }: ActionFunctionArgs) {
	const ctx = await publicRequest(request, params.lang);
	const token = params.token ?? "";
	const sent = await readForm(request);
	const values = Object.fromEntries([...sent].map(([name, value]) => [name, String(value).slice(0, 5000)]));
	const intent = sent.get("intent");
	const here = (done: (typeof DONE)[number]) => seeOther(`${peerOwnerPath(ctx.lang, token)}?done=${done}`);
	try {
		if (intent === "confirm") {
			await confirmPeerPage(ctx, token);
			return here("confirmed");
		}
		if (intent === "close") {
			await closePeerPage(ctx, token);
			return here("closed");
		}
		if (intent !== "change") throw invalid("peer_page_intent", "no such step");
		const form = parseForm(sent, peerWordsSchema);
		if (!form.ok) {
			const errors = (form.submission.reply().error ?? {}) as Record<string, string[]>;
			return data({ values, errors }, { status: 400 });
		}
		await changePeerPage(ctx, { token, words: form.value });
		return here("changed");
	} catch (error) {
		if (!isAppError(error) || error.status !== 409) throw error;
		return data({ values, errors: { "": [error.personKey] } as Record<string, string[]> }, { status: 409 });
	}
}

/** A supporter's own page by its secret link. Opening it changes nothing: a mail program that follows links confirms none. */
export default function PeerOwn() {
	const { page, publicUrl, done } = useLoaderData<typeof loader>();
	const sent = useActionData<typeof action>();
	const t = useT("public");
	const errorText = useErrorText();
	const { pathname } = useLocation();
	const { status, hub } = page;
	const refused = (sent?.errors[""] ?? []).map(errorText);
	const { "": _whole, ...fieldErrors }: Record<string, string[]> = sent?.errors ?? {};
	const values = { name: page.name, title: page.title, message: page.message, goalYen: formatInteger(page.goalYen) };
	return (
		<div className="page max-w-text pt-8 pb-12">
			<p className="font-semibold text-accent">{t("peer.for", { hub: hub.abbreviation })}</p>
			<h1 className="mt-1">{page.title}</h1>
			{done && !sent ? <p className="notice notice-good mt-6">{t(`peer.done.${done}`)}</p> : null}
			{refused.length > 0 ? (
				<p className="notice notice-bad mt-6" role="alert">
					{refused.join(" ")}
				</p>
			) : null}
			<p className="notice mt-6">{t(`peer.status.${status}`)}</p>
			{status === "declined" && page.note ? <p className="mt-3 whitespace-pre-line">{page.note}</p> : null}
			<PeerSteps />
			{status === "published" ? (
				<p className="mt-6">
					<a href={publicUrl}>{publicUrl}</a>
					<span className="mt-2 block">{t("peer.own", { number: formatInteger(page.giftCount) })}</span>
				</p>
			) : null}
			{status === "declined" || status === "closed" ? null : (
				<section className="mt-10 border-t border-line pt-6" aria-labelledby="change">
					<h2 id="change">{t("peer.change")}</h2>
					<p className="hint mt-2 mb-6">{t("peer.changeNote")}</p>
					<PeerForm
						action={pathname}
						intent="change"
						values={sent?.values.name === undefined ? values : sent.values}
						errors={fieldErrors}
						maxLengths={PEER_PAGE_MAX}
						withEmail={false}
						submit={t("peer.save")}
					/>
				</section>
			)}
		</div>
	);
}

function PeerSteps() {
	const { page, lang } = useLoaderData<typeof loader>();
	const t = useT("public");
	const { status } = page;
	return (
		<div className="mt-6 grid gap-4">
			{status === "unconfirmed" ? (
				<form method="post">
					<p className="max-w-text whitespace-pre-line">{page.message}</p>
					<p className="mt-2 text-ink-soft">
						{page.name} / {formatYen(page.goalYen, lang)}
					</p>
					<button type="submit" name="intent" value="confirm" className="btn btn-primary mt-4">
						{t("peer.confirm")}
					</button>
				</form>
			) : null}
			{status === "unconfirmed" || status === "published" ? (
				<form method="post">
					<button type="submit" name="intent" value="close" className="btn">
						{t(status === "published" ? "peer.close" : "peer.drop")}
					</button>
				</form>
			) : null}
		</div>
	);
}
