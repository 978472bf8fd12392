import { getPrisma } from "~/platform/db/client.server";
import { conflict, notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { cardName } from "./card-name";
import { cardPageAt } from "./open-card-page.server";
import type { PlanUnit } from "./plan-days";
import { planOfLink } from "./plan-link.server";
import type { RecurringPlanState } from "./recurring-plan.status";
import { requestChange } from "./request-change.server";

export type PlanRepair = {
	unit: PlanUnit;
	status: RecurringPlanState;
	amountYen: bigint;
	/** of the invoice that waits; null when nothing does */
	openYen: bigint | null;
	retryAt: Date | null;
	nextChargeOn: string | null;
	card: string | null;
	hub: { slug: string; name: string } | null;
	fund: { name: string };
	institution: { name: string };
};

/**
 * What the holder of a plan's own link sees: nothing of the donor. The signed link is the right to see it.
 * @throws AppError plan_not_found when the link is over, changed, or was never ours
 */
export async function getPlanRepair(ctx: Ctx, token: string): Promise<PlanRepair> {
	const plan = await linkedPlan(ctx, token);
	const ja = ctx.lang === "ja";
	return {
		unit: plan.unit as PlanUnit,
		status: plan.status as RecurringPlanState,
		amountYen: plan.amountYen,
		openYen: openInvoice(plan)?.amountYen ?? null,
		retryAt: plan.retryAt,
		nextChargeOn: plan.nextChargeOn?.toISOString().slice(0, 10) ?? null,
		card: cardName(plan),
		hub: plan.hub && { slug: plan.hub.slug, name: ja ? plan.hub.nameJa : plan.hub.nameEn },
		fund: { name: ja ? plan.fund.nameJa : plan.fund.nameEn },
		institution: { name: ja ? plan.institution.nameJa : plan.institution.nameEn },
	};
}

/**
 * Where a button of that page leads.
 * @throws AppError plan_not_found, plan_nothing_to_pay, plan_ended (409), card_page_refused (503)
 */
export async function startPlanRepair(
	ctx: Ctx,
	input: { token: string; wish: "pay" | "card"; returnUrl: string },
): Promise<string> {
	const plan = await linkedPlan(ctx, input.token);
	if (input.wish === "pay") {
		const url = openInvoice(plan)?.hostedUrl;
		if (url) return url;
		throw conflict("plan_nothing_to_pay", `plan ${plan.id} has no open invoice`, { personKey: "plan.nothingToPay" });
	}
	const { id: planId, stripeAccountId, lang } = plan;
	const facts = () => ({ before: {}, after: {} });
	await requestChange(ctx, { planId, action: "card", reason: "", facts }, { stripeAccountId });
	const customerId = plan.stripeCustomerId ?? "";
	return cardPageAt(ctx, { stripeAccountId, customerId, lang, returnUrl: input.returnUrl });
}

/** After the end nothing is owed. */
function openInvoice({ status, invoices }: Awaited<ReturnType<typeof linkedPlan>>) {
	return status === "cancelled" ? undefined : invoices[0];
}

async function linkedPlan(ctx: Ctx, token: string) {
	const planId = planOfLink(token, ctx.now);
	const prisma = await getPrisma();
	const plan =
		planId === null
			? null
			: await prisma.recurringPlan.findUnique({
					where: { id: planId },
					include: {
						hub: true,
						fund: true,
						institution: true,
						// A draft is charged by itself; what ended is not owed.
						invoices: { where: { status: "open", attemptCount: { gt: 0 } }, orderBy: { dueOn: "desc" }, take: 1 },
					},
				});
	if (!plan) throw notFound("plan", "of this link", { personKey: "plan.link" });
	return plan;
}
