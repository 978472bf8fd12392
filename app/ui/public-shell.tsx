import type { ReactNode } from "react";
import { type Lang, otherLang, pathInLang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Wordmark } from "./wordmark.tsx";

export interface NavLink {
	href: string;
	label: string;
}

export interface PublicShellProps {
	lang: Lang;
	/** Path of this page: marks the current link and makes the language switch stay on the page. */
	path: string;
	/** Query of this page: goes along when the language changes. */
	search?: string;
	/** Shows that donors and gifts are made up. */
	demo: boolean;
	nav: readonly NavLink[];
	footer: readonly NavLink[];
	children: ReactNode;
}

/** Frame of every page for the public. Works without script, so its links load whole documents. */
export function PublicShell({ lang, path, search = "", demo, nav, footer, children }: PublicShellProps) {
	const t = useT("public");
	const other = otherLang(lang);
	return (
		<div className="flex min-h-dvh flex-col">
			<a className="skip" href="#main">
				{t("shell.skip")}
			</a>
			{demo ? <DemoBanner text={t("shell.demo")} /> : null}
			<header className="border-b border-line">
				<div className="page flex flex-wrap items-center gap-x-8 gap-y-2 py-4">
					<Wordmark href={`/${lang}`} name={t("shell.wordmark")} latin={t("shell.wordmarkLatin")} />
					{nav.length > 0 ? <MainNav label={t("shell.mainNav")} links={nav} path={path} /> : <span className="grow" />}
					<a
						className="btn btn-quiet btn-small no-print ms-auto"
						href={pathInLang(path, other) + search}
						hrefLang={other}
						lang={other}
						rel="alternate"
						title={t("shell.otherLanguageHint")}
					>
						{t("shell.otherLanguage")}
					</a>
				</div>
			</header>
			<main id="main" className="grow" tabIndex={-1}>
				{children}
			</main>
			<footer className="mt-20 border-t border-line bg-sunken">
				<div className="page flex flex-wrap justify-between gap-6 py-10">
					<p className="hint max-w-text">{t("shell.footerAbout")}</p>
					{footer.length > 0 ? (
						<nav aria-label={t("shell.footerNav")} className="no-print">
							<ul className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
								{footer.map((link) => (
									<li key={link.href}>
										<a href={link.href}>{link.label}</a>
									</li>
								))}
							</ul>
						</nav>
					) : null}
				</div>
			</footer>
		</div>
	);
}

function MainNav({ label, links, path }: { label: string; links: readonly NavLink[]; path: string }) {
	return (
		<nav aria-label={label} className="no-print order-3 basis-full sm:order-none sm:grow sm:basis-auto">
			<ul className="flex flex-wrap gap-x-6 gap-y-1">
				{links.map((link) => (
					<li key={link.href}>
						<a
							href={link.href}
							aria-current={path === link.href ? "page" : undefined}
							className="inline-block py-1.5 text-ink no-underline hover:text-primary hover:underline aria-[current]:font-semibold aria-[current]:text-primary"
						>
							{link.label}
						</a>
					</li>
				))}
			</ul>
		</nav>
	);
}

export function DemoBanner({ text }: { text: string }) {
	return (
		<aside aria-label={text} className="bg-accent-soft px-4 py-1.5 text-center text-sm font-semibold text-accent">
			{text}
		</aside>
	);
}
