import { jobContext, publicContext } from "~/domain/access/ctx.server";
import { decideDisplay } from "~/domain/gifts/decide-display.server";
import { startGiftSchema } from "~/domain/gifts/start-gift.schema";
import { startGift } from "~/domain/gifts/start-gift.server";
import { stripeOf } from "~/domain/stripe-accounts/stripe-account.server";
import { getPrisma } from "~/platform/db/client.server";
import { demoOrigin } from "./demo-campaigns";
import { inventDonor } from "./demo-people";
import { choose, type Random } from "./demo-random";
import { type DemoTime, HOUR_MS, type Outcome, type Step } from "./demo-time";

const DAY_MS = 24 * HOUR_MS;

/** Gifts of the demo begin with the last fiscal year but this one's gifts are more. */
const GIFTS = 260;

/** How much each hub is given to, so that the pages differ; a hub not named has 1. */
export const DEMO_WEIGHTS: Record<string, number> = {
	nanolsi: 5,
	ircn: 4,
	ipmu: 4,
	icems: 2,
	elsi: 2,
	ashbi: 2,
	aimr: 2,
	iiis: 2,
};

export type DemoFund = { id: string; hubSlug: string; minYen: bigint; maxYen: bigint };

/** Invented gifts given once, over the whole of the demo's time. */
export function giftSteps(
	time: DemoTime,
	random: Random,
	funds: DemoFund[],
	{ begin, end, later }: { begin: number; end: number; later: (step: Step) => void },
): Step[] {
	return Array.from({ length: GIFTS }, (_, number) => {
		// Later weeks have more gifts than earlier ones.
		const at = begin + Math.sqrt(random()) * (end - begin - HOUR_MS) + HOUR_MS;
		return { at, run: () => giveOnce(time, random, funds, number, later) };
	});
}

async function giveOnce(
	time: DemoTime,
	random: Random,
	funds: DemoFund[],
	number: number,
	later: (step: Step) => void,
) {
	const fund = weighted(random, funds);
	// Half of the gifts come from people who have given before.
	const donor = inventDonor(random, random() < 0.5 ? Math.trunc(random() * 60) : 100 + number);
	const method =
		donor.donorKind === "company" ? "bank_transfer" : choose(random, { card: 66, konbini: 22, bank_transfer: 12 });
	const amount = amountOf(random, donor.donorKind === "company", method);
	const schema = startGiftSchema({
		minYen: fund.minYen,
		maxYen: fund.maxYen,
		offeredMethods: ["card", "konbini", "bank_transfer"],
		offeredFrequencies: ["once"],
	});
	const fields = schema.parse({
		...donor,
		fundId: fund.id,
		amountYen: String(amount),
		paymentMethod: method,
		reportConsent: random() < 0.7 ? "on" : "",
		anonymous: !donor.displayName && random() < 0.3 ? "on" : "",
	});
	const lang = donor.country ? "en" : "ja";
	const ctx = await publicContext(new Request("http://localhost/"), lang);
	const started = await startGift(ctx, {
		hubSlug: fund.hubSlug,
		fields,
		query: new URLSearchParams({
			...(random() < 0.2 ? { utm_source: "newsletter" } : {}),
			...(await demoOrigin(number, fund.hubSlug)),
		}),
	});
	const sessionId = /cs_\w+/.exec(started.checkoutUrl)?.[0];
	if (!sessionId) throw new Error("the sandbox gave no Checkout session");
	await payFor(time, random, { sessionId, method, amount, giftId: started.giftId }, later);
}

type Payment = { sessionId: string; method: string; amount: number; giftId: string };

async function payFor(time: DemoTime, random: Random, payment: Payment, later: (step: Step) => void): Promise<void> {
	const pay = (outcome: Outcome, amountYen?: number) => time.pay(payment.sessionId, outcome, amountYen);
	const after = (ms: number, run: () => Promise<void>) => later({ at: time.nowMs + ms, run });
	const chance = random();
	if (payment.method === "card") {
		if (chance < 0.04) return pay("decline");
		if (chance < 0.07) return;
		if (chance < 0.12) await pay("decline");
		await pay("succeed");
		if (random() < 0.03) after((2 + random() * 10) * DAY_MS, () => refundOnce(payment, random));
		return;
	}
	if (payment.method === "konbini") {
		await pay("konbini_issue");
		if (chance < 0.12) return;
		after((1 + random() * 40) * HOUR_MS, () => pay("konbini_pay"));
		return;
	}
	await pay("transfer_issue");
	if (chance < 0.05) return;
	if (chance < 0.15) {
		const part = Math.trunc(payment.amount / 2);
		after((4 + random() * 40) * HOUR_MS, () => pay("transfer_partial", part));
		after((50 + random() * 60) * HOUR_MS, () => pay("transfer", payment.amount - part));
		return;
	}
	after((4 + random() * 60) * HOUR_MS, () => pay("transfer"));
}

/** Somebody typed a nought too many, and staff gave the money back at Stripe's dashboard. */
async function refundOnce(payment: Payment, random: Random): Promise<void> {
	const prisma = await getPrisma();
	const attempt = await prisma.checkoutAttempt.findFirstOrThrow({ where: { stripeSessionId: payment.sessionId } });
	const { stripe, options } = await stripeOf(await jobContext("seed"), attempt.stripeAccountId);
	const session = await stripe.checkout.sessions.retrieve(payment.sessionId, {}, options);
	const intent = session.payment_intent;
	if (typeof intent !== "string") return;
	const half = random() < 0.5 && { amount: Math.trunc(payment.amount / 2) };
	await stripe.refunds.create({ payment_intent: intent, reason: "requested_by_customer", ...half }, options);
}

export async function decideDisplays(random: Random): Promise<void> {
	const ctx = await jobContext("seed");
	const prisma = await getPrisma();
	const waiting = await prisma.gift.findMany({
		where: { displayStatus: "pending", paymentStatus: "received" },
		orderBy: { createdAt: "asc" },
		select: { id: true },
	});
	for (const gift of waiting.slice(0, Math.max(0, waiting.length - 8))) {
		await decideDisplay(ctx, { giftId: gift.id, decision: random() < 0.95 ? "approved" : "declined" });
	}
}

export async function openFunds(): Promise<DemoFund[]> {
	const prisma = await getPrisma();
	const funds = await prisma.fund.findMany({
		where: { status: "open" },
		include: { hub: true },
		orderBy: { slug: "asc" },
	});
	return funds.flatMap(({ id, hub, minYen, maxYen }) => (hub ? [{ id, hubSlug: hub.slug, minYen, maxYen }] : []));
}

export function weighted(random: Random, funds: DemoFund[]): DemoFund {
	const tickets = funds.flatMap((fund) => Array.from({ length: DEMO_WEIGHTS[fund.hubSlug] ?? 1 }, () => fund));
	const fund = tickets[Math.trunc(random() * tickets.length)];
	if (!fund) throw new Error("there is no open fund");
	return fund;
}

function amountOf(random: Random, company: boolean, method: string): number {
	const amounts = company
		? [30_000, 50_000, 100_000, 300_000, 500_000]
		: [1_000, 3_000, 5_000, 10_000, 10_000, 30_000, 50_000, 100_000];
	const amount = amounts[Math.trunc(random() * amounts.length)] ?? 10_000;
	return method === "konbini" ? Math.min(amount, 300_000) : amount;
}
