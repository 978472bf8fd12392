import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { isLang } from "~/i18n/lang.ts";
import { env } from "~/platform/env.server.ts";
import { notFound } from "~/platform/errors.ts";
import type { RouteHandle } from "~/platform/http/route-handle.ts";
import { PublicShell } from "~/ui/public-shell.tsx";

export const handle = { i18n: ["public"] } satisfies RouteHandle;

export function loader({ params }: LoaderFunctionArgs) {
	if (!isLang(params.lang)) throw notFound("page", "here");
	return { lang: params.lang, demo: env.demo };
}

/** Frame of every page for the public. */
export default function PublicLayout() {
	const { lang, demo } = useLoaderData<typeof loader>();
	const { pathname, search } = useLocation();
	return (
		<PublicShell lang={lang} path={pathname} search={search} demo={demo}>
			<Outlet />
		</PublicShell>
	);
}
