import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listChanges } from "../audit/list-changes.server";
import { fiscalYearOf } from "../calendar/fiscal-year";
import { ZERO_YEN } from "../money/yen";
import { allocationOf, allocationRevision } from "./change-allocation.server";
import { fundRevision } from "./fund-facts.server";
import { mayProgrammeWide } from "./keep-shares.server";
import { keptByFund } from "./list-funds.server";
import { overseenFund } from "./overseen-fund.server";

/**
 * One fund with what the actor may do to it, and who changed it.
 * @throws AppError fund_not_found  also for a fund of another hub or institution
 */
export async function getFund(ctx: Ctx, slug: string) {
	const fund = await overseenFund(ctx, slug);
	const fiscalYear = fiscalYearOf(ctx.now);
	const may = (action: "change" | "changeTerms" | "close") => mayDo(ctx, action, "Fund", fund);
	const [hub, institution, receiptIssuer, otherOpen, gifts, kept, changes, allocation] = await Promise.all([
		fund.hubId === null ? null : ctx.db.hub.findUnique({ where: { id: fund.hubId } }),
		ctx.db.institution.findUniqueOrThrow({ where: { id: fund.institutionId } }),
		fund.receiptIssuerId === null ? null : ctx.db.institution.findUnique({ where: { id: fund.receiptIssuerId } }),
		ctx.db.fund.count({ where: { hubId: fund.hubId, status: "open", id: { not: fund.id } } }),
		ctx.db.gift.count({ where: { fundId: fund.id } }),
		keptByFund(ctx, fiscalYear),
		listChanges(ctx, { subject: { type: "fund", id: fund.id } }),
		fund.hubId === null ? allocationOf(ctx.db, fund.id) : null,
	]);
	return {
		fund,
		hub,
		institution,
		receiptIssuer,
		revision: fundRevision(fund),
		fiscalYear,
		keptYen: kept.get(fund.id) ?? ZERO_YEN,
		/** no other fund of the hub can be given to */
		isLastOpen: fund.status === "open" && otherOpen === 0,
		/** as far as the actor sees gifts: whoever may change the use sees them all */
		hasGifts: gifts > 0,
		/** of a fund of the programme only */
		allocation: allocation && {
			...allocation,
			revision: allocationRevision(allocation),
			mayChange: mayProgrammeWide(ctx, "changeTerms"),
		},
		may: { change: may("change"), changeTerms: may("changeTerms"), close: may("close") },
		changes,
	};
}
