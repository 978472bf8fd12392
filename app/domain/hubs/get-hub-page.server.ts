import { notFound } from "~/platform/errors.ts";
import type { Ctx } from "../access/ctx.server.ts";
import { type FiscalYear, fiscalYearOf, jstDayString } from "../calendar/fiscal-year.ts";
import { type PublicFund, toPublicFund } from "../funds/public-fund.ts";
import { countDonors, type DonorCount } from "./count-donors.server.ts";
import { type GiftTotals, giftTotalsByHub, NO_GIFTS } from "./gift-totals.server.ts";
import type { HubCard } from "./hub-card.ts";
import { cardInclude, toCard } from "./list-hubs.server.ts";
import { type DisplayedGift, listRecentDisplayedGifts } from "./list-recent-displayed-gifts.server.ts";

export interface HubPage {
	fiscalYear: FiscalYear;
	today: string;
	hub: HubCard & { about: string };
	gifts: GiftTotals;
	donors: DonorCount;
	funds: PublicFund[];
	displayed: DisplayedGift[];
}

/**
 * All a hub's public page shows.
 * @throws AppError hub_not_found  also for hubs that are not published
 */
export async function getHubPage(ctx: Ctx, slug: string): Promise<HubPage> {
	const fiscalYear = fiscalYearOf(ctx.now);
	const row = await ctx.db.hub.findUnique({
		where: { slug },
		include: {
			...cardInclude(fiscalYear),
			funds: { orderBy: [{ sortOrder: "asc" }, { slug: "asc" }], include: { institution: true, receiptIssuer: true } },
		},
	});
	if (!row) throw notFound("hub", slug);
	const [totals, donors, displayed] = await Promise.all([
		giftTotalsByHub(fiscalYear),
		countDonors(ctx, row.id),
		listRecentDisplayedGifts(ctx, row.id),
	]);
	return {
		fiscalYear,
		today: jstDayString(ctx.now),
		hub: { ...toCard(ctx, row, totals), about: ctx.lang === "ja" ? row.aboutJa : row.aboutEn },
		gifts: totals.byHub.get(row.id) ?? NO_GIFTS,
		donors,
		funds: row.funds.map((fund) => toPublicFund(fund, ctx.lang)),
		displayed,
	};
}
