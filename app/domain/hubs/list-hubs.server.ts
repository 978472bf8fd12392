import type { Ctx } from "../access/ctx.server.ts";
import { type FiscalYear, fiscalYearOf, jstDayString } from "../calendar/fiscal-year.ts";
import { yen } from "../money/yen.ts";
import { type GiftTotals, type GiftTotalsByHub, giftTotalsByHub, NO_GIFTS } from "./gift-totals.server.ts";
import { type HubCard, type HubRow, hasRecognition, hostsOf } from "./hub-card.ts";
import { supportStatus } from "./support-status.ts";

export interface HubDirectory {
	fiscalYear: FiscalYear;
	today: string;
	/** hubs that are supported come first, nearest end first; then those that stand alone, oldest first */
	hubs: HubCard[];
	programme: GiftTotals;
}

/** Relations a card needs; goals and funds are narrowed to what is public by the scope of `ctx.db`. */
export function cardInclude(fiscalYear: FiscalYear) {
	return {
		supportPeriods: { orderBy: { firstFiscalYear: "asc" } },
		recognitions: true,
		hosts: { include: { institution: true } },
		giftGoals: { where: { fiscalYear } },
		funds: { select: { id: true } },
	} as const;
}

/** Every published hub, in the language of the reader, with this fiscal year's gifts from the ledger. */
export async function listHubs(ctx: Ctx): Promise<HubDirectory> {
	const fiscalYear = fiscalYearOf(ctx.now);
	const [rows, totals] = await Promise.all([
		ctx.db.hub.findMany({ include: cardInclude(fiscalYear) }),
		giftTotalsByHub(fiscalYear),
	]);
	const hubs = rows.map((row) => toCard(ctx, row, totals)).sort(byNearnessOfEnd);
	return { fiscalYear, today: jstDayString(ctx.now), hubs, programme: totals.programme };
}

/** What Prisma answers for `cardInclude`. */
export type CardRow = HubRow & { giftGoals: { goalYen: bigint }[]; funds: { id: string }[] };

export function toCard(ctx: Ctx, row: CardRow, totals: GiftTotalsByHub): HubCard {
	const ja = ctx.lang === "ja";
	const day = jstDayString(ctx.now);
	const gifts = totals.byHub.get(row.id) ?? NO_GIFTS;
	const [goal] = row.giftGoals;
	return {
		id: row.id,
		slug: row.slug,
		abbreviation: row.abbreviation,
		name: ja ? row.nameJa : row.nameEn,
		nameAbroad: ja ? row.nameEn : row.nameJa,
		question: ja ? row.questionJa : row.questionEn,
		field: ja ? row.fieldJa : row.fieldEn,
		motif: row.motif,
		adoptedFiscalYear: row.adoptedFiscalYear,
		support: supportStatus(row.supportPeriods, ctx.now),
		periods: row.supportPeriods.map(({ kind, firstFiscalYear, lastFiscalYear }) => ({
			kind,
			firstFiscalYear,
			lastFiscalYear,
		})),
		academy: hasRecognition(row, "academy", day),
		worldPremierStatus: hasRecognition(row, "world_premier_status", day),
		hosts: hostsOf(row, ctx.lang, day),
		keptYen: gifts.keptYen,
		giftCount: gifts.giftCount,
		goalYen: goal ? yen(goal.goalYen) : null,
		open: row.funds.length > 0,
	};
}

function byNearnessOfEnd(a: HubCard, b: HubCard): number {
	const over = (hub: HubCard) => (hub.support.daysLeft ?? -1) < 0;
	if (over(a) !== over(b)) return over(a) ? 1 : -1;
	const first = (hub: HubCard) => hub.support.firstFiscalYear ?? 9999;
	const last = (hub: HubCard) => hub.support.lastFiscalYear ?? 9999;
	return last(a) - last(b) || first(a) - first(b) || a.slug.localeCompare(b.slug);
}
