import type { TFunction } from "i18next";
import type { Lang } from "~/i18n/lang.ts";

export interface NavLink {
	href: string;
	label: string;
}

/** What every public page leads to. */
export function mainLinks(lang: Lang, t: TFunction<"public">): NavLink[] {
	return [
		{ href: `/${lang}/hubs`, label: t("shell.hubs") },
		{ href: `/${lang}/campaigns`, label: t("shell.campaigns") },
		{ href: `/${lang}/stories`, label: t("shell.stories") },
		{ href: `/${lang}/events`, label: t("shell.events") },
		{ href: `/${lang}/how-giving-works`, label: t("home.toHow") },
		{ href: `/${lang}/tax`, label: t("shell.tax") },
	];
}

export interface LinkGroup {
	heading: string;
	links: NavLink[];
}

export function footerLinks(lang: Lang, t: TFunction<"public">): LinkGroup[] {
	return [
		{
			heading: t("shell.footerGive"),
			links: [
				{ href: `/${lang}/hubs`, label: t("shell.hubs") },
				{ href: `/${lang}/campaigns`, label: t("shell.campaigns") },
				{ href: `/${lang}/how-giving-works`, label: t("home.toHow") },
				{ href: `/${lang}/tax`, label: t("shell.tax") },
				{ href: `/${lang}/tax/estimate`, label: t("shell.taxEstimate") },
			],
		},
		{
			heading: t("shell.footerRead"),
			links: [
				{ href: `/${lang}/stories`, label: t("shell.stories") },
				{ href: `/${lang}/events`, label: t("shell.events") },
				{ href: "/portal", label: t("shell.donors") },
				{ href: "/console", label: t("shell.staff") },
			],
		},
		{
			heading: t("shell.footerSite"),
			links: [
				{ href: `/${lang}/legal`, label: t("shell.legal") },
				{ href: `/${lang}/privacy`, label: t("shell.privacy") },
				{ href: `/${lang}/accessibility`, label: t("shell.accessibility") },
			],
		},
	];
}
