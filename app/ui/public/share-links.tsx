import { useT } from "~/i18n/use-t.ts";

export interface ShareLinksProps {
	/** whole address of the page, without where this visitor came from */
	url: string;
	text: string;
	/** path of a poster with a code to scan; null where there is none */
	poster: string | null;
	/** path where a supporter begins to raise for it; null where nothing can be given */
	raise: string | null;
	/** path of a feed of its news; null where there is none */
	feed: string | null;
}

/** Ways to pass a page on, as plain links: no button of another site runs anything here. */
export function ShareLinks({ url, text, poster, raise, feed }: ShareLinksProps) {
	const t = useT("public");
	const query = (values: Record<string, string>) => new URLSearchParams(values).toString();
	// A mail program reads a plus as a plus.
	const mail = query({ subject: text, body: `${text}\n${url}` }).replaceAll("+", "%20");
	const links = [
		{ href: `https://line.me/R/share?${query({ text: `${text}\n${url}` })}`, label: "LINE" },
		{ href: `https://x.com/intent/post?${query({ text, url })}`, label: "X" },
		{ href: `mailto:?${mail}`, label: t("share.mail") },
		...(poster === null ? [] : [{ href: poster, label: t("share.poster") }]),
		...(feed === null ? [] : [{ href: feed, label: t("share.feed") }]),
	];
	return (
		<section className="no-print" aria-labelledby="share">
			<h2 id="share">{t("share.heading")}</h2>
			<ul className="mt-3 flex flex-wrap gap-2">
				{links.map(({ href, label }) => (
					<li key={label}>
						<a className="btn btn-small" href={href} rel="noopener">
							{label}
						</a>
					</li>
				))}
			</ul>
			{raise === null ? null : (
				<p className="mt-4 text-sm">
					<a className="link inline-block py-0.5" href={raise}>
						{t("share.raise")}
					</a>
				</p>
			)}
		</section>
	);
}
