import { jobContext, publicContext } from "~/domain/access/ctx.server";
import { startGiftSchema } from "~/domain/gifts/start-gift.schema";
import { startGift } from "~/domain/gifts/start-gift.server";
import { pausePlan } from "~/domain/recurring/pause-plan.server";
import { stopPlan } from "~/domain/recurring/stop-plan.server";
import { getPrisma } from "~/platform/db/client.server";
import { type DemoFund, weighted } from "./demo-gifts";
import { inventDonor } from "./demo-people";
import { choose, type Random } from "./demo-random";
import { type DemoTime, HOUR_MS, type Step } from "./demo-time";

const DAY_MS = 24 * HOUR_MS;
const PLANS = 16;

/** What becomes of some of them besides going on: by their number. */
const FATES: Record<number, "card_fails" | "stops" | "pauses"> = { 3: "card_fails", 6: "stops", 9: "pauses" };

/** Monthly and yearly donors; their renewals come by the sandbox's clock. */
export function planSteps(
	time: DemoTime,
	random: Random,
	funds: DemoFund[],
	{ begin, end, later }: { begin: number; end: number; later: (step: Step) => void },
): Step[] {
	return Array.from({ length: PLANS }, (_, number) => ({
		at: begin + (0.05 + (FATES[number] ? 0.5 : 0.85) * random()) * (end - begin),
		run: async () => {
			const giftId = await beginPlan(time, random, funds, number);
			const fate = FATES[number];
			if (!fate) return;
			const at = fate === "card_fails" ? end - 33 * DAY_MS : time.nowMs + 0.6 * (end - time.nowMs);
			later({ at, run: () => meetFate(time, giftId, fate) });
		},
	}));
}

async function beginPlan(time: DemoTime, random: Random, funds: DemoFund[], number: number): Promise<string> {
	const fund = weighted(random, funds);
	const frequency = FATES[number] ? "monthly" : choose(random, { monthly: 85, yearly: 15 });
	const schema = startGiftSchema({
		minYen: fund.minYen,
		maxYen: fund.maxYen,
		offeredMethods: ["card"],
		offeredFrequencies: ["monthly", "yearly"],
	});
	const amount = frequency === "monthly" ? [1_000, 2_000, 3_000, 5_000, 10_000] : [30_000, 50_000, 100_000];
	const fields = schema.parse({
		...inventPerson(random, number),
		fundId: fund.id,
		amountYen: String(amount[Math.trunc(random() * amount.length)]),
		frequency,
		paymentMethod: "card",
		reportConsent: "on",
	});
	const ctx = await publicContext(new Request("http://localhost/"), "ja");
	const started = await startGift(ctx, {
		hubSlug: fund.hubSlug,
		fields,
		query: new URLSearchParams({ campaign: "every-month-a-question" }),
	});
	const sessionId = /cs_\w+/.exec(started.checkoutUrl)?.[0];
	if (!sessionId) throw new Error("the sandbox gave no Checkout session");
	await time.pay(sessionId, "succeed");
	return started.giftId;
}

/** Companies give by transfer; plans are by card. */
function inventPerson(random: Random, number: number) {
	for (let one = 500 + number * 10; ; one += 1) {
		const donor = inventDonor(random, one);
		if (donor.donorKind === "individual") return donor;
	}
}

async function meetFate(time: DemoTime, giftId: string, fate: "card_fails" | "stops" | "pauses"): Promise<void> {
	const prisma = await getPrisma();
	const { recurringPlan: plan } = await prisma.gift.findUniqueOrThrow({
		where: { id: giftId },
		select: { recurringPlan: { select: { id: true, status: true, stripeSubscriptionId: true } } },
	});
	if (!plan?.stripeSubscriptionId || plan.status !== "active") return;
	const ctx = await jobContext("seed");
	if (fate === "card_fails")
		await time.tell(`renewals/${plan.stripeSubscriptionId}`, { outcome: "insufficient_funds" });
	if (fate === "stops") await stopPlan(ctx, { planId: plan.id, reason: "進学のため", endReason: "donor" });
	if (fate === "pauses") await pausePlan(ctx, { planId: plan.id, until: null, reason: "海外滞在のため" });
}
