import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";

type Leads = { hub: { slug: string }; campaign: { slug: string } | null };

/** Where an appeal leads: its campaign's page, else the hub's give page; with its code, so that a gift is known as its answer. */
export function appealUrl({ hub, campaign }: Leads, lang: Lang, code: string): string {
	const path = campaign ? `/campaigns/${campaign.slug}` : `/hubs/${hub.slug}/give`;
	return `${env.APP_URL}/${lang}${path}?appeal=${code}`;
}

/** The give page itself, short enough to be typed from paper. */
export function letterUrl({ hub }: Pick<Leads, "hub">, lang: Lang, code: string): string {
	return `${env.APP_URL}/${lang}/hubs/${hub.slug}/give?appeal=${code}`;
}
