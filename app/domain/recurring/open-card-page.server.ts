import type Stripe from "stripe";
import { env } from "~/platform/env.server";
import { invalid, unavailable } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { type StripeOf, stripeOf } from "../stripe-accounts/stripe-account.server";
import { changeablePlan, requestChange } from "./request-change.server";

/** The person waits. */
const WAITS = { timeout: 10_000, maxNetworkRetries: 1 };

/**
 * Opens Stripe's page where the card of a plan is changed, for one visit. Called by a POST, never by following a link.
 * @param input.returnUrl  a page of ours
 * @returns the address to send the person to
 * @throws AppError return_url_invalid (400), card_page_refused (503), and those of requestChange
 */
export async function openCardPage(ctx: Ctx, input: { planId: string; returnUrl: string }): Promise<string> {
	const { planId, returnUrl } = input;
	if (new URL(returnUrl, env.APP_URL).origin !== new URL(env.APP_URL).origin) {
		throw invalid("return_url_invalid", "a card page leads back to a page of ours only");
	}
	const { stripeAccountId, stripeCustomerId, lang } = await changeablePlan(ctx, planId);
	await requestChange(ctx, { planId, action: "card", reason: "", facts: () => ({ before: {}, after: {} }) });
	return cardPageAt(ctx, { stripeAccountId, customerId: stripeCustomerId ?? "", lang, returnUrl });
}

type CardPage = { stripeAccountId: string; customerId: string; lang: string; returnUrl: string };

/** The same for who holds a plan's own link, which is the right to repair its card. */
export async function cardPageAt(ctx: Ctx, page: CardPage): Promise<string> {
	try {
		const { stripe, options: account } = await stripeOf(ctx, page.stripeAccountId);
		const options = { ...account, ...WAITS };
		const return_url = new URL(page.returnUrl, env.APP_URL).href;
		const session = await stripe.billingPortal.sessions.create(
			{
				customer: page.customerId,
				configuration: await cardOnly({ stripe, options }),
				locale: page.lang === "en" ? "en" : "ja",
				return_url,
				flow_data: {
					type: "payment_method_update",
					after_completion: { type: "redirect", redirect: { return_url } },
				},
			},
			options,
		);
		return session.url;
	} catch (cause) {
		throw unavailable("card_page_refused", `Stripe opened no card page for customer ${page.customerId}`, { cause });
	}
}

const OURS = { izumi: "card-only" };

/** A portal where nothing but the card can be changed: all else is asked for here, and kept with who and why. */
async function cardOnly({ stripe, options }: StripeOf): Promise<string> {
	for await (const known of stripe.billingPortal.configurations.list({ active: true, limit: 100 }, options)) {
		if (isOurs(known)) return known.id;
	}
	const made = await stripe.billingPortal.configurations.create(
		{
			metadata: OURS,
			features: {
				payment_method_update: { enabled: true },
				invoice_history: { enabled: false },
				subscription_cancel: { enabled: false },
				customer_update: { enabled: false },
			},
		},
		options,
	);
	return made.id;
}

const isOurs = ({ metadata }: Stripe.BillingPortal.Configuration) => metadata?.izumi === OURS.izumi;
