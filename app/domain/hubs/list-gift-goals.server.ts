import type { Ctx } from "../access/ctx.server";
import { visibleWhere } from "../access/visible-where.server";
import { type FiscalYear, fiscalYearOf } from "../calendar/fiscal-year";
import { GOAL_YEARS } from "./gift-goal.schema";
import { giftTotalsByHub, NO_GIFTS } from "./gift-totals.server";

/** The fiscal years whose goals are set on the console. */
export function goalYears(now: Date): FiscalYear[] {
	const current = fiscalYearOf(now);
	const { back, ahead } = GOAL_YEARS;
	return Array.from({ length: back + ahead + 1 }, (_, index) => current + ahead - index);
}

/** Every hub the actor oversees with its goal for one fiscal year, published or not, beside what it received less refunds. */
export async function listGiftGoals(ctx: Ctx, input: { fiscalYear: FiscalYear }) {
	const { fiscalYear } = input;
	const [hubs, totals] = await Promise.all([
		ctx.db.hub.findMany({
			where: visibleWhere(ctx.ability, "oversee", "Hub"),
			select: {
				id: true,
				slug: true,
				abbreviation: true,
				nameJa: true,
				nameEn: true,
				giftGoals: { where: { fiscalYear }, select: { goalYen: true, published: true } },
			},
			orderBy: { abbreviation: "asc" },
		}),
		giftTotalsByHub(fiscalYear),
	]);
	return hubs.map(({ giftGoals, ...hub }) => ({
		...hub,
		goal: giftGoals[0] ?? null,
		keptYen: (totals.byHub.get(hub.id) ?? NO_GIFTS).keptYen,
	}));
}
