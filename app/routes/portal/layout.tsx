import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { donorContext } from "~/domain/access/ctx.server.ts";
import { maskedEmail } from "~/domain/portal/portal-link.ts";
import { env } from "~/platform/env.server.ts";
import type { RouteHandle } from "~/platform/http/route-handle.ts";
import { PortalShell } from "~/ui/portal/portal-shell.tsx";
import { portalHeaders } from "./portal-page.ts";

export const handle = { i18n: ["public"] } satisfies RouteHandle;
export const headers = portalHeaders;

export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	return { lang: ctx.lang, demo: env.demo, signedInAs: maskedEmail(ctx.actor.email) };
}

/** Frame of a signed-in donor's pages. */
export default function PortalLayout() {
	const shell = useLoaderData<typeof loader>();
	const { pathname, search } = useLocation();
	return (
		<PortalShell {...shell} path={pathname} search={search}>
			<Outlet />
		</PortalShell>
	);
}
