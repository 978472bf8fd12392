import type { ReactNode } from "react";
import { type Lang, otherLang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { DemoBanner } from "./public-shell.tsx";
import { Wordmark } from "./wordmark.tsx";

/** Frame of the demo's own pages, which no real installation has. */
export function SandboxFrame(props: { lang: Lang; path: string; note: string; children: ReactNode }) {
	const { lang, path, note, children } = props;
	const t = useT("public");
	const other = otherLang(lang);
	return (
		<div className="flex min-h-dvh flex-col">
			<DemoBanner text={note} />
			<header className="border-b border-line">
				<div className="page flex items-center justify-between gap-4 py-4">
					<Wordmark href={`/${lang}`} name={t("shell.wordmark")} latin={t("shell.wordmarkLatin")} />
					<form method="post" action="/language">
						<input type="hidden" name="lang" value={other} />
						<input type="hidden" name="to" value={path} />
						<button type="submit" className="btn btn-quiet btn-small" lang={other}>
							{t("shell.otherLanguage")}
						</button>
					</form>
				</div>
			</header>
			<main id="main" className="page max-w-page grow py-10">
				{children}
			</main>
		</div>
	);
}
