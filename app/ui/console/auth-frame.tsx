import type { ReactNode } from "react";
import type { Lang } from "~/i18n/lang.ts";
import { otherLang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Wordmark } from "../wordmark.tsx";

/** Frame of the pages before the console: one question at a time. */
export function AuthFrame({
	lang,
	path,
	title,
	children,
}: {
	lang: Lang;
	path: string;
	title: string;
	children: ReactNode;
}) {
	const t = useT("console");
	const other = otherLang(lang);
	return (
		<div className="flex min-h-dvh flex-col">
			<header className="border-b border-line">
				<div className="page flex items-center justify-between gap-4 py-4">
					<Wordmark href={`/${lang}`} name={t("shell.wordmark")} latin={t("shell.wordmarkLatin")} />
					<form method="post" action="/language">
						<input type="hidden" name="lang" value={other} />
						<input type="hidden" name="to" value={path} />
						<button type="submit" className="link text-sm" lang={other}>
							{other === "en" ? t("shell.langEn") : t("shell.langJa")}
						</button>
					</form>
				</div>
			</header>
			<main id="main" className="page grow py-10 sm:py-16">
				<div className="mx-auto max-w-md">
					<h1 className="mb-6 text-2xl">{title}</h1>
					{children}
				</div>
			</main>
		</div>
	);
}
