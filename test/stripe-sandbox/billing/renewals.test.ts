import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { monthly, type Running, run } from "../running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
});
afterEach(() => running.stop());

const DAY = 86_400;
const utc = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 16);
const advance = (days: number) => running.post("clock", { advanceSeconds: days * DAY });

async function give(at: string, more: Parameters<typeof monthly>[1] = {}, card?: string): Promise<Stripe.Subscription> {
	await running.post("clock", { startAt: at });
	const created = await running.stripe.checkout.sessions.create(monthly(3000, more));
	await running.act(created, "succeed", { card });
	const session = await running.stripe.checkout.sessions.retrieve(created.id, { expand: ["subscription"] });
	return session.subscription as Stripe.Subscription;
}

const invoicesOf = async ({ id }: { id: string }) =>
	(await running.stripe.invoices.list({ subscription: id, limit: 100 })).data.reverse();
const again = ({ id }: { id: string }) => running.stripe.subscriptions.retrieve(id);

it("bills twelve months from 31 January at noon in Japan, through a leap February and over a restart", async () => {
	const subscription = await give("2024-01-31T03:00:00Z", {
		today: 3000,
		subscription_data: {
			billing_cycle_anchor_config: { day_of_month: 31, hour: 3, minute: 0, second: 0 },
			proration_behavior: "none",
		},
	});
	await advance(150);
	await running.restart();
	await advance(217);
	const invoices = await invoicesOf(subscription);
	expect(invoices.map((invoice) => utc(invoice.created)).slice(1)).toEqual([
		"2024-02-29T03:00",
		"2024-03-31T03:00",
		"2024-04-30T03:00",
		"2024-05-31T03:00",
		"2024-06-30T03:00",
		"2024-07-31T03:00",
		"2024-08-31T03:00",
		"2024-09-30T03:00",
		"2024-10-31T03:00",
		"2024-11-30T03:00",
		"2024-12-31T03:00",
		"2025-01-31T03:00",
	]);
	expect(invoices.map(({ status, amount_paid }) => [status, amount_paid])).toEqual(
		Array.from({ length: 13 }, () => ["paid", 3000]),
	);
	const charges = (await running.stripe.charges.list({ limit: 100 })).data.reverse();
	expect(charges.slice(1).map((charge) => utc(charge.created))).toEqual(
		invoices.slice(1).map((invoice) => utc(invoice.created + 3600)),
	);
	const line = invoices[1]?.lines.data[0];
	expect([utc(line?.period.start ?? 0), utc(line?.period.end ?? 0)]).toEqual(["2024-02-29T03:00", "2024-03-31T03:00"]);
	const { data } = await running.stripe.events.list({ type: "invoice.upcoming", limit: 100 });
	expect(data).toHaveLength(12);
	expect(utc(data.at(-1)?.created ?? 0)).toBe("2024-02-22T03:00");
	const balance = await running.stripe.balance.retrieve();
	const total = (balance.available[0]?.amount ?? 0) + (balance.pending[0]?.amount ?? 0);
	expect(total).toBe(13 * (3000 - 108));
});

it("tries a declined renewal again on days 1, 3, 5 and 7, and stands again once it is paid", async () => {
	const subscription = await give("2024-05-10T03:00:00Z");
	await running.post(`renewals/${subscription.id}`, { outcome: "insufficient_funds", times: 2 });
	await advance(32);
	expect((await again(subscription)).status).toBe("past_due");
	const [, open] = await invoicesOf(subscription);
	expect(open).toMatchObject({ status: "open", attempt_count: 1, attempted: true, amount_remaining: 3000 });
	expect(utc(open?.next_payment_attempt ?? 0)).toBe("2024-06-11T04:00");
	await advance(3);
	expect((await again(subscription)).status).toBe("active");
	const [, paid] = await invoicesOf(subscription);
	expect(paid).toMatchObject({ status: "paid", attempt_count: 2 });
	const tries = (await running.stripe.charges.list({ limit: 10 })).data.slice(0, 3).reverse();
	expect(tries.map((charge) => [utc(charge.created), charge.status, charge.outcome?.reason])).toEqual([
		["2024-06-10T04:00", "failed", "insufficient_funds"],
		["2024-06-11T04:00", "failed", "insufficient_funds"],
		["2024-06-13T04:00", "succeeded", null],
	]);
	const types = (await running.stripe.events.list({ limit: 100, created: { gte: open?.created ?? 0 } })).data;
	expect(types.filter(({ type }) => type === "invoice.payment_failed")).toHaveLength(2);
	await advance(30);
	expect(await invoicesOf(subscription)).toHaveLength(3);
});

it("ends after the last try as the account is set", async () => {
	const first = await give("2024-05-10T03:00:00Z");
	await running.post(`renewals/${first.id}`, { outcome: "decline" });
	await advance(40);
	const ended = await again(first);
	expect([ended.status, ended.cancellation_details?.reason]).toEqual(["canceled", "payment_failed"]);
	const [, open] = await invoicesOf(first);
	expect(open).toMatchObject({ status: "open", attempt_count: 5, auto_advance: false, next_payment_attempt: null });
	expect((await running.stripe.events.list({ type: "customer.subscription.deleted" })).data).toHaveLength(1);
	expect((await running.stripe.subscriptions.list()).data).toEqual([]);

	await running.post("reset");
	const second = await give("2024-05-10T03:00:00Z");
	expect((await running.post("billing", { afterRetries: "explode" })).status).toBe(400);
	await running.post("billing", { retryDays: [2], afterRetries: "unpaid" });
	await running.post(`renewals/${second.id}`, { outcome: "expired" });
	await advance(70);
	expect((await again(second)).status).toBe("unpaid");
	expect((await invoicesOf(second)).map(({ status }) => status)).toEqual(["paid", "open", "draft"]);
});

it("asks for the person, and is repaired by another card", async () => {
	const { stripe } = running;
	const subscription = await give("2024-05-10T03:00:00Z");
	await running.post(`renewals/${subscription.id}`, { outcome: "require_action", times: 1 });
	await advance(33);
	const [, open] = await invoicesOf(subscription);
	const [payment] = (await stripe.invoicePayments.list({ invoice: open?.id, expand: ["data.payment.payment_intent"] }))
		.data;
	expect(payment?.payment.payment_intent).toMatchObject({ status: "requires_action" });
	const { data } = await stripe.events.list({ type: "invoice.payment_action_required" });
	expect(data.map((event) => (event.data.object as Stripe.Invoice).id)).toEqual([open?.id]);
	// The first retry was due, and waits for another card.
	expect(open?.attempt_count).toBe(2);
	const customer = String(subscription.customer);
	const method = await stripe.paymentMethods.attach("pm_card_mastercard", { customer });
	await stripe.subscriptions.update(subscription.id, { default_payment_method: method.id });
	await advance(2);
	expect((await again(subscription)).status).toBe("active");
	const [charge] = (await stripe.charges.list({ limit: 1 })).data;
	expect([charge?.paid, charge?.payment_method_details?.card?.last4]).toEqual([true, "4444"]);
});

it("fails a renewal when the card has expired by then, or never lets itself be charged", async () => {
	const { stripe } = running;
	const subscription = await give("2024-05-10T03:00:00Z");
	const methodId = String(subscription.default_payment_method);
	await stripe.paymentMethods.update(methodId, { card: { exp_month: 5, exp_year: 2024 } });
	await advance(32);
	const [charge] = (await stripe.charges.list({ limit: 1 })).data;
	expect([charge?.failure_code, charge?.payment_method_details?.card?.exp_month]).toEqual(["expired_card", 5]);
	await running.post("reset");
	const trial = await give(
		"2024-05-10T03:00:00Z",
		{ subscription_data: { trial_period_days: 10 } },
		"4000000000000341",
	);
	expect(trial.status).toBe("trialing");
	const [free] = await invoicesOf(trial);
	expect(free).toMatchObject({ status: "paid", total: 0 });
	await advance(11);
	expect((await again(trial)).status).toBe("past_due");
	expect((await running.stripe.events.list({ type: "customer.subscription.trial_will_end" })).data).toHaveLength(1);
});

it("bills yearly on 29 February", async () => {
	const subscription = await give("2024-02-29T03:00:00Z", { interval: "year" });
	await advance(740);
	expect((await invoicesOf(subscription)).map((invoice) => utc(invoice.created))).toEqual([
		"2024-02-29T03:00",
		"2025-02-28T03:00",
		"2026-02-28T03:00",
	]);
});
