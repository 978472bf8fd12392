import type { StaffCtx } from "~/domain/access/ctx.server";
import { APPEAL_MAX } from "~/domain/appeals/appeal.schema";
import { listCampaigns } from "~/domain/campaigns/list-campaigns.server";
import { listImages } from "~/domain/images/list-images.server";
import { listSegments } from "~/domain/segments/list-segments.server";
import { getT } from "~/i18n/texts.server";
import type { AppealOptions } from "~/ui/console/appeal-fields";

export const APPEALS = "/console/appeals";
const OFFERED = 200;

/** What an appeal of a hub may choose from: the hub's own segments of that institution, its campaigns and its pictures. */
export async function appealOptions(
	ctx: StaffCtx,
	{ institutionId, hubId }: { institutionId: string; hubId: string },
): Promise<AppealOptions> {
	const [segments, campaigns, pictures] = await Promise.all([
		listSegments(ctx, { hubId, institutionId, limit: OFFERED }),
		listCampaigns(ctx, { hubId }),
		listImages(ctx, { hubId }),
	]);
	return {
		segments: segments.segments.flatMap(({ id, name, rules }) => (rules === null ? [] : [{ value: id, label: name }])),
		campaigns: campaigns.campaigns
			.filter(({ status }) => status !== "withdrawn")
			.map(({ id, title }) => ({ value: id, label: title })),
		images: pictures.images.map(({ id, altJa, altEn }) => ({
			id,
			alt: ctx.lang === "en" && altEn !== "" ? altEn : altJa,
		})),
		max: APPEAL_MAX,
	};
}

export const channelOptions = (ctx: StaffCtx) => {
	const t = getT(ctx.lang, "console");
	return (["mail", "letter"] as const).map((value) => ({ value, label: t(`appeals.channels.${value}`) }));
};
