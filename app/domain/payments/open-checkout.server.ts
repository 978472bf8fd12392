import { setTimeout as sleep } from "node:timers/promises";
import Stripe from "stripe";
import { getPrisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { type AppError, unavailable } from "~/platform/errors";
import { log } from "~/platform/log.server";
import type { Ctx } from "../access/ctx.server";
import { thanksUrl } from "../gifts/thanks-url.server";
import { toJsonNumber, yen } from "../money/yen";
import type { PlanUnit } from "../recurring/plan-days";
import { planSession } from "../recurring/plan-session";
import { type StripeOf, stripeOf } from "../stripe-accounts/stripe-account.server";

/** The donor waits: a slow answer is better tried again from the gift's own page. */
const DONOR_WAITS = { timeout: 10_000, maxNetworkRetries: 1 };

/** A voucher can be paid for this many days; the last ends at 23:59:59 JST. */
const KONBINI_DAYS = 3;

/**
 * Opens Stripe's page for a committed attempt and keeps its address; asked again, gives the same page.
 * @returns null when Stripe did not answer in time: the attempt stays `starting` and can be opened again with its key
 * @throws AppError checkout_refused when Stripe refuses the attempt itself
 */
export async function openCheckout(ctx: Ctx, attemptId: string): Promise<string | null> {
	const attempt = await readAttempt(attemptId);
	if (attempt.url) return attempt.url;
	try {
		const { stripe, options: account } = await stripeOf(ctx, attempt.stripeAccountId);
		const options = { ...account, ...DONOR_WAITS };
		const customerId = await customerFor(attempt, { stripe, options });
		const session = await stripe.checkout.sessions.create(sessionParams(attempt, customerId), {
			...options,
			idempotencyKey: attempt.id,
		});
		if (!session.url) throw new Error(`session ${session.id} has no address`);
		await keepSession(ctx, attempt.id, session, customerId);
		return session.url;
	} catch (error) {
		if (isUnderWay(error)) return waitForUrl(attemptId);
		if (isPassing(error)) {
			log.warn(
				{ attemptId, code: (error as Stripe.errors.StripeError).type },
				"Stripe did not open a Checkout in time",
			);
			return null;
		}
		throw await refused(ctx, attempt, error);
	}
}

/** The same form was sent twice at once, and the other request is at Stripe with this key. */
function isUnderWay(error: unknown): boolean {
	return error instanceof Stripe.errors.StripeError && error.statusCode === 409;
}

async function waitForUrl(attemptId: string): Promise<string | null> {
	for (let waitedMs = 0; waitedMs < DONOR_WAITS.timeout; waitedMs += 100) {
		const { url } = await readAttempt(attemptId);
		if (url) return url;
		await sleep(100);
	}
	return null;
}

type Attempt = Awaited<ReturnType<typeof readAttempt>>;

async function readAttempt(attemptId: string) {
	const prisma = await getPrisma();
	return prisma.checkoutAttempt.findUniqueOrThrow({
		where: { id: attemptId },
		include: { gift: { include: { fund: true, hub: true, institution: true, recurringPlan: true } } },
	});
}

/** A bank transfer gets a customer of its own: Stripe may fund any open intent of the same customer. */
async function customerFor(attempt: Attempt, { stripe, options }: StripeOf): Promise<string | null> {
	if (attempt.gift.channel !== "bank_transfer") return null;
	const customer = await stripe.customers.create(
		{ email: attempt.gift.email, preferred_locales: [attempt.gift.lang], metadata: metadataOf(attempt) },
		{ ...options, idempotencyKey: `customer-${attempt.id}` },
	);
	return customer.id;
}

/** Ids only: names and addresses stay with us. */
function metadataOf({ id, gift }: Attempt) {
	return {
		giftId: gift.id,
		attemptId: id,
		fund: gift.fund.slug,
		institution: gift.institution.slug,
		...(gift.hub && { hub: gift.hub.slug }),
	};
}

const STRIPE_METHODS = { card: "card", konbini: "konbini", bank_transfer: "customer_balance" } as const;

function sessionParams(attempt: Attempt, customerId: string | null): Stripe.Checkout.SessionCreateParams {
	const { gift } = attempt;
	const ja = gift.lang === "ja";
	const method = STRIPE_METHODS[gift.channel as keyof typeof STRIPE_METHODS];
	const { nameJa, nameEn } = gift.hub ?? gift.fund;
	const hubName = ja ? nameJa : nameEn;
	const page = thanksUrl(ja ? "ja" : "en", gift.publicToken);
	const metadata = metadataOf(attempt);
	const common: Stripe.Checkout.SessionCreateParams = {
		submit_type: "donate",
		locale: ja ? "ja" : "en",
		client_reference_id: gift.id,
		metadata,
		allowed_payment_method_types: [method],
		adaptive_pricing: { enabled: false },
		...(customerId ? { customer: customerId } : gift.email === "" ? {} : { customer_email: gift.email }),
		success_url: page,
		cancel_url: `${page}?left=1`,
	};
	const product = {
		name: ja ? `寄附: ${hubName}` : `Gift to ${hubName}`,
		description: `${ja ? gift.fund.nameJa : gift.fund.nameEn} (${ja ? gift.institution.nameJa : gift.institution.nameEn})`,
	};
	if (gift.recurringPlan) {
		const { id: planId, unit, anchorDay, amountYen } = gift.recurringPlan;
		const plan = { id: planId, unit: unit as PlanUnit, anchorDay, amountYen };
		return { ...common, ...planSession({ plan, product, metadata, askedAt: attempt.createdAt, ja }) };
	}
	return {
		...common,
		mode: "payment",
		line_items: [
			{
				quantity: 1,
				price_data: { currency: "jpy", unit_amount: toJsonNumber(yen(gift.amountYen)), product_data: product },
			},
		],
		payment_intent_data: { metadata },
		...(method === "konbini" && { payment_method_options: { konbini: { expires_after_days: KONBINI_DAYS } } }),
		...(method === "customer_balance" && {
			payment_method_options: {
				customer_balance: {
					funding_type: "bank_transfer" as const,
					bank_transfer: { type: "jp_bank_transfer" as const },
				},
			},
		}),
	};
}

async function keepSession(ctx: Ctx, attemptId: string, session: Stripe.Checkout.Session, customerId: string | null) {
	// An event may have been quicker and moved it on already.
	await inTransaction(
		ctx,
		(tx) => tx.$executeRaw`
		UPDATE checkout_attempt SET stripe_session_id = ${session.id}, stripe_customer_id = ${customerId}, url = ${session.url},
			expires_at = ${new Date(session.expires_at * 1000)}, updated_at = ${ctx.now},
			status = CASE status WHEN 'starting' THEN 'open' ELSE status END
		WHERE id = ${attemptId}::uuid AND stripe_session_id IS NULL`,
	);
}

function isPassing(error: unknown): boolean {
	return (
		error instanceof Stripe.errors.StripeConnectionError ||
		error instanceof Stripe.errors.StripeAPIError ||
		error instanceof Stripe.errors.StripeRateLimitError
	);
}

async function refused(ctx: Ctx, attempt: Attempt, error: unknown): Promise<AppError> {
	if (!(error instanceof Stripe.errors.StripeError)) throw error;
	const failureCode = error.code ?? error.type;
	await inTransaction(ctx, async (tx) => {
		await tx.checkoutAttempt.updateMany({
			where: { id: attempt.id, status: "starting" },
			data: { status: "failed", failureCode, updatedAt: ctx.now },
		});
		await tx.gift.updateMany({
			where: { id: attempt.giftId, paymentStatus: "pending" },
			data: { paymentStatus: "failed", updatedAt: ctx.now },
		});
	});
	return unavailable("checkout_refused", `Stripe refused attempt ${attempt.id}: ${failureCode} ${error.message}`, {
		cause: error,
	});
}
