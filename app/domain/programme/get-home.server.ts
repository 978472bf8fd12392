import { mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { fiscalYearOf } from "../calendar/fiscal-year";
import { listGifts } from "../gifts/list-gifts.server";
import { countDueSteps } from "../opportunities/list-opportunities.server";
import { countMoneyBack } from "../refunds/count-money-back.server";
import { listExternalMoney } from "./list-external-money.server";

/** What a member of staff sees first: this year's figures of their scope, and what waits for somebody. */
export async function getHome(ctx: Ctx) {
	const fiscalYear = fiscalYearOf(ctx.now);
	const seesFigures = mayEver(ctx, "read", "LedgerBalance");
	const seesGifts = mayEver(ctx, "read", "Gift");
	const [money, latest, waiting] = await Promise.all([
		seesFigures ? listExternalMoney(ctx, { by: "fiscalYear", fiscalYear }) : null,
		seesGifts ? listGifts(ctx, { limit: 6 }) : null,
		countWaiting(ctx),
	]);
	return { fiscalYear, figures: money?.whole.figures ?? null, latest: latest?.gifts ?? null, waiting };
}

/** null where the actor's role does not see that kind of row. */
async function countWaiting(ctx: Ctx) {
	const waits = { status: { in: ["applied", "under_review"] } };
	const [displays, applications, pastDuePlans, requests, differences, alarms, ...mailsAndEvents] = await Promise.all([
		mayEver(ctx, "decideDisplay", "Gift") ? ctx.db.gift.count({ where: { displayStatus: "pending" } }) : null,
		mayEver(ctx, "review", "Application") ? ctx.db.application.count({ where: waits }) : null,
		mayEver(ctx, "change", "RecurringPlan") ? ctx.db.recurringPlan.count({ where: { status: "past_due" } }) : null,
		mayEver(ctx, "read", "DonorRequest") ? ctx.db.donorRequest.count({ where: { status: "open" } }) : null,
		mayEver(ctx, "explain", "ReconciliationDifference")
			? ctx.db.reconciliationDifference.count({ where: { status: "open" } })
			: null,
		mayEver(ctx, "block", "BlockRule") ? ctx.db.declineAlarm.count({ where: { closedAt: null } }) : null,
		mayEver(ctx, "read", "Mail") ? ctx.db.mail.count({ where: { status: "uncertain" } }) : null,
		mayEver(ctx, "read", "Mail") ? ctx.db.mail.count({ where: { status: "bounced" } }) : null,
		mayEver(ctx, "read", "StripeEvent") ? ctx.db.stripeEvent.count({ where: { status: "failed" } }) : null,
	]);
	const [uncertainMails = null, bouncedMails = null, failedEvents = null] = mailsAndEvents;
	return {
		displays,
		applications,
		pastDuePlans,
		requests,
		differences,
		alarms,
		dueSteps: mayEver(ctx, "change", "Opportunity") ? await countDueSteps(ctx) : null,
		...(await countMoneyBack(ctx)),
		uncertainMails,
		bouncedMails,
		failedEvents,
	};
}
