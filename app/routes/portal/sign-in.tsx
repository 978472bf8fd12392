import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { publicContext } from "~/domain/access/ctx.server.ts";
import { donorOf } from "~/domain/access/donor-session.server.ts";
import { LINK_VALID_MINUTES, safePortalPath } from "~/domain/portal/portal-link.ts";
import { requestPortalLink, signInSchema } from "~/domain/portal/request-portal-link.server.ts";
import { langOfRequest } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { env } from "~/platform/env.server.ts";
import { parseForm, readForm } from "~/platform/http/form.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import type { RouteHandle } from "~/platform/http/route-handle.ts";
import { TextField } from "~/ui/form/text-field.tsx";
import { Outcome } from "~/ui/portal/parts.tsx";
import { PortalShell } from "~/ui/portal/portal-shell.tsx";
import { formErrors, refusal, textsOf } from "./portal-page.server.ts";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const handle = { i18n: ["public"] } satisfies RouteHandle;
export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => portalMeta(data?.title);

export async function loader({ request }: LoaderFunctionArgs) {
	const { searchParams } = new URL(request.url);
	if (await donorOf(request)) throw redirect(safePortalPath(searchParams.get("next")), 303);
	const lang = langOfRequest(request);
	const sent = searchParams.has("sent");
	const t = getT(lang, "public");
	const title = sent ? t("portal.signIn.sentTitle") : t("portal.signIn.title");
	return { lang, demo: env.demo, title, sent, signedOut: searchParams.has("signed-out"), minutes: LINK_VALID_MINUTES };
}

/** Says the same whether the address is known or not. */
export async function action({ request, context }: ActionFunctionArgs) {
	const ctx = await publicContext(request, langOfRequest(request), context.requestId);
	const sent = await readForm(request);
	const form = parseForm(sent, signInSchema);
	if (!form.ok) return formErrors(form.submission.reply().error, textsOf(sent));
	const next = new URL(request.url).searchParams.get("next");
	try {
		await requestPortalLink(ctx, { email: form.value.email, next, clientIp: context.clientIp });
	} catch (error) {
		return refusal(error, textsOf(sent));
	}
	return seeOther("/portal/sign-in?sent=1");
}

export default function SignIn() {
	const { lang, demo, title, sent, signedOut, minutes } = useLoaderData<typeof loader>();
	const { pathname, search } = useLocation();
	return (
		<PortalShell lang={lang} path={pathname} search={search} demo={demo} signedInAs={null}>
			<div className="mx-auto max-w-md">
				<h1 className="mb-4">{title}</h1>
				{sent ? <Sent minutes={minutes} /> : <Ask to={pathname + search} signedOut={signedOut} />}
			</div>
		</PortalShell>
	);
}

function Sent({ minutes }: { minutes: number }) {
	const t = useT("public");
	return (
		<>
			<p className="notice notice-good" role="status">
				{t("portal.signIn.sentText")}
			</p>
			<p className="mt-4">{t("portal.signIn.sentValid", { minutes })}</p>
			<p className="mt-6">
				<a className="btn" href="/portal/sign-in">
					{t("portal.signIn.again")}
				</a>
			</p>
		</>
	);
}

function Ask({ to, signedOut }: { to: string; signedOut: boolean }) {
	const refused = useActionData<typeof action>();
	const t = useT("public");
	const errorText = useErrorText();
	const whole = refused?.errors[""]?.[0];
	return (
		<>
			<Outcome said={signedOut ? t("portal.signIn.signedOut") : null} error={whole ? errorText(whole) : null} />
			<p className="mb-6">{t("portal.signIn.lead")}</p>
			<form method="post" action={to} noValidate className="grid gap-5">
				<TextField
					name="email"
					type="email"
					label={t("portal.signIn.email")}
					autoComplete="email"
					inputMode="email"
					value={refused?.values.email ?? ""}
					errors={(refused?.errors.email ?? []).map(errorText)}
				/>
				<button type="submit" className="btn btn-primary w-full">
					{t("portal.signIn.submit")}
				</button>
			</form>
		</>
	);
}
