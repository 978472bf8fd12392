import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getKeptMail } from "~/domain/mails/get-kept-mail.server";
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

export async function loader({ request, params }: LoaderFunctionArgs) {
	const ctx = await demoOnly(request);
	const { html, sentAt, createdAt, ...mail } = await getKeptMail(ctx, { mailId: params.mailId ?? "" });
	const lang = langOfRequest(request);
	return {
		...mail,
		at: formatMoment(sentAt ?? createdAt, lang),
		bodyHref: html === null ? null : `/sandbox/mail/${mail.id}/body`,
		pageLang: lang,
		path: new URL(request.url).pathname,
		title: mail.subject ?? getT(lang, "mail")("box.notReady"),
	};
}

/** One mail: as mail programs show it, and its plain text. */
export default function Mail() {
	const { title, lang, toAddress, at, bodyHref, text, pageLang, path } = useLoaderData<typeof loader>();
	const t = useT("mail");
	return (
		<SandboxFrame lang={pageLang} path={path} note={t("box.note")}>
			<p className="mb-3 text-sm">
				<a href="/sandbox/mail">{t("box.back")}</a>
			</p>
			<h1 className="text-2xl" lang={lang}>
				{title}
			</h1>
			<p className="mt-2 flex flex-wrap gap-x-5 text-sm text-ink-soft">
				<span className="break-all">{t("box.toWhom", { address: toAddress })}</span>
				<span>{at}</span>
			</p>
			{bodyHref ? (
				<iframe
					src={bodyHref}
					title={title}
					sandbox="allow-top-navigation-by-user-activation"
					className="mt-6 h-[44rem] w-full rounded-md border border-line bg-white"
				/>
			) : null}
			{text === null ? null : (
				<details className="mt-6">
					<summary className="link cursor-pointer">{t("box.text")}</summary>
					<pre className="card mt-3 overflow-x-auto font-mono text-sm whitespace-pre-wrap" lang={lang}>
						{text}
					</pre>
				</details>
			)}
		</SandboxFrame>
	);
}
