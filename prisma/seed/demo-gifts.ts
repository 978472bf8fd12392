import { runOnce } from "graphile-worker";
import { jobContext, publicContext } from "~/domain/access/ctx.server";
import { decideDisplay } from "~/domain/gifts/decide-display.server";
import { startGiftSchema } from "~/domain/gifts/start-gift.schema";
import { startGift } from "~/domain/gifts/start-gift.server";
import { sweepStripeEvents } from "~/domain/payments/sweep-stripe-events.server";
import { quietLogger } from "~/jobs/quiet-logger";
import { taskList } from "~/jobs/task-list";
import { getPrisma } from "~/platform/db/client.server";
import { ownerPool } from "~/platform/db/pool.server";
import { getStripe } from "~/platform/stripe/stripe.server";
import { inventDonor } from "./demo-people";
import { DemoTime, type Outcome } from "./demo-time";

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

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

type Step = { at: number; run: () => Promise<void> };
type DemoFund = { id: string; hubSlug: string; minYen: bigint; maxYen: bigint };

/**
 * Invented gifts since April of last fiscal year: asked for by the give form's schema, paid in the sandbox, booked by the
 * sweep and the jobs, approved for display by staff. The same every time.
 */
export async function seedDemoGifts(say: (line: string) => void): Promise<void> {
	const end = Date.now();
	const begin = Date.UTC(new Date(end).getUTCFullYear() - 1, 3, 7);
	const time = await DemoTime.begin(new Date(begin));
	const random = randomNumbers(20261121);
	const funds = await openFunds();
	const steps = Array.from({ length: GIFTS }, (_, number) => {
		// Later weeks have more gifts than earlier ones.
		const at = begin + Math.sqrt(random()) * (end - begin - HOUR_MS) + HOUR_MS;
		return { at, run: () => giveOnce(time, random, funds, number, later) };
	}).sort(byTime);
	const total = steps.length;
	function later(step: Step): void {
		if (step.at >= end) return;
		steps.push(step);
		steps.sort(byTime);
	}
	let done = 0;
	let settledAt = begin;
	for (let step = steps.shift(); step; step = steps.shift()) {
		await time.moveTo(step.at);
		await step.run();
		done += 1;
		if (time.nowMs - settledAt > 3 * DAY_MS) {
			await settle();
			settledAt = time.nowMs;
		}
		if (done % 100 === 0)
			say(`  ${done} steps of the demo's history done, ${Math.max(steps.length, total - done)} to go`);
	}
	await settle();
	await decideDisplays(random);
	await time.end();
	await settle();
}

const byTime = (a: Step, b: Step) => a.at - b.at;

async function giveOnce(
	time: DemoTime,
	random: () => number,
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
		query: new URLSearchParams(random() < 0.2 ? { utm_source: "newsletter" } : {}),
	});
	const sessionId = /cs_\w+/.exec(started.checkoutUrl)?.[0];
	if (!sessionId) throw new Error("the sandbox gave no Checkout session");
	await payFor(time, random, { sessionId, method, amount, giftId: started.giftId }, later);
}

type Payment = { sessionId: string; method: string; amount: number; giftId: string };

async function payFor(
	time: DemoTime,
	random: () => number,
	payment: Payment,
	later: (step: Step) => void,
): Promise<void> {
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
async function refundOnce(payment: Payment, random: () => number): Promise<void> {
	const session = await getStripe().checkout.sessions.retrieve(payment.sessionId);
	const intent = session.payment_intent;
	if (typeof intent !== "string") return;
	await getStripe().refunds.create({
		payment_intent: intent,
		reason: "requested_by_customer",
		...(random() < 0.5 && { amount: Math.trunc(payment.amount / 2) }),
	});
}

/** What the webhook and the worker do in a running installation. */
async function settle(): Promise<void> {
	await sweepStripeEvents(await jobContext("seed"));
	await runOnce({ pgPool: await ownerPool(), taskList, noHandleSignals: true, logger: quietLogger });
}

async function decideDisplays(random: () => number): Promise<void> {
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

async function openFunds(): Promise<DemoFund[]> {
	const prisma = await getPrisma();
	const funds = await prisma.fund.findMany({
		where: { status: "open" },
		include: { hub: true },
		orderBy: { slug: "asc" },
	});
	return funds.flatMap(({ id, hub, minYen, maxYen }) => (hub ? [{ id, hubSlug: hub.slug, minYen, maxYen }] : []));
}

function weighted(random: () => number, funds: DemoFund[]): DemoFund {
	const tickets = funds.flatMap((fund) => Array.from({ length: DEMO_WEIGHTS[fund.hubSlug] ?? 1 }, () => fund));
	const fund = tickets[Math.trunc(random() * tickets.length)];
	if (!fund) throw new Error("there is no open fund");
	return fund;
}

function choose<K extends string>(random: () => number, shares: Record<K, number>): K {
	const entries = Object.entries(shares) as [K, number][];
	let left = random() * entries.reduce((sum, [, share]) => sum + share, 0);
	for (const [name, share] of entries) {
		left -= share;
		if (left < 0) return name;
	}
	return entries[0]?.[0] as K;
}

function amountOf(random: () => number, company: boolean, method: string): number {
	const amounts = company
		? [30_000, 50_000, 100_000, 300_000, 500_000]
		: [1_000, 3_000, 5_000, 10_000, 10_000, 30_000, 50_000, 100_000];
	const amount = amounts[Math.trunc(random() * amounts.length)] ?? 10_000;
	return method === "konbini" ? Math.min(amount, 300_000) : amount;
}

/** mulberry32: the same numbers for the same seed, on every machine. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
