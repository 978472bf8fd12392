import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { ReportRow } from "./get-report.server";
import type { BlockOf } from "./report-blocks";

type Ask = { row: Pick<ReportRow, "hub">; block: BlockOf<"ask">; lang: Lang; code: string | null };

/** Where the next gift is given, with the report's code; a fund that closed or a campaign that ended leads to the hub's page. */
export async function askUrl(ctx: Ctx, { row, block, lang, code }: Ask): Promise<string> {
	const [, kind = "hub", id = ""] = /^(\w+)(?::(.*))?$/.exec(block.target) ?? [];
	const query = new URLSearchParams();
	if (code !== null) query.set("appeal", code);
	const link = (path: string) => `${env.APP_URL}/${lang}${path}${query.size > 0 ? `?${query}` : ""}`;
	if (kind === "campaign") {
		const campaign = await openCampaign(ctx, id);
		if (campaign) return link(`/campaigns/${campaign.slug}`);
	}
	if (block.frequency !== "") query.set("frequency", block.frequency);
	if (kind === "fund") {
		const fund = await openFund(ctx, id);
		if (fund) {
			query.set("fund", fund.slug);
			return link(fund.hub ? `/hubs/${fund.hub.slug}/give` : "/give");
		}
	}
	return link(row.hub ? `/hubs/${row.hub.slug}/give` : "/give");
}

export function openFund(ctx: Ctx, id: string) {
	return ctx.db.fund.findFirst({
		where: { id, status: "open" },
		select: { id: true, slug: true, hub: { select: { slug: true } } },
	});
}

export function openCampaign(ctx: Ctx, id: string) {
	return ctx.db.campaign.findFirst({
		where: { id, status: "published", endsOn: { gte: new Date(jstDayString(ctx.now)) } },
		select: { id: true, slug: true },
	});
}
