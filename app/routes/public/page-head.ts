import type { MetaDescriptor } from "@remix-run/node";
import { DEFAULT_LANG, LANGS, type Lang, pathInLang } from "~/i18n/lang.ts";
import type { StructuredData } from "./structured-data.ts";

/** What search engines and shared links read of a public page; made by its loader. */
export interface PageHead {
	title: string;
	description: string;
	/** where the site is, without a path */
	origin: string;
	path: string;
	siteName: string;
	/** the picture of a shared link; the site's own when a page has none. `url` may be a path of this site */
	image?: ShareImage;
	kind?: "website" | "article";
	/** schema.org objects, written as JSON-LD: data, which no browser runs */
	structured?: readonly StructuredData[];
	/** feeds that tell of this page's news */
	feeds?: readonly { title: string; path: string; type: "application/rss+xml" | "application/atom+xml" }[];
	/** languages the page exists in; both when nothing is said */
	langs?: readonly Lang[];
	/** pages of one person, and answers to a form, are for nobody else */
	noindex?: boolean;
}

export interface ShareImage {
	url: string;
	alt: string;
	width: number;
	height: number;
}

const OWN_IMAGE = { url: "/og.png", width: 1200, height: 630 } as const;
const LOCALES = { ja: "ja_JP", en: "en_GB" } as const satisfies Record<Lang, string>;

export function headTags(head: PageHead | undefined): MetaDescriptor[] {
	if (head === undefined) return [{ title: "泉 Izumi" }];
	const { title, description, origin, path, siteName, kind = "website" } = head;
	if (head.noindex) return [{ title }, { name: "robots", content: "noindex, nofollow" }];
	const url = `${origin}${path}`;
	const { langs = LANGS } = head;
	const locale = langs.find((lang) => pathInLang(path, lang) === path) ?? DEFAULT_LANG;
	return [
		{ title },
		{ name: "description", content: description },
		{ tagName: "link", rel: "canonical", href: url },
		...alternates(head, langs),
		...(head.feeds ?? []).map(({ title, path, type }) => ({
			tagName: "link" as const,
			rel: "alternate",
			type,
			title,
			href: `${origin}${path}`,
		})),
		{ property: "og:type", content: kind },
		{ property: "og:site_name", content: siteName },
		{ property: "og:title", content: title },
		{ property: "og:description", content: description },
		{ property: "og:url", content: url },
		{ property: "og:locale", content: LOCALES[locale] },
		...imageTags(head.image ?? { ...OWN_IMAGE, alt: siteName }, origin),
		{ name: "twitter:card", content: "summary_large_image" },
		...(head.structured ?? []).map((object) => ({
			"script:ld+json": { "@context": "https://schema.org", ...object },
		})),
	];
}

/** The same page in each language, and the reference language for whoever reads neither. */
function alternates({ origin, path }: PageHead, langs: readonly Lang[]): MetaDescriptor[] {
	if (langs.length < 2) return [];
	const link = (hrefLang: string, lang: Lang) => ({
		tagName: "link" as const,
		rel: "alternate",
		hrefLang,
		href: `${origin}${pathInLang(path, lang)}`,
	});
	return [...langs.map((lang) => link(lang, lang)), link("x-default", DEFAULT_LANG)];
}

function imageTags({ url, alt, width, height }: ShareImage, origin: string): MetaDescriptor[] {
	return [
		{ property: "og:image", content: url.startsWith("/") ? `${origin}${url}` : url },
		{ property: "og:image:alt", content: alt },
		{ property: "og:image:width", content: String(width) },
		{ property: "og:image:height", content: String(height) },
	];
}
