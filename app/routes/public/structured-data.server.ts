import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { env } from "~/platform/env.server.ts";
import type { StructuredData } from "./structured-data.ts";

/** Addresses in structured data are whole. */
const at = (path: string) => (path.startsWith("/") ? `${env.APP_URL}${path}` : path);

export interface Crumb {
	name: string;
	path: string;
}

/** The way from the front page to here; the same list the page shows as breadcrumbs. */
export function breadcrumbData(crumbs: readonly Crumb[]): StructuredData {
	return {
		"@type": "BreadcrumbList",
		itemListElement: crumbs.map(({ name, path }, index) => ({
			"@type": "ListItem",
			position: index + 1,
			name,
			item: at(path),
		})),
	};
}

export function webSiteData(lang: Lang): StructuredData {
	const t = getT(lang, "public");
	return {
		"@type": "WebSite",
		"@id": at("/#site"),
		url: at(`/${lang}`),
		name: t("meta.siteName"),
		description: t("meta.homeDescription"),
		inLanguage: lang,
	};
}

export interface HubData {
	slug: string;
	abbreviation: string;
	name: string;
	nameAbroad: string;
	question: string;
	hosts: readonly { name: string }[];
	open: boolean;
}

/** A hub is no legal person: its parents are the bodies that receive gifts for it. */
export function hubData(hub: HubData, lang: Lang): StructuredData {
	const url = at(`/${lang}/hubs/${hub.slug}`);
	return {
		"@type": "ResearchOrganization",
		"@id": url,
		url,
		name: hub.name,
		alternateName: [hub.abbreviation, hub.nameAbroad],
		description: hub.question,
		parentOrganization: hub.hosts.map(({ name }) => ({ "@type": "Organization", name })),
		...(hub.open ? { potentialAction: donateData(hub.name, `/${lang}/hubs/${hub.slug}/give`) } : {}),
	};
}

/** Giving, and the page on which it is done. */
export function donateData(recipient: string, givePath: string): StructuredData {
	return {
		"@type": "DonateAction",
		recipient: { "@type": "ResearchOrganization", name: recipient },
		target: {
			"@type": "EntryPoint",
			urlTemplate: at(givePath),
			actionPlatform: "https://schema.org/DesktopWebPlatform",
		},
	};
}
