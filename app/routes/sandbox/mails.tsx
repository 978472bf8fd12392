import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listKeptMails } from "~/domain/mails/list-kept-mails.server";
import { formatMoment } from "~/i18n/format";
import { langOfRequest } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { useT } from "~/i18n/use-t";
import type { RouteHandle } from "~/platform/http/route-handle";
import { SandboxFrame } from "~/ui/sandbox-frame";
import { demoOnly } from "./demo-only.server";

export const handle = { i18n: ["mail", "public"] } satisfies RouteHandle;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: data?.title },
	{ name: "robots", content: "noindex" },
];
export const headers = () => ({ "Cache-Control": "no-store" });

const TO_MAX = 254;

export async function loader({ request }: LoaderFunctionArgs) {
	const ctx = await demoOnly(request);
	const lang = langOfRequest(request);
	const { pathname, search, searchParams } = new URL(request.url);
	const to = (searchParams.get("to") ?? "").trim().slice(0, TO_MAX);
	const before = searchParams.get("before");
	const { mails, next } = await listKeptMails(ctx, { to, before });
	const link = (cursor: string | null) => {
		const query = new URLSearchParams([...(to ? [["to", to]] : []), ...(cursor ? [["before", cursor]] : [])]);
		return `/sandbox/mail${query.size > 0 ? `?${query}` : ""}`;
	};
	return {
		lang,
		path: pathname + search,
		title: getT(lang, "mail")("box.title"),
		to,
		mails: mails.map(({ sentAt, createdAt, ...mail }) => ({ ...mail, at: formatMoment(sentAt ?? createdAt, lang) })),
		firstHref: before ? link(null) : null,
		nextHref: next ? link(next) : null,
	};
}

/** What the demo would have sent. */
export default function Mails() {
	const { lang, path, title, to, mails, firstHref, nextHref } = useLoaderData<typeof loader>();
	const t = useT("mail");
	return (
		<SandboxFrame lang={lang} path={path} note={t("box.note")}>
			<h1 className="text-2xl">{title}</h1>
			<form method="get" className="my-6 flex flex-wrap items-end gap-3">
				<label className="block grow text-sm sm:max-w-96">
					<span className="mb-0.5 block text-ink-soft">{t("box.filter")}</span>
					<input type="search" name="to" defaultValue={to} maxLength={TO_MAX} className="input" />
				</label>
				<button type="submit" className="btn">
					{t("box.apply")}
				</button>
			</form>
			{mails.length === 0 ? <p className="notice">{to ? t("box.noneFound", { to }) : t("box.none")}</p> : null}
			<ul className="divide-y divide-line border-y border-line empty:hidden">
				{mails.map((mail) => (
					<li key={mail.id} className="py-4">
						<p>
							<a href={`/sandbox/mail/${mail.id}`} lang={mail.lang} className="font-semibold">
								{mail.subject ?? t("box.notReady")}
							</a>
						</p>
						<p className="mt-1 flex flex-wrap gap-x-5 text-sm text-ink-soft">
							<span className="break-all">{t("box.toWhom", { address: mail.toAddress })}</span>
							<span>{mail.at}</span>
							{mail.status === "sent" ? null : <span>{t(`box.states.${mail.status}` as "box.states.queued")}</span>}
						</p>
					</li>
				))}
			</ul>
			{firstHref || nextHref ? (
				<nav aria-label={t("box.pages")} className="mt-6 flex gap-3">
					{firstHref ? (
						<a className="btn btn-small" href={firstHref}>
							{t("box.newest")}
						</a>
					) : null}
					{nextHref ? (
						<a className="btn btn-small" href={nextHref} rel="next">
							{t("box.older")}
						</a>
					) : null}
				</nav>
			) : null}
		</SandboxFrame>
	);
}
