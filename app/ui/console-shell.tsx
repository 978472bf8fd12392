import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import type { NavLink } from "./public-links.ts";
import { DemoBanner } from "./public-shell.tsx";
import { Wordmark } from "./wordmark.tsx";

export interface ConsoleSection {
	label: string;
	links: readonly NavLink[];
}

export interface ConsoleShellProps {
	lang: Lang;
	path: string;
	/** Query of this page, kept when the language changes. */
	search?: string;
	demo: boolean;
	sections: readonly ConsoleSection[];
	user: { name: string; role: string };
	/** Form target that ends the session by POST. */
	signOutHref: string;
	children: ReactNode;
}

/** Frame of every staff page; what it offers comes from the caller's ability. */
export function ConsoleShell(props: ConsoleShellProps) {
	const t = useT("console");
	return (
		<div className="console min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
			<a className="skip" href="#main">
				{t("shell.skip")}
			</a>
			<aside className="no-print border-b border-line bg-sunken lg:sticky lg:top-0 lg:h-dvh lg:overflow-y-auto lg:border-r lg:border-b-0">
				<div className="flex items-center justify-between gap-4 px-5 py-4">
					<Wordmark href="/console" name={t("shell.wordmark")} latin={t("shell.wordmarkLatin")} />
				</div>
				<details className="px-5 pb-4 lg:hidden">
					<summary className="btn btn-small">{t("shell.openNav")}</summary>
					<ConsoleNav {...props} label={t("shell.nav")} />
				</details>
				<div className="hidden px-5 pb-6 lg:block">
					<ConsoleNav {...props} label={t("shell.nav")} />
				</div>
			</aside>
			<div className="flex min-w-0 flex-col">
				{props.demo ? <DemoBanner text={t("shell.demo")} /> : null}
				<AccountBar {...props} />
				<main id="main" className="grow px-5 py-6 sm:px-8" tabIndex={-1}>
					{props.children}
				</main>
			</div>
		</div>
	);
}

function ConsoleNav({ sections, path, label }: Pick<ConsoleShellProps, "sections" | "path"> & { label: string }) {
	return (
		<nav aria-label={label} className="mt-2 space-y-5 text-[0.9375rem]">
			{sections.map((section) => (
				<div key={section.label}>
					<p className="mb-1 text-xs font-semibold text-ink-soft">{section.label}</p>
					<ul>
						{section.links.map((link) => (
							<li key={link.href}>
								<Link
									to={link.href}
									aria-current={isCurrent(path, link.href) ? "page" : undefined}
									className="-mx-2 block rounded-sm px-2 py-1 text-ink no-underline hover:bg-surface aria-[current]:bg-primary-soft aria-[current]:font-semibold aria-[current]:text-primary"
								>
									{link.label}
								</Link>
							</li>
						))}
					</ul>
				</div>
			))}
		</nav>
	);
}

function isCurrent(path: string, href: string): boolean {
	// These two have their own page, and lead to the pages of other links.
	const isRoof = href === "/console" || href === "/console/finance";
	return path === href || (!isRoof && path.startsWith(`${href}/`));
}

function AccountBar({ user, lang, path, search = "", signOutHref }: ConsoleShellProps) {
	const t = useT("console");
	const other = lang === "ja" ? "en" : "ja";
	return (
		<header className="no-print flex flex-wrap items-center justify-end gap-x-4 gap-y-1 border-b border-line px-5 py-2 text-sm sm:px-8">
			<p className="mr-auto">
				<span className="font-semibold">{user.name}</span> <span className="text-ink-soft">{user.role}</span>
			</p>
			<a href={`/${lang}`}>{t("shell.publicSite")}</a>
			<form method="post" action="/language">
				<input type="hidden" name="lang" value={other} />
				<input type="hidden" name="to" value={path + search} />
				<button type="submit" className="link" lang={other} title={t("shell.language")}>
					{other === "en" ? t("shell.langEn") : t("shell.langJa")}
				</button>
			</form>
			<form method="post" action={signOutHref}>
				<button type="submit" className="link">
					{t("shell.signOut")}
				</button>
			</form>
		</header>
	);
}
