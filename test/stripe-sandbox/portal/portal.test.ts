import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, monthly, type Running, refusal, run } from "../running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
	await running.post("clock", { startAt: "2024-05-10T03:00:00Z" });
});
afterEach(() => running.stop());

async function look(url: string, form?: Record<string, string>) {
	const response = await fetch(new URL(url, running.sandbox.url), {
		redirect: "manual",
		headers: { connection: "close", "accept-language": "ja" },
		...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
	});
	return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}

async function planned(): Promise<Stripe.Subscription> {
	const created = await running.stripe.checkout.sessions.create(monthly(3000));
	await running.act(created, "succeed");
	const session = await running.stripe.checkout.sessions.retrieve(created.id, { expand: ["subscription"] });
	return session.subscription as Stripe.Subscription;
}

const again = ({ id }: { id: string }) =>
	running.stripe.subscriptions.retrieve(id, { expand: ["default_payment_method"] });
const open = (subscription: Stripe.Subscription, more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) =>
	running.stripe.billingPortal.sessions.create({
		customer: String(subscription.customer),
		return_url: "http://localhost/portal",
		...more,
	});

it("changes the card of every plan, and refuses one that cannot be kept", async () => {
	const subscription = await planned();
	const { url } = await open(subscription, { locale: "en" });
	const shown = await look(url);
	expect(shown.status).toBe(200);
	expect(shown.text).toContain("VISA •••• 4242");
	expect(shown.text).toContain("10 June 2024");
	expect(shown.text).toContain('href="http://localhost/portal"');
	expect(shown.text).not.toContain("<script");
	expect((await look(url, { do: "card", choice: "decline" })).status).toBe(400);
	expect((await look(url, { do: "card", choice: "number", number: "4111 1111 1111 1111" })).text).toContain(
		"test card",
	);
	const changed = await look(url, { do: "card", choice: "number", number: "5555555555554444", expiry: "07 / 30" });
	expect(changed.status).toBe(303);
	const card = ((await again(subscription)).default_payment_method as Stripe.PaymentMethod).card;
	expect([card?.brand, card?.last4, card?.exp_month, card?.exp_year]).toEqual(["mastercard", "4444", 7, 2030]);
	const types = (await eventTypes(running.stripe)).filter((type) => type !== "charge.updated");
	expect(types.slice(-3)).toEqual(["payment_method.attached", "customer.updated", "customer.subscription.updated"]);
	await running.post("clock", { advanceSeconds: 7200 });
	expect((await look(url)).status).toBe(410);
});

it("takes a card that will fail, and lets the person repair the renewal on the invoice's page", async () => {
	const { stripe } = running;
	const subscription = await planned();
	const { url } = await open(subscription);
	await look(url, { do: "card", choice: "number", number: "4000000000000341" });
	await running.post("clock", { advanceSeconds: 31 * 86_400 + 7200 });
	expect((await again(subscription)).status).toBe("past_due");
	const [invoice] = (await stripe.invoices.list({ status: "open" })).data;
	const page = invoice?.hosted_invoice_url ?? "";
	expect((await look(page)).text).toContain("3,000円");
	await look(page, { choice: "number", number: "4000000000009995" });
	expect((await look(page)).text).toContain("カードが拒否されました");
	await look(page, { choice: "require_3ds", keep: "1" });
	expect((await look(page)).text).toContain("本人認証");
	await look(page, { answer: "fail" });
	await look(page, { choice: "require_3ds", keep: "1" });
	await look(page, { answer: "pass" });
	expect((await look(page)).text).toContain("お支払いは済んでいます");
	const repaired = await again(subscription);
	expect([repaired.status, (repaired.default_payment_method as Stripe.PaymentMethod).card?.last4]).toEqual([
		"active",
		"3220",
	]);
	expect((await look("/c/invoice/in_none")).status).toBe(404);
});

it("pauses, resumes and stops only what the configuration allows", async () => {
	const { stripe } = running;
	const subscription = await planned();
	const closed = await stripe.billingPortal.configurations.create({
		features: { payment_method_update: { enabled: true } },
	});
	const strict = await open(subscription, { configuration: closed.id });
	for (const wish of ["cancel", "pause"]) await look(strict.url, { do: wish, subscription: subscription.id });
	expect((await again(subscription)).cancel_at).toBeNull();
	expect((await look(strict.url)).text).not.toContain('value="cancel"');
	await stripe.billingPortal.configurations.update(closed.id, {
		business_profile: { headline: "NanoLSI <寄付>" },
		features: {
			subscription_pause: { enabled: true, duration: { type: "indefinite" } },
			subscription_cancel: {
				enabled: true,
				cancellation_reason: { enabled: true, options: ["too_expensive", "other"] },
			},
		},
	});
	expect((await look(strict.url)).text).toContain("NanoLSI &lt;寄付&gt;");
	await look(strict.url, { do: "pause", subscription: subscription.id });
	expect((await again(subscription)).status).toBe("paused");
	await running.restart();
	await look(strict.url, { do: "resume", subscription: subscription.id });
	expect((await again(subscription)).status).toBe("active");
	await look(strict.url, { do: "cancel", subscription: subscription.id, feedback: "too_expensive", comment: "x" });
	const stopping = await again(subscription);
	expect([stopping.cancel_at_period_end, stopping.cancellation_details?.feedback]).toEqual([true, "too_expensive"]);
	await look(strict.url, { do: "continue", subscription: subscription.id });
	expect((await again(subscription)).cancel_at).toBeNull();
	expect((await stripe.billingPortal.configurations.list()).data).toHaveLength(1);
});

it("shows the one step of a flow and leads back after it", async () => {
	const subscription = await planned();
	const flow = await open(subscription, {
		flow_data: {
			type: "subscription_cancel",
			subscription_cancel: { subscription: subscription.id },
			after_completion: { type: "redirect", redirect: { return_url: "http://localhost/stopped" } },
		},
	});
	const shown = await look(flow.url);
	expect([shown.text.includes('value="cancel"'), shown.text.includes('value="card"')]).toEqual([true, false]);
	const done = await look(flow.url, { do: "cancel", subscription: subscription.id });
	expect(done.location).toBe("http://localhost/stopped");
	const stranger = await running.stripe.customers.create({ name: "x" });
	const refused = await refusal(
		open(subscription, {
			customer: stranger.id,
			flow_data: { type: "subscription_cancel", subscription_cancel: { subscription: subscription.id } },
		}),
	);
	expect(refused.code).toBe("resource_missing");
	expect((await look("/p/session/bps_none")).status).toBe(404);
});
