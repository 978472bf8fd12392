import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { listChanges } from "../audit/list-changes.server";
import type { FiscalYear } from "../calendar/fiscal-year";
import { goalRevision } from "./gift-goal.schema";
import { giftTotalsByHub, NO_GIFTS } from "./gift-totals.server";
import { goalYears } from "./list-gift-goals.server";
import { overseenHub } from "./overseen-hub.server";

/**
 * A hub's goal for one fiscal year, what it received less refunds, and who changed the goal.
 * @throws AppError hub_not_found (also one the actor's roles do not reach), gift_goal_not_found (a year too far off)
 */
export async function getGiftGoal(ctx: Ctx, input: { hub: string; fiscalYear: FiscalYear }) {
	const { fiscalYear } = input;
	const hub = await overseenHub(ctx, { slug: input.hub });
	const goal = await ctx.db.hubGiftGoal.findUnique({ where: { hubId_fiscalYear: { hubId: hub.id, fiscalYear } } });
	if (!goal && !goalYears(ctx.now).includes(fiscalYear)) throw notFound("gift_goal", `${input.hub} ${fiscalYear}`);
	const [totals, changes] = await Promise.all([
		giftTotalsByHub(fiscalYear),
		listChanges(ctx, { subject: { type: "hub", id: hub.id }, with: { fiscalYear } }),
	]);
	return {
		hub,
		goal,
		revision: goalRevision(goal),
		keptYen: (totals.byHub.get(hub.id) ?? NO_GIFTS).keptYen,
		mayPublish: hub.mayPublishGoal,
		changes,
	};
}
