import { getPrisma } from "~/platform/db/client.server";
import { notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { type PaymentInstructions, paymentInstructionsSchema } from "../payments/payment-instructions";
import type { PlanUnit } from "../recurring/plan-days";
import type { RecurringPlanState } from "../recurring/recurring-plan.status";
import type { GiftPaymentState } from "./gift-payment.status";

export type GiftThanksState =
	| "paid"
	| "awaiting_konbini"
	| "awaiting_transfer"
	| "partly_paid"
	| "confirming"
	| "expired"
	| "declined"
	| "cancelled"
	| "refunded";

export type GiftThanks = {
	state: GiftThanksState;
	/** a gift by application (寄附申込書) has a page of its own until its money came */
	byApplication: boolean;
	/** may be paid (again) by retryGift */
	canTryAgain: boolean;
	gift: {
		amountYen: bigint;
		refundedYen: bigint;
		/** JST day, once money came */
		givenOn: string | null;
		channel: string;
		startedAt: Date;
	};
	hub: { slug: string; name: string; abbreviation: string } | null;
	fund: { name: string };
	institution: { name: string };
	instructions: PaymentInstructions | null;
	/** enough to recognise one's own address, not enough to learn it */
	mailSentTo: string;
	/** the plan it is a gift of */
	plan: { unit: PlanUnit; status: RecurringPlanState; amountYen: bigint; nextChargeOn: string | null } | null;
};

/**
 * What the holder of a gift's token may know: how far its payment is, and what to do next. The token itself is the right
 * to see it, so the row is read by it and not through the actor's scope.
 * @throws AppError gift_not_found
 */
export async function getGiftThanks(ctx: Ctx, publicToken: string): Promise<GiftThanks> {
	const prisma = await getPrisma();
	const gift = await prisma.gift.findUnique({
		where: { publicToken },
		include: {
			hub: true,
			fund: true,
			institution: true,
			application: { select: { id: true } },
			recurringPlan: { select: { unit: true, status: true, amountYen: true, nextChargeOn: true } },
			attempts: { orderBy: { number: "desc" }, take: 1 },
			allocations: { include: { payment: { include: { refunds: true } } } },
		},
	});
	if (!gift) throw notFound("gift", "of this token");
	const attempt = gift.attempts[0];
	const parsed = paymentInstructionsSchema.safeParse(attempt?.instructions);
	const instructions = parsed.success ? parsed.data : null;
	const refundedYen = gift.allocations
		.flatMap((allocation) => allocation.payment.refunds)
		.filter((refund) => refund.status === "succeeded" || refund.status === "sent")
		.reduce((sum, refund) => sum + refund.amountYen, 0n);
	const status = gift.paymentStatus as GiftPaymentState;
	const ja = ctx.lang === "ja";
	return {
		state: refundedYen >= gift.amountYen ? "refunded" : stateOf(status, instructions),
		byApplication: gift.application !== null,
		canTryAgain: status === "pending" || status === "failed" || status === "expired",
		gift: {
			amountYen: gift.amountYen,
			refundedYen,
			givenOn: gift.givenOn?.toISOString().slice(0, 10) ?? null,
			channel: gift.channel,
			startedAt: gift.createdAt,
		},
		hub: gift.hub && {
			slug: gift.hub.slug,
			name: ja ? gift.hub.nameJa : gift.hub.nameEn,
			abbreviation: gift.hub.abbreviation,
		},
		fund: { name: ja ? gift.fund.nameJa : gift.fund.nameEn },
		institution: { name: ja ? gift.institution.nameJa : gift.institution.nameEn },
		instructions: status === "awaiting_payment" || status === "partly_paid" ? instructions : null,
		mailSentTo: maskedMail(gift.email),
		plan: gift.recurringPlan && {
			...gift.recurringPlan,
			unit: gift.recurringPlan.unit as PlanUnit,
			status: gift.recurringPlan.status as RecurringPlanState,
			nextChargeOn: gift.recurringPlan.nextChargeOn?.toISOString().slice(0, 10) ?? null,
		},
	};
}

function stateOf(status: GiftPaymentState, instructions: PaymentInstructions | null): GiftThanksState {
	switch (status) {
		case "received":
			return "paid";
		case "awaiting_payment":
			return instructions?.kind === "bank_transfer" ? "awaiting_transfer" : "awaiting_konbini";
		case "failed":
			return "declined";
		case "pending":
			return "confirming";
		default:
			return status;
	}
}

function maskedMail(email: string): string {
	const at = email.lastIndexOf("@");
	return `${email.slice(0, 1)}***${email.slice(at)}`;
}
