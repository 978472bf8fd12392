import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { PublicShell } from "./public-shell.tsx";
import { Ripples } from "./wordmark.tsx";

/** What a failed page shows; the message, if any, is already in the reader's language. */
export interface ErrorView {
	status: number;
	errorId: string;
	message: string | null;
}

interface ThrownResponse {
	status: number;
	data: unknown;
}

/** Reads what a route threw. Anything without a status of its own is a bug of ours: 500. */
export function errorView(thrown: ThrownResponse | null, requestId: string): ErrorView {
	if (thrown === null) return { status: 500, errorId: requestId, message: null };
	const body = typeof thrown.data === "object" && thrown.data !== null ? thrown.data : {};
	const message = "message" in body && typeof body.message === "string" ? body.message : null;
	const errorId = "errorId" in body && typeof body.errorId === "string" ? body.errorId : requestId;
	return { status: thrown.status, errorId, message };
}

export interface ErrorPageProps {
	view: ErrorView;
	lang: Lang;
	path: string;
	demo: boolean;
	inConsole: boolean;
}

/** A whole page for a request that failed: what happened, a number to quote, and a way on. */
export function ErrorPage({ view, lang, path, demo, inConsole }: ErrorPageProps) {
	return (
		<PublicShell lang={lang} path={path} demo={demo}>
			<ErrorMessage view={view} lang={lang} inConsole={inConsole} />
		</PublicShell>
	);
}

/** The message alone, for boundaries that keep their own frame. */
export function ErrorMessage({ view, lang, inConsole }: Pick<ErrorPageProps, "view" | "lang" | "inConsole">) {
	const t = useT("errors");
	const { title, text } = wording(view.status, t);
	return (
		<section className="page grid justify-items-center py-16 text-center sm:py-24">
			<Ripples className="mb-6 size-16" />
			<p className="figure text-ink-soft">{view.status}</p>
			<h1 className="mt-1">{title}</h1>
			<p className="mt-4 max-w-text text-balance">{view.message ?? text}</p>
			{inConsole ? (
				<p className="mt-8">
					<a className="btn btn-primary" href="/console">
						{t("page.toConsole")}
					</a>
				</p>
			) : (
				<WaysOn lang={lang} search={view.status === 404 || view.status === 410} />
			)}
			{view.status === 404 || view.errorId === "" ? null : (
				<p className="hint mt-8">{t("page.errorId", { errorId: view.errorId })}</p>
			)}
		</section>
	);
}

/** From a page that is not there: to look for a hub by name, and the pages most people want. */
function WaysOn({ lang, search }: { lang: Lang; search: boolean }) {
	const t = useT("errors");
	return (
		<>
			{search ? (
				<search className="mt-8 w-full max-w-md text-start">
					<form action={`/${lang}/hubs`} className="flex flex-wrap items-end gap-2">
						<p className="min-w-48 grow">
							<label className="label" htmlFor="q">
								{t("page.search")}
							</label>
							<input className="input" id="q" name="q" type="search" maxLength={100} />
						</p>
						<button type="submit" className="btn">
							{t("page.searchGo")}
						</button>
					</form>
				</search>
			) : null}
			<p className="mt-8 flex flex-wrap justify-center gap-3">
				<a className="btn btn-primary" href={`/${lang}`}>
					{t("page.toHome")}
				</a>
				<a className="btn" href={`/${lang}/hubs`}>
					{t("page.toHubs")}
				</a>
				<a className="btn" href={`/${lang}/campaigns`}>
					{t("page.toCampaigns")}
				</a>
				<a className="btn" href={`/${lang}/stories`}>
					{t("page.toStories")}
				</a>
			</p>
		</>
	);
}

function wording(status: number, t: ReturnType<typeof useT<"errors">>): { title: string; text: string } {
	if (status === 404 || status === 410) return { title: t("page.notFoundTitle"), text: t("page.notFoundText") };
	if (status === 401 || status === 403) return { title: t("page.forbiddenTitle"), text: t("page.forbiddenText") };
	if (status === 429) return { title: t("page.tooManyTitle"), text: t("page.tooManyText") };
	if (status < 500) return { title: t("page.refusedTitle"), text: t("request.unreadable") };
	return { title: t("page.failedTitle"), text: t("page.failedText") };
}
