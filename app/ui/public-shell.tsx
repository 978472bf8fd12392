import type { ReactNode } from "react";
import { type Lang, otherLang, pathInLang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { footerLinks, mainLinks } from "./public-links.ts";
import { Ripples, Wordmark } from "./wordmark.tsx";

export interface PublicShellProps {
	lang: Lang;
	/** Path of this page: marks the current link and makes the language switch stay on the page. */
	path: string;
	/** Query of this page: goes along when the language changes. */
	search?: string;
	/** Shows that donors and gifts are made up. */
	demo: boolean;
	children: ReactNode;
}

/** Frame of every page for the public. Works without script, so its links load whole documents. */
export function PublicShell({ lang, path, search = "", demo, children }: PublicShellProps) {
	const t = useT("public");
	const other = otherLang(lang);
	return (
		<div className="flex min-h-dvh flex-col">
			<a className="skip" href="#main">
				{t("shell.skip")}
			</a>
			{demo ? <DemoBanner text={t("shell.demo")} /> : null}
			<header className="border-b border-line">
				<div className="page flex flex-wrap items-center gap-x-8 gap-y-1 pt-4 pb-3">
					<Wordmark href={`/${lang}`} name={t("shell.wordmark")} latin={t("shell.wordmarkLatin")} />
					<MainNav lang={lang} path={path} />
					<a
						className="btn btn-quiet btn-small no-print ms-auto -me-3"
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
			<Footer lang={lang} />
		</div>
	);
}

function MainNav({ lang, path }: { lang: Lang; path: string }) {
	const t = useT("public");
	return (
		<nav aria-label={t("shell.mainNav")} className="no-print order-3 basis-full md:order-none md:basis-auto">
			<ul className="flex flex-wrap gap-x-5 gap-y-0 text-[0.9375rem]">
				{mainLinks(lang, t).map(({ href, label }) => (
					<li key={href}>
						<a
							href={href}
							aria-current={path === href ? "page" : undefined}
							className="inline-block border-b-2 border-transparent py-1.5 text-ink no-underline hover:border-line-strong hover:text-primary aria-[current]:border-primary aria-[current]:text-primary"
						>
							{label}
						</a>
					</li>
				))}
			</ul>
		</nav>
	);
}

function Footer({ lang }: { lang: Lang }) {
	const t = useT("public");
	return (
		<footer className="relative mt-24 overflow-hidden border-t border-line bg-sunken">
			<Ripples className="no-print pointer-events-none absolute -end-24 -bottom-40 w-[30rem] opacity-[0.07]" />
			<div className="page relative grid gap-x-12 gap-y-10 py-12 md:grid-cols-[1fr_auto]">
				<div className="max-w-sm">
					<p className="font-serif text-xl leading-relaxed">{t("home.heading")}</p>
					<p className="hint mt-3">{t("shell.footerAbout")}</p>
				</div>
				<nav aria-label={t("shell.footerNav")} className="no-print grid grid-cols-2 gap-x-12 gap-y-8 sm:grid-cols-3">
					{footerLinks(lang, t).map(({ heading, links }) => (
						<div key={heading}>
							<h2 className="font-sans text-sm font-semibold text-ink-soft">{heading}</h2>
							<ul className="mt-2 text-sm">
								{links.map(({ href, label }) => (
									<li key={href}>
										<a
											className="inline-block py-1 text-ink no-underline hover:text-primary hover:underline"
											href={href}
										>
											{label}
										</a>
									</li>
								))}
							</ul>
						</div>
					))}
				</nav>
			</div>
		</footer>
	);
}

export function DemoBanner({ text }: { text: string }) {
	return (
		<aside aria-label={text} className="bg-accent-soft px-4 py-1.5 text-center text-sm font-semibold text-accent">
			{text}
		</aside>
	);
}
