import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useLocation } from "@remix-run/react";
import { publicContext } from "~/domain/access/ctx.server.ts";
import { donorOf } from "~/domain/access/donor-session.server.ts";
import { enterPortal, getPortalLink } from "~/domain/portal/enter-portal.server.ts";
import { LINK_VALID_MINUTES } from "~/domain/portal/portal-link.ts";
import { langOfRequest } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { useT } from "~/i18n/use-t.ts";
import { env } from "~/platform/env.server.ts";
import { isAppError } from "~/platform/errors.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";
import { seeOther } from "~/platform/http/respond.server.ts";
import type { RouteHandle } from "~/platform/http/route-handle.ts";
import { PortalShell } from "~/ui/portal/portal-shell.tsx";
import { portalHeaders, portalMeta } from "./portal-page.ts";

export const handle = { i18n: ["public"] } satisfies RouteHandle;
export const headers = portalHeaders;
export const meta: MetaFunction<typeof loader> = ({ data: shown }) => portalMeta(shown?.title);

/** Changes nothing, however often a mail program or its scanner looks. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
	const ctx = await publicContext(request, langOfRequest(request), context.requestId);
	const link = await getPortalLink(ctx, { token: params.token ?? "" });
	const t = getT(ctx.lang, "public");
	const state = link ? ("live" as const) : ("gone" as const);
	const title = link ? t("portal.enter.title") : t("portal.enter.goneTitle");
	const shown = { lang: ctx.lang, demo: env.demo, title, state, email: link?.email ?? "", minutes: LINK_VALID_MINUTES };
	return data(shown, { status: link ? 200 : 410 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
	await takeAttempt(LIMITS.signIn, context.clientIp);
	const ctx = await publicContext(request, langOfRequest(request), context.requestId);
	const signedInAs = (await donorOf(request))?.email ?? null;
	try {
		const { cookie, next } = await enterPortal(ctx, { token: params.token ?? "", signedInAs });
		return seeOther(next, { "Set-Cookie": cookie });
	} catch (error) {
		if (!isAppError(error) || (error.status !== 410 && error.status !== 409)) throw error;
		return data({ refused: error.status === 409 ? ("other" as const) : ("gone" as const) }, { status: error.status });
	}
}

export default function Enter() {
	const { lang, demo, state, email, minutes } = useLoaderData<typeof loader>();
	const refused = useActionData<typeof action>()?.refused;
	const { pathname, search } = useLocation();
	const shown = refused ?? state;
	return (
		<PortalShell lang={lang} path={pathname} search={search} demo={demo} signedInAs={null}>
			<div className="mx-auto max-w-md">
				{shown === "live" ? <Live email={email} to={pathname} /> : null}
				{shown === "gone" ? <Gone minutes={minutes} /> : null}
				{shown === "other" ? <Other /> : null}
			</div>
		</PortalShell>
	);
}

function Live({ email, to }: { email: string; to: string }) {
	const t = useT("public");
	return (
		<>
			<h1 className="mb-4">{t("portal.enter.title")}</h1>
			<p>{t("portal.enter.lead", { email })}</p>
			<form method="post" action={to} className="mt-6">
				<button type="submit" className="btn btn-primary w-full">
					{t("portal.enter.submit")}
				</button>
			</form>
			<p className="hint mt-6">{t("portal.enter.why")}</p>
		</>
	);
}

function Gone({ minutes }: { minutes: number }) {
	const t = useT("public");
	return (
		<>
			<h1 className="mb-4">{t("portal.enter.goneTitle")}</h1>
			<p role="status">{t("portal.enter.goneText", { minutes })}</p>
			<p className="mt-6">
				<a className="btn btn-primary" href="/portal/sign-in">
					{t("portal.enter.askNew")}
				</a>
			</p>
		</>
	);
}

function Other() {
	const t = useT("public");
	return (
		<>
			<h1 className="mb-4">{t("portal.enter.otherTitle")}</h1>
			<p role="alert">{t("portal.enter.otherText")}</p>
			<form method="post" action="/portal/sign-out" className="mt-6">
				<button type="submit" className="btn btn-primary">
					{t("portal.signOut")}
				</button>
			</form>
		</>
	);
}
