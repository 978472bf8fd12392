import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, type Running, refusal, run } from "../running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
	await running.post("clock", { startAt: "2024-05-10T03:00:00Z" });
});
afterEach(() => running.stop());

const DAY = 86_400;
const advance = (days: number) => running.post("clock", { advanceSeconds: days * DAY });

async function subscribed(more: Partial<Stripe.SubscriptionCreateParams> = {}): Promise<Stripe.Subscription> {
	const { stripe } = running;
	const customer = await stripe.customers.create({
		email: "hanako@example.com",
		payment_method: "pm_card_visa",
		invoice_settings: { default_payment_method: "pm_card_visa" },
	});
	const product = await stripe.products.create({ name: "毎月の寄付" });
	return stripe.subscriptions.create({
		customer: customer.id,
		items: [
			{ price_data: { currency: "jpy", product: product.id, unit_amount: 1000, recurring: { interval: "month" } } },
		],
		...more,
	});
}

const invoicesOf = async ({ id }: { id: string }) =>
	(await running.stripe.invoices.list({ subscription: id, limit: 100 })).data.reverse();

it("charges the customer's default card, and answers the same for the same key", async () => {
	const { stripe } = running;
	const subscription = await subscribed();
	expect(subscription.status).toBe("active");
	const params = {
		customer: String(subscription.customer),
		items: [{ price: subscription.items.data[0]?.price.id }],
	};
	const first = await stripe.subscriptions.create(params, { idempotencyKey: "plan-1" });
	await running.restart();
	const second = await stripe.subscriptions.create(params, { idempotencyKey: "plan-1" });
	expect(second.id).toBe(first.id);
	expect((await stripe.subscriptions.list({ customer: params.customer })).data).toHaveLength(2);
	expect((await stripe.charges.list()).data).toHaveLength(2);
});

it("stays incomplete without a card, or answers an error when asked to", async () => {
	const { stripe } = running;
	const customer = await stripe.customers.create({ payment_method: "pm_card_chargeCustomerFail" });
	const [method] = (await stripe.customers.listPaymentMethods(customer.id)).data;
	const price = await stripe.prices.create({
		currency: "jpy",
		unit_amount: 500,
		recurring: { interval: "month" },
		product_data: { name: "x" },
	});
	const params = { customer: customer.id, items: [{ price: price.id }] };
	expect((await stripe.subscriptions.create(params)).status).toBe("incomplete");
	const failing = { ...params, default_payment_method: method?.id };
	const refused = await refusal(stripe.subscriptions.create({ ...failing, payment_behavior: "error_if_incomplete" }));
	expect([refused.statusCode, refused.code]).toEqual([402, "card_declined"]);
	expect((await stripe.subscriptions.list({ customer: customer.id })).data).toHaveLength(1);
	const open = (await stripe.invoices.list({ customer: customer.id })).data[0]?.id ?? "";
	const unpaid = await refusal(stripe.invoices.pay(open, { payment_method: method?.id }));
	expect([unpaid.statusCode, unpaid.decline_code]).toEqual([402, "generic_decline"]);
	expect((await stripe.charges.list({ customer: customer.id })).data).toHaveLength(1);
	const good = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
	expect((await stripe.invoices.pay(open, { payment_method: good.id })).status).toBe("paid");
	expect((await stripe.subscriptions.list({ customer: customer.id, status: "active" })).data).toHaveLength(1);
});

it("changes the amount from the next renewal on, or credits what was paid", async () => {
	const { stripe } = running;
	const subscription = await subscribed();
	const item = subscription.items.data[0];
	const price_data = {
		currency: "jpy",
		product: String(item?.price.product),
		unit_amount: 5000,
		recurring: { interval: "month" as const },
	};
	const changed = await stripe.subscriptions.update(subscription.id, {
		items: [{ id: item?.id, price_data }],
		proration_behavior: "none",
		metadata: { by: "donor" },
	});
	expect(changed.items.data[0]?.price.unit_amount).toBe(5000);
	await advance(32);
	expect((await invoicesOf(subscription)).map(({ amount_paid }) => amount_paid)).toEqual([1000, 5000]);
	const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
	expect([preview.total, preview.billing_reason]).toEqual([5000, "upcoming"]);
	await stripe.subscriptions.update(subscription.id, {
		items: [{ id: item?.id, price_data: { ...price_data, unit_amount: 8000 } }],
	});
	await advance(30);
	const last = (await invoicesOf(subscription)).at(-1);
	expect(last?.lines.data).toHaveLength(3);
	const prorated = last?.lines.data.slice(0, 2).reduce((sum, line) => sum + line.amount, 0) ?? 0;
	expect(prorated).toBeGreaterThan(2700);
	expect(last?.amount_paid).toBe(8000 + prorated);
});

it("pauses collection, and bills again when the pause is over", async () => {
	const { stripe } = running;
	const subscription = await subscribed();
	const resumesAt = Date.parse("2024-07-01T03:00:00Z") / 1000;
	await stripe.subscriptions.update(subscription.id, {
		pause_collection: { behavior: "void", resumes_at: resumesAt },
	});
	await advance(70);
	expect((await invoicesOf(subscription)).map(({ status }) => status)).toEqual(["paid", "void", "paid"]);
	expect((await stripe.subscriptions.retrieve(subscription.id)).pause_collection).toBeNull();
});

it("pauses the subscription itself, and resumes with a new cycle", async () => {
	const { stripe } = running;
	const subscription = await subscribed();
	const paused = await stripe.subscriptions.pause(subscription.id);
	expect([paused.status, paused.status_details?.paused.subscription.type]).toEqual(["paused", "pause_requested"]);
	await advance(60);
	expect(await invoicesOf(subscription)).toHaveLength(1);
	const resumed = await stripe.subscriptions.resume(subscription.id);
	expect(resumed.status).toBe("active");
	expect((await invoicesOf(subscription)).map(({ status }) => status)).toEqual(["paid", "paid"]);
	const types = await eventTypes(stripe);
	expect(types).toContain("customer.subscription.paused");
	expect(types).toContain("customer.subscription.resumed");
});

it("stops at the end of the period, at once, or while an invoice is in flight", async () => {
	const { stripe } = running;
	const later = await subscribed();
	const told = await stripe.subscriptions.update(later.id, { cancel_at_period_end: true });
	expect(told.cancel_at).toBe(later.items.data[0]?.current_period_end);
	const flying = await subscribed();
	await running.post("clock", { advanceSeconds: 31 * DAY + 1800 });
	expect((await stripe.subscriptions.retrieve(later.id)).status).toBe("canceled");
	expect(await invoicesOf(later)).toHaveLength(1);
	expect((await invoicesOf(flying)).map(({ status }) => status)).toEqual(["paid", "draft"]);
	const stopped = await stripe.subscriptions.cancel(flying.id, { cancellation_details: { feedback: "too_expensive" } });
	expect([stopped.status, stopped.cancellation_details?.feedback]).toEqual(["canceled", "too_expensive"]);
	await advance(5);
	expect((await invoicesOf(flying)).map(({ status }) => status)).toEqual(["paid", "draft"]);
	expect((await refusal(stripe.subscriptions.update(flying.id, { metadata: { a: "b" } }))).statusCode).toBe(404);
});

it("bills single items by hand, and ends invoices as told", async () => {
	const { stripe } = running;
	const subscription = await subscribed();
	const customer = String(subscription.customer);
	const draft = await stripe.invoices.create({ customer, metadata: { for: "book" } });
	await stripe.invoiceItems.create({
		customer,
		amount: 700,
		currency: "jpy",
		invoice: draft.id,
		description: "記念誌",
	});
	expect((await stripe.invoices.retrieve(draft.id)).total).toBe(700);
	const open = await stripe.invoices.finalizeInvoice(draft.id);
	expect([open.status, open.number?.endsWith("-0002")]).toEqual(["open", true]);
	expect(open.hosted_invoice_url).toContain(`/c/invoice/${draft.id}`);
	expect((await stripe.invoices.pay(draft.id)).status).toBe("paid");
	expect((await stripe.invoices.listLineItems(draft.id)).data[0]?.description).toBe("記念誌");
	const [one, two, three] = await Promise.all([1, 2, 3].map(() => stripe.invoices.create({ customer })));
	for (const invoice of [one, two]) {
		await stripe.invoiceItems.create({ customer, amount: 100, currency: "jpy", invoice: invoice?.id });
		await stripe.invoices.finalizeInvoice(invoice?.id ?? "");
	}
	expect((await stripe.invoices.voidInvoice(one?.id ?? "")).status).toBe("void");
	expect((await stripe.invoices.markUncollectible(two?.id ?? "")).status).toBe("uncollectible");
	expect((await stripe.invoices.del(three?.id ?? "")).deleted).toBe(true);
	expect((await refusal(stripe.invoices.pay(one?.id ?? ""))).statusCode).toBe(400);
});

it("attaches, updates and detaches cards, and refuses those that cannot be kept", async () => {
	const { stripe } = running;
	const customer = await stripe.customers.create({ name: "x" });
	const refused = await refusal(stripe.paymentMethods.attach("pm_card_visa_chargeDeclined", { customer: customer.id }));
	expect([refused.statusCode, refused.type]).toEqual([402, "StripeCardError"]);
	const method = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
	await stripe.paymentMethods.attach(method.id, { customer: customer.id });
	await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
	expect((await stripe.paymentMethods.detach(method.id)).customer).toBeNull();
	const after = (await stripe.customers.retrieve(customer.id)) as Stripe.Customer;
	expect(after.invoice_settings.default_payment_method).toBeNull();
	expect((await stripe.paymentMethods.list({ customer: customer.id })).data).toEqual([]);
});

it("renews when a test clock is advanced", async () => {
	const { stripe } = running;
	const start = Date.parse("2024-05-11T03:00:00Z") / 1000;
	const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start, name: "a year" });
	const customer = await stripe.customers.create({ test_clock: clock.id, payment_method: "pm_card_visa" });
	const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
	const price = await stripe.prices.create({
		currency: "jpy",
		unit_amount: 500,
		recurring: { interval: "month" },
		product_data: { name: "x" },
	});
	const subscription = await stripe.subscriptions.create({
		customer: customer.id,
		items: [{ price: price.id }],
		default_payment_method: method?.id,
	});
	expect([subscription.test_clock, subscription.created >= start]).toEqual([clock.id, true]);
	const moving = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: start + 65 * DAY });
	expect(moving.status).toBe("advancing");
	expect((await stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe("ready");
	expect(await invoicesOf(subscription)).toHaveLength(3);
	const past = await refusal(stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: start }));
	expect(past.param).toBe("frozen_time");
	expect((await stripe.testHelpers.testClocks.list()).data).toHaveLength(1);
	expect((await stripe.testHelpers.testClocks.del(clock.id)).deleted).toBe(true);
});
