import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
	isRouteErrorResponse,
	Links,
	Meta,
	Outlet,
	Scripts,
	ScrollRestoration,
	useLocation,
	useMatches,
	useRouteError,
	useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { langOfPath, langOfRequest } from "~/i18n/lang.ts";
import { useLang } from "~/i18n/use-t.ts";
import { env } from "~/platform/env.server.ts";
import { wantsScript } from "~/platform/http/route-handle.ts";
import { ErrorPage, errorView } from "~/ui/error-page.tsx";
import { useRequestMark } from "~/ui/request-mark.ts";
import styles from "~/ui/styles.css?url";

export const links: LinksFunction = () => [
	{ rel: "stylesheet", href: styles },
	{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = ({ error }) => [{ title: errorTitle(error) ?? "泉 Izumi" }];

function errorTitle(error: unknown): string | null {
	if (!isRouteErrorResponse(error)) return null;
	const { title } = (error.data ?? {}) as { title?: unknown };
	return typeof title === "string" ? `${title} | 泉 Izumi` : null;
}

export function loader({ request }: LoaderFunctionArgs) {
	return { lang: langOfRequest(request), demo: env.demo };
}

/** Language and mode cannot change without a new document. */
export const shouldRevalidate = () => false;

export function Layout({ children }: { children: ReactNode }) {
	const lang = useLang();
	const mark = useRequestMark();
	const script = wantsScript(useMatches().map((match) => match.handle));
	return (
		<html lang={lang} data-request={script ? mark.requestId : undefined}>
			<head>
				<meta charSet="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<Meta />
				<Links />
			</head>
			<body className="min-h-dvh">
				{children}
				{script ? <ScrollRestoration nonce={mark.nonce} /> : null}
				{script ? <Scripts nonce={mark.nonce} /> : null}
			</body>
		</html>
	);
}

export default function App() {
	return <Outlet />;
}

export function ErrorBoundary() {
	const error = useRouteError();
	const { requestId } = useRequestMark();
	const { pathname } = useLocation();
	const root = useRouteLoaderData<typeof loader>("root");
	const lang = useLang();
	const view = errorView(isRouteErrorResponse(error) ? error : null, requestId);
	return (
		<ErrorPage view={view} lang={lang} path={pathname} demo={root?.demo ?? false} inConsole={isConsole(pathname)} />
	);
}

function isConsole(pathname: string): boolean {
	return langOfPath(pathname) === null && pathname.startsWith("/console");
}
