import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, monthly, type Running, refusal, run } from "../running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
});
afterEach(() => running.stop());

const NOON = { day_of_month: 27, hour: 3, minute: 0, second: 0 };

const made = async (created: { id: string }): Promise<Stripe.Checkout.Session> =>
	running.stripe.checkout.sessions.retrieve(created.id, {
		expand: ["subscription.latest_invoice.payments", "subscription.default_payment_method"],
	});

it("charges in full at once and says so in Stripe's order", async () => {
	const { stripe } = running;
	const created = await stripe.checkout.sessions.create(
		monthly(3000, { subscription_data: { metadata: { plan: "p1" } } }),
	);
	expect([created.mode, created.amount_total, created.payment_method_types]).toEqual(["subscription", 3000, ["card"]]);
	await running.act(created, "succeed");
	const session = await made(created);
	expect([session.status, session.payment_status, session.payment_intent]).toEqual(["complete", "paid", null]);
	const subscription = session.subscription as Stripe.Subscription;
	expect(subscription).toMatchObject({ status: "active", metadata: { plan: "p1" }, customer: session.customer });
	expect((subscription.default_payment_method as Stripe.PaymentMethod).card?.last4).toBe("4242");
	const invoice = subscription.latest_invoice as Stripe.Invoice;
	expect(invoice).toMatchObject({
		id: session.invoice,
		status: "paid",
		billing_reason: "subscription_create",
		amount_paid: 3000,
		parent: { subscription_details: { subscription: subscription.id, metadata: { plan: "p1" } } },
	});
	const payment = invoice.payments?.data[0];
	expect(payment).toMatchObject({ status: "paid", amount_paid: 3000, is_default: true });
	const intent = String(payment?.payment.payment_intent);
	const found = await stripe.invoicePayments.list({ payment: { type: "payment_intent", payment_intent: intent } });
	expect(found.data.map((one) => one.invoice)).toEqual([invoice.id]);
	const item = subscription.items.data[0];
	expect(item?.price.recurring).toMatchObject({ interval: "month", interval_count: 1 });
	expect(String(item?.price.unit_amount_decimal)).toBe("3000");
	expect((item?.current_period_end ?? 0) - (item?.current_period_start ?? 0)).toBeGreaterThan(27 * 86_400);
	expect((await eventTypes(stripe)).filter((type) => type !== "charge.updated")).toEqual([
		"customer.created",
		"customer.subscription.created",
		"invoice.created",
		"invoice.finalized",
		"payment_intent.created",
		"payment_method.attached",
		"charge.succeeded",
		"payment_intent.succeeded",
		"invoice.paid",
		"invoice.payment_succeeded",
		"invoice_payment.paid",
		"customer.subscription.updated",
		"checkout.session.completed",
	]);
	expect((await stripe.checkout.sessions.list({ subscription: subscription.id })).data).toHaveLength(1);
});

it("charges nothing before an anchor without proration, and makes no invoice until then", async () => {
	const { stripe } = running;
	const created = await stripe.checkout.sessions.create(
		monthly(3000, { subscription_data: { billing_cycle_anchor_config: NOON, proration_behavior: "none" } }),
	);
	expect(created.amount_total).toBe(0);
	await running.act(created, "succeed");
	const session = await made(created);
	expect([session.payment_status, session.invoice]).toEqual(["no_payment_required", null]);
	const subscription = session.subscription as Stripe.Subscription;
	expect([subscription.status, subscription.latest_invoice]).toEqual(["active", null]);
	const anchor = new Date(subscription.billing_cycle_anchor * 1000);
	expect([anchor.getUTCDate(), anchor.getUTCHours(), anchor.getUTCMinutes()]).toEqual([27, 3, 0]);
	expect(subscription.items.data[0]?.current_period_end).toBe(subscription.billing_cycle_anchor);
	expect((await stripe.invoices.list()).data).toEqual([]);
	expect(await eventTypes(stripe)).toContain("setup_intent.succeeded");
});

it("charges in full today and then on the anchor, when a one-time price is added", async () => {
	const { stripe } = running;
	const created = await stripe.checkout.sessions.create(
		monthly(3000, {
			today: 3000,
			subscription_data: { billing_cycle_anchor_config: NOON, proration_behavior: "none" },
		}),
	);
	expect(created.amount_total).toBe(3000);
	const items = await stripe.checkout.sessions.listLineItems(created.id);
	expect(items.data.map((item) => item.amount_total)).toEqual([0, 3000]);
	await running.act(created, "succeed");
	const subscription = (await made(created)).subscription as Stripe.Subscription;
	const first = subscription.latest_invoice as Stripe.Invoice;
	expect([first.status, first.amount_paid, first.lines.data.length]).toEqual(["paid", 3000, 1]);
	const wait = subscription.billing_cycle_anchor - first.created + 2 * 3600;
	await running.post("clock", { advanceSeconds: wait });
	const [second] = (await stripe.invoices.list({ subscription: subscription.id })).data;
	expect(second).toMatchObject({
		billing_reason: "subscription_cycle",
		amount_paid: 3000,
		created: subscription.billing_cycle_anchor,
	});
});

it("prorates up to an anchor unless told not to", async () => {
	const { stripe } = running;
	await running.post("clock", { startAt: "2026-06-12T03:00:00Z" });
	const created = await stripe.checkout.sessions.create(
		monthly(3000, { subscription_data: { billing_cycle_anchor_config: NOON } }),
	);
	// 15 of the 31 days from 27 May to 27 June.
	expect(created.amount_total).toBe(1452);
	await running.act(created, "succeed");
	expect((await made(created)).amount_total).toBe(1452);
});

it("refuses anchors and trials as Stripe does", async () => {
	const { stripe } = running;
	const now = Math.floor(Date.now() / 1000);
	const ask = (subscription_data: Stripe.Checkout.SessionCreateParams.SubscriptionData) =>
		refusal(stripe.checkout.sessions.create(monthly(3000, { subscription_data })));
	expect((await ask({ billing_cycle_anchor: now + 40 * 86_400 })).message).toContain("natural billing date");
	expect((await ask({ billing_cycle_anchor: now - 5 })).param).toBe("subscription_data[billing_cycle_anchor]");
	expect((await ask({ billing_cycle_anchor_config: NOON, trial_period_days: 5 })).code).toBe("parameters_exclusive");
	expect((await ask({ trial_end: now + 3600 })).message).toContain("2 days");
	const wrong = monthly(3000, { payment_intent_data: { description: "x" } });
	expect((await refusal(stripe.checkout.sessions.create(wrong))).param).toBe("payment_intent_data");
	const once = { ...monthly(3000), mode: "payment" as const };
	expect((await refusal(stripe.checkout.sessions.create(once))).param).toContain("recurring");
});

it("leaves the subscription incomplete after a decline, and uses it when the next card works", async () => {
	const { stripe } = running;
	const created = await stripe.checkout.sessions.create(monthly(3000));
	const declined = await running.act(created, "decline");
	expect(declined.body.session).toMatchObject({ status: "open", subscription: null });
	expect(declined.body.paymentIntent.last_payment_error.code).toBe("card_declined");
	const [incomplete] = (await stripe.subscriptions.list({ status: "incomplete" })).data;
	await running.act(created, "require_3ds");
	const challenged = await running.act(created, "decline");
	expect(challenged.body.paymentIntent.last_payment_error.code).toBe("payment_intent_authentication_failure");
	await running.act(created, "require_3ds");
	await running.act(created, "succeed");
	const subscription = (await made(created)).subscription as Stripe.Subscription;
	expect([subscription.id, subscription.status]).toEqual([incomplete?.id, "active"]);
	expect((await stripe.invoices.list()).data).toHaveLength(1);
	expect((await stripe.charges.list()).data.filter((charge) => charge.paid)).toHaveLength(1);
	const abandoned = await stripe.checkout.sessions.create(monthly(3000));
	await running.act(abandoned, "decline");
	await running.post("clock", { advanceSeconds: 86_400 });
	expect((await stripe.subscriptions.list({ status: "incomplete_expired" })).data).toHaveLength(1);
	expect((await stripe.invoices.list({ status: "void" })).data).toHaveLength(1);
});

it("keeps a card in mode setup, and shows what was given", async () => {
	const { stripe } = running;
	const customer = await stripe.customers.create({ email: "hanako@example.com" });
	const created = await stripe.checkout.sessions.create({
		mode: "setup",
		currency: "jpy",
		customer: customer.id,
		success_url: "http://localhost/done",
		setup_intent_data: { metadata: { donor: "d1" } },
	});
	expect([created.amount_total, created.payment_status]).toEqual([null, "no_payment_required"]);
	await running.act(created, "decline");
	await running.act(created, "require_3ds");
	await running.act(created, "succeed");
	const session = await stripe.checkout.sessions.retrieve(created.id, { expand: ["setup_intent"] });
	const setup = session.setup_intent as Stripe.SetupIntent;
	expect(setup).toMatchObject({ status: "succeeded", customer: customer.id, metadata: { donor: "d1" } });
	const kept = await stripe.paymentMethods.list({ customer: customer.id });
	expect(kept.data.map((method) => method.card?.last4)).toEqual(["3220"]);
});
