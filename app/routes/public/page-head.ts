import type { MetaDescriptor } from "@remix-run/node";
import { LANGS, pathInLang } from "~/i18n/lang.ts";

/** What search engines and shared links read of a public page; made by its loader. */
export interface PageHead {
	title: string;
	description: string;
	/** where the site is, without a path */
	origin: string;
	path: string;
	siteName: string;
	/** pages of one person are for nobody else */
	noindex?: boolean;
}

export function headTags(head: PageHead | undefined): MetaDescriptor[] {
	if (head === undefined) return [{ title: "泉 Izumi" }];
	const { title, description, origin, path, siteName } = head;
	if (head.noindex) return [{ title }, { name: "robots", content: "noindex, nofollow" }];
	const url = `${origin}${path}`;
	return [
		{ title },
		{ name: "description", content: description },
		{ tagName: "link", rel: "canonical", href: url },
		...LANGS.map((lang) => ({
			tagName: "link" as const,
			rel: "alternate",
			hrefLang: lang,
			href: `${origin}${pathInLang(path, lang)}`,
		})),
		{ property: "og:type", content: "website" },
		{ property: "og:site_name", content: siteName },
		{ property: "og:title", content: title },
		{ property: "og:description", content: description },
		{ property: "og:url", content: url },
		{ property: "og:image", content: `${origin}/og.png` },
		{ name: "twitter:card", content: "summary_large_image" },
	];
}
