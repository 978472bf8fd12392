import type { Ctx } from "../access/ctx.server";
import { stripeOf } from "../stripe-accounts/stripe-account.server";
import { PAYMENT_INTENT_EXPAND, type PaymentTruth, REFUND_LIST_EXPAND, readPaymentIntent } from "./payment-truth";

/** A payment intent with its charge, balance transaction and every refund, as Stripe knows them now. */
export async function readIntent(ctx: Ctx, stripeAccountId: string, paymentIntentId: string): Promise<PaymentTruth> {
	const { stripe, options } = await stripeOf(ctx, stripeAccountId);
	const intent = await stripe.paymentIntents.retrieve(paymentIntentId, { expand: PAYMENT_INTENT_EXPAND }, options);
	const charge = intent.latest_charge;
	// A charge brings its ten newest refunds only.
	if (charge !== null && typeof charge !== "string" && charge.refunds?.has_more) {
		const every = stripe.refunds.list({ charge: charge.id, limit: 100, expand: REFUND_LIST_EXPAND }, options);
		charge.refunds.data = await every.autoPagingToArray({ limit: 10_000 });
	}
	return readPaymentIntent(intent);
}
