import { notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { DonorCtx } from "../access/ctx.server";
import { recurringPlan } from "../recurring/recurring-plan.status";
import { OWN_GIFT_ROWS, ownGift } from "./own-gift";

const NAMES = { select: { nameJa: true, nameEn: true } } as const;
const PLAN_ROWS = {
	fund: { select: { nameJa: true, nameEn: true, minYen: true, maxYen: true } },
	institution: NAMES,
	hub: NAMES,
} as const;
/** More than anybody may have. */
const AT_MOST = 200;
/** Of one plan's gifts, the newest. */
const GIFTS_SHOWN = 24;

/** The donor's monthly and yearly gifts, the newest first. One whose first payment never came is none. */
export async function listOwnPlans(ctx: DonorCtx) {
	const plans = await ctx.db.recurringPlan.findMany({
		where: { donorId: { in: ctx.actor.donorIds }, startedOn: { not: null } },
		include: PLAN_ROWS,
		orderBy: { id: "desc" },
		take: AT_MOST,
	});
	return plans.map((plan) => ownPlan(plan, ctx.lang));
}

/**
 * @throws AppError plan_not_found, also when it is somebody else's
 */
export async function getOwnPlan(ctx: DonorCtx, input: { planId: string }) {
	const plan = isUuid(input.planId)
		? await ctx.db.recurringPlan.findUnique({
				where: { id: input.planId },
				include: {
					...PLAN_ROWS,
					gifts: { include: OWN_GIFT_ROWS, orderBy: { id: "desc" }, take: GIFTS_SHOWN },
					changes: { where: { status: "requested" }, select: { action: true } },
				},
			})
		: null;
	if (!plan) throw notFound("plan", input.planId);
	return {
		...ownPlan(plan, ctx.lang),
		ended: recurringPlan.isFinal(plan.status as (typeof recurringPlan.all)[number]),
		waiting: plan.changes.some(({ action }) => action !== "card"),
		gifts: plan.gifts.filter(({ givenOn }) => givenOn !== null).map((gift) => ownGift(gift, ctx.lang)),
	};
}

type Names = { nameJa: string; nameEn: string };
type PlanRow = {
	id: string;
	status: string;
	unit: string;
	amountYen: bigint;
	nextChargeOn: Date | null;
	pausedUntil: Date | null;
	startedOn: Date | null;
	endedOn: Date | null;
	cardBrand: string | null;
	cardLast4: string | null;
	cardExpMonth: number | null;
	cardExpYear: number | null;
	fund: Names & { minYen: bigint; maxYen: bigint };
	institution: Names;
	hub: Names | null;
};

function ownPlan(plan: PlanRow, lang: "ja" | "en") {
	const nameOf = ({ nameJa, nameEn }: Names) => (lang === "ja" ? nameJa : nameEn);
	const dayOf = (day: Date | null) => day?.toISOString().slice(0, 10) ?? null;
	return {
		id: plan.id,
		status: plan.status,
		unit: plan.unit === "year" ? ("year" as const) : ("month" as const),
		amountYen: plan.amountYen,
		nextChargeOn: dayOf(plan.nextChargeOn),
		pausedUntil: dayOf(plan.pausedUntil),
		startedOn: dayOf(plan.startedOn),
		endedOn: dayOf(plan.endedOn),
		card: plan.cardLast4
			? {
					brand: plan.cardBrand ?? "",
					last4: plan.cardLast4,
					month: plan.cardExpMonth ?? 0,
					year: plan.cardExpYear ?? 0,
				}
			: null,
		fund: nameOf(plan.fund),
		hub: plan.hub ? nameOf(plan.hub) : null,
		institution: nameOf(plan.institution),
		minYen: plan.fund.minYen,
		maxYen: plan.fund.maxYen,
	};
}
