import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { type CheckoutAttemptState, checkoutAttempt } from "../payments/checkout-attempt.status";
import { openCheckout } from "../payments/open-checkout.server";
import { renewAskedPlan } from "../recurring/renew-asked-plan.server";
import { assertTakesGifts } from "../stripe-accounts/account-for-gifts.server";
import { type GiftPaymentState, giftPayment } from "./gift-payment.status";
import { thanksUrl } from "./thanks-url.server";

/** Stripe may forget an idempotency key after 24 hours: past this, a page that was never seen is asked for anew. */
const KEY_LIVES_MS = 23 * 60 * 60 * 1000;
/** Too little time left on a page to send somebody there. */
const PAGE_NEEDS_MS = 60 * 1000;

/**
 * Pays a gift after all: goes on at a Checkout that is still open, or opens a new attempt after expiry or failure.
 * @returns where to send the donor
 * @throws AppError gift_not_found, gift_not_payable (409: paid, waiting for money, or cancelled), giving_paused (503)
 */
export async function retryGift(ctx: Ctx, publicToken: string): Promise<{ checkoutUrl: string }> {
	const next = await inTransaction(ctx, async (tx) => {
		const gift = await tx.gift.findUnique({
			where: { publicToken },
			select: { id: true, institutionId: true, paymentStatus: true },
		});
		if (!gift) throw notFound("gift", "of this token");
		await tx.$queryRaw`SELECT 1 FROM gift WHERE id = ${gift.id}::uuid FOR UPDATE`;
		return nextAttempt(tx, ctx, gift);
	});
	const url = next.url ?? (await openCheckout(ctx, next.attemptId));
	return { checkoutUrl: url ?? thanksUrl(ctx.lang, publicToken) };
}

type RetriedGift = { id: string; institutionId: string; paymentStatus: string };

async function nextAttempt(tx: Tx, ctx: Ctx, gift: RetriedGift): Promise<{ attemptId: string; url: string | null }> {
	const last = await tx.checkoutAttempt.findFirst({ where: { giftId: gift.id }, orderBy: { number: "desc" } });
	const status = (await tx.gift.findUniqueOrThrow({ where: { id: gift.id } })).paymentStatus as GiftPaymentState;
	if (!last || (status !== "pending" && !giftPayment.canMove(status, "pending"))) {
		throw conflict("gift_not_payable", `gift ${gift.id} is ${status}`);
	}
	const age = ctx.now.getTime() - last.createdAt.getTime();
	if (last.status === "starting" && age < KEY_LIVES_MS) return { attemptId: last.id, url: null };
	const pageLives = last.expiresAt !== null && last.expiresAt.getTime() - ctx.now.getTime() > PAGE_NEEDS_MS;
	if ((last.status === "open" || last.status === "declined") && last.url && pageLives) {
		return { attemptId: last.id, url: last.url };
	}
	if (checkoutAttempt.canMove(last.status as CheckoutAttemptState, "abandoned")) {
		await tx.checkoutAttempt.update({ where: { id: last.id }, data: { status: "abandoned", updatedAt: ctx.now } });
	}
	const { stripeAccountId } = last;
	await assertTakesGifts(tx, stripeAccountId);
	await renewAskedPlan(tx, ctx, gift.id);
	const attempt = await tx.checkoutAttempt.create({
		data: { giftId: gift.id, number: last.number + 1, stripeAccountId, createdAt: ctx.now, updatedAt: ctx.now },
		select: { id: true },
	});
	await tx.gift.update({ where: { id: gift.id }, data: { paymentStatus: "pending", updatedAt: ctx.now } });
	await audit(tx, ctx, {
		action: "gift.tried_again",
		subject: { type: "gift", id: gift.id },
		institutionId: gift.institutionId,
		before: { paymentStatus: status },
		after: { paymentStatus: "pending", attemptId: attempt.id },
	});
	return { attemptId: attempt.id, url: null };
}
