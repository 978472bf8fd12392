import type { Ctx } from "~/domain/access/ctx.server.ts";
import { getPublicCampaign, type PublicCampaign } from "~/domain/campaigns/get-public-campaign.server.ts";
import { getHubPage, type HubPage } from "~/domain/hubs/get-hub-page.server.ts";
import { formatDay, formatInteger, formatPercent, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { notFound } from "~/platform/errors.ts";
import { goalShare } from "~/ui/public/goal-bar.tsx";

/** What of Izumi can be shared as a picture, a poster or a card on another site. */
export const SHARE_KINDS = ["hubs", "campaigns"] as const;
export type ShareKind = (typeof SHARE_KINDS)[number];

export interface ShareSubject {
	kicker: string;
	title: string;
	summary: string;
	motif: string;
	/** of this site, without a query */
	path: string;
	/** where its gifts are given; null while it takes none */
	givePath: string | null;
	recipients: string[];
	/** days it runs, written out; empty: without end */
	days: string;
	/** how far it is, when it has a goal */
	progress: { share: number; label: string } | null;
}

/** @throws AppError page_not_found, hub_not_found, campaign_not_found */
export async function shareSubject(ctx: Ctx, kind: string | undefined, slug: string): Promise<ShareSubject> {
	if (kind === "hubs") return ofHub(await getHubPage(ctx, slug), ctx.lang);
	if (kind === "campaigns") return ofCampaign(await getPublicCampaign(ctx, slug), ctx.lang);
	throw notFound("page", `${kind} cannot be shared`);
}

function ofHub({ hub, funds, gifts }: HubPage, lang: Lang): ShareSubject {
	const { goalYen } = hub;
	return {
		kicker: `${hub.abbreviation}　${hub.name}`,
		title: hub.question,
		summary: hub.about,
		motif: hub.motif,
		path: `/${lang}/hubs/${hub.slug}`,
		givePath: hub.open ? `/${lang}/hubs/${hub.slug}/give` : null,
		recipients: [...new Set(funds.map(({ institution }) => institution.name))],
		days: "",
		progress: goalYen === null ? null : yenProgress(gifts.keptYen, goalYen, lang),
	};
}

function ofCampaign(campaign: PublicCampaign, lang: Lang): ShareSubject {
	const t = getT(lang, "document");
	const hub = campaign.hub ?? (campaign.hubs.length === 1 ? campaign.hubs[0] : undefined);
	const { goal, figures, reached } = campaign;
	const share = goalShare(reached, goal.amount);
	const values = { goal: formatInteger(goal.amount), percent: formatPercent(share) };
	return {
		kicker: hub ? `${hub.abbreviation}　${hub.name}` : t("share.programme"),
		title: campaign.title,
		summary: campaign.summary,
		motif: campaign.motif,
		path: `/${lang}/campaigns/${campaign.slug}`,
		givePath: campaign.phase === "running" ? `/${lang}/campaigns/${campaign.slug}` : null,
		recipients: [...new Set(campaign.funds.map(({ institution }) => institution.name))],
		days: t("poster.days", { from: formatDay(campaign.startsOn, lang), to: formatDay(campaign.endsOn, lang) }),
		progress:
			goal.kind === "yen"
				? yenProgress(figures.keptYen, goal.amount, lang)
				: { share, label: t(`share.${goal.kind}`, values) },
	};
}

function yenProgress(keptYen: bigint, goalYen: bigint, lang: Lang): { share: number; label: string } {
	const share = goalShare(keptYen, goalYen);
	const values = { goal: formatYen(goalYen, lang), percent: formatPercent(share, share > 0 && share < 0.1 ? 1 : 0) };
	return { share, label: getT(lang, "document")("share.yen", values) };
}
