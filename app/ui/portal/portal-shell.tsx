import type { ReactNode } from "react";
import { type Lang, otherLang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { DemoBanner } from "../public-shell.tsx";
import { Wordmark } from "../wordmark.tsx";

export interface PortalShellProps {
	lang: Lang;
	path: string;
	search: string;
	demo: boolean;
	/** enough of the address to recognise it; null before signing in */
	signedInAs: string | null;
	children: ReactNode;
}

const PAGES = ["gifts", "plans", "pledges", "receipts", "details", "requests", "data"] as const;
const hrefOf = (page: (typeof PAGES)[number]) => (page === "gifts" ? "/portal" : `/portal/${page}`);

/** Frame of the donor's own pages. Works without script. */
export function PortalShell({ lang, path, search, demo, signedInAs, children }: PortalShellProps) {
	const t = useT("public");
	return (
		<div className="flex min-h-dvh flex-col">
			<a className="skip" href="#main">
				{t("shell.skip")}
			</a>
			{demo ? <DemoBanner text={t("shell.demo")} /> : null}
			<header className="border-b border-line">
				<div className="page flex flex-wrap items-center justify-between gap-x-6 gap-y-2 pt-4 pb-2">
					<div className="flex flex-wrap items-center gap-x-4">
						<Wordmark href={`/${lang}`} name={t("shell.wordmark")} latin={t("shell.wordmarkLatin")} />
						<span className="text-ink-soft">{t("portal.name")}</span>
					</div>
					<div className="no-print flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
						{signedInAs ? <span className="text-ink-soft">{t("portal.signedInAs", { email: signedInAs })}</span> : null}
						<LanguageSwitch lang={lang} to={path + search} />
						{signedInAs ? <SignOut /> : null}
					</div>
				</div>
				{signedInAs ? <PortalNav path={path} /> : null}
			</header>
			<main id="main" className="page grow py-8 sm:py-12" tabIndex={-1}>
				{children}
			</main>
			<footer className="mt-16 border-t border-line bg-sunken">
				<div className="page flex flex-wrap justify-between gap-6 py-8">
					<p className="hint max-w-text">{t("shell.footerAbout")}</p>
					<p className="no-print text-sm">
						<a href={`/${lang}/hubs`}>{t("shell.hubs")}</a>
					</p>
				</div>
			</footer>
		</div>
	);
}

function LanguageSwitch({ lang, to }: { lang: Lang; to: string }) {
	const t = useT("public");
	const other = otherLang(lang);
	return (
		<form method="post" action="/language">
			<input type="hidden" name="lang" value={other} />
			<input type="hidden" name="to" value={to} />
			<button type="submit" className="btn btn-quiet btn-small" lang={other}>
				{t("portal.switchLang")}
			</button>
		</form>
	);
}

function SignOut() {
	const t = useT("public");
	return (
		<form method="post" action="/portal/sign-out">
			<button type="submit" className="btn btn-small">
				{t("portal.signOut")}
			</button>
		</form>
	);
}

function PortalNav({ path }: { path: string }) {
	const t = useT("public");
	return (
		<nav aria-label={t("portal.name")} className="page no-print">
			<ul className="flex flex-wrap gap-x-6">
				{PAGES.map((page) => (
					<li key={page}>
						<a
							href={hrefOf(page)}
							aria-current={isHere(path, page) ? "page" : undefined}
							className="inline-block border-b-2 border-transparent py-2 text-ink no-underline hover:text-primary hover:underline aria-[current]:border-primary aria-[current]:font-semibold aria-[current]:text-primary"
						>
							{t(`portal.nav.${page}`)}
						</a>
					</li>
				))}
			</ul>
		</nav>
	);
}

function isHere(path: string, page: (typeof PAGES)[number]): boolean {
	if (page === "gifts") return path === "/portal" || path.startsWith("/portal/gifts");
	if (page === "data") return path === "/portal/data" || path === "/portal/forget";
	return path.startsWith(`/portal/${page}`);
}
