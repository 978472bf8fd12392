import type { Change } from "~/domain/audit/list-changes.server";
import type { CampaignState } from "~/domain/campaigns/campaign.status";
import type { CampaignCard, CampaignPhase } from "~/domain/campaigns/public-campaign";
import { formatDayShort, formatInteger, formatPercent, formatYen } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { env } from "~/platform/env.server";
import type { ChangeLine } from "~/ui/console/change-history";
import { changeHead } from "./fund-view.server";

export const CAMPAIGNS = "/console/campaigns";

/** A published campaign is what its days make of it. */
export const stateKey = (status: CampaignState, phase: CampaignPhase) => (status === "published" ? phase : status);

export const daysText = ({ startsOn, endsOn }: CampaignCard, lang: Lang): string =>
	`${formatDayShort(startsOn, lang)} – ${formatDayShort(endsOn, lang)}`;

/** `1,234,000円 / 3,000,000円 (41%)` */
export function progressText({ goal, reached, ratio }: CampaignCard, lang: Lang): string {
	const text = (amount: bigint) => (goal.kind === "yen" ? formatYen(amount, lang) : formatInteger(amount));
	return `${text(reached)} / ${text(goal.amount)} (${formatPercent(ratio)})`;
}

/** Where links of a campaign are put, each with what its gifts and visits are told apart by. */
const CHANNELS = [
	{ key: "mail", source: "newsletter", medium: "email" },
	{ key: "letter", source: "letter", medium: "print" },
	{ key: "poster", source: "poster", medium: "qr" },
	{ key: "social", source: "social", medium: "post" },
	{ key: "site", source: "hub-site", medium: "link" },
] as const;

export function campaignLinks(slug: string) {
	return CHANNELS.map(({ key, source, medium }) => {
		const query = new URLSearchParams({ utm_source: source, utm_medium: medium, utm_campaign: slug });
		const href = (lang: Lang) => `${env.APP_URL}/${lang}/campaigns/${slug}?${query}`;
		return { key, ja: href("ja"), en: href("en") };
	});
}

export function campaignHistory(changes: readonly Change[], lang: Lang): ChangeLine[] {
	const t = getT(lang, "console");
	return changes.map((change) => {
		const note = change.after?.note;
		const changed = change.action === "campaign.changed" ? changedFields(change) : [];
		const words = changed.map((field) => t(`campaigns.fields.${field as "slug"}`)).join(lang === "ja" ? "、" : ", ");
		return {
			...changeHead(change, lang),
			values: [...(typeof note === "string" && note !== "" ? [note] : []), ...(words === "" ? [] : [words])],
		};
	});
}

function changedFields({ before, after }: Change): string[] {
	const differs = (key: string) => JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]);
	return Object.keys(after ?? {}).filter(differs);
}
