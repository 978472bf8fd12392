import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { eventTypes, gift, monthly, type Running, refusal, run, until } from "../running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
});
afterEach(() => running.stop());

it("lets an account charge once its onboarding is done, and no more when it is stopped or leaves", async () => {
	const { stripe } = running;
	const account = await stripe.accounts.create({ type: "standard", country: "JP", metadata: { host: "kanazawa-u" } });
	expect(account).toMatchObject({ charges_enabled: false, details_submitted: false, type: "standard" });
	const own = { stripeAccount: account.id };
	expect((await refusal(stripe.checkout.sessions.create(gift(5000), own))).message).toContain("cannot currently");
	const link = await stripe.accountLinks.create({
		account: account.id,
		type: "account_onboarding",
		refresh_url: "http://localhost/again",
		return_url: "http://localhost/done",
	});
	const page = await fetch(link.url);
	expect([page.status, (await page.text()).includes("<script")]).toEqual([200, false]);
	const done = await fetch(link.url, {
		method: "POST",
		redirect: "manual",
		body: new URLSearchParams({ do: "finish" }),
	});
	expect([done.status, done.headers.get("location")]).toEqual([303, "http://localhost/done"]);
	const used = await fetch(link.url, { redirect: "manual" });
	expect(used.headers.get("location")).toBe("http://localhost/again");
	await running.restart();
	expect((await stripe.accounts.retrieve(account.id)).charges_enabled).toBe(true);
	expect((await stripe.accounts.list()).data.map(({ id }) => id)).toEqual([account.id]);
	expect((await stripe.checkout.sessions.create(gift(5000), own)).status).toBe("open");
	await running.post(`account/${account.id}`, { action: "disable" });
	expect((await refusal(stripe.checkout.sessions.create(gift(5000), own))).statusCode).toBe(400);
	const { data } = await stripe.events.list({ type: "account.updated" }, own);
	expect(data.map((event) => event.account)).toEqual([account.id, account.id]);
	await running.post(`account/${account.id}`, { action: "deauthorize" });
	expect((await refusal(stripe.customers.list({}, own))).code).toBe("account_invalid");
	await running.post(`account/${account.id}`, { action: "authorize" });
	expect(await eventTypes(stripe, own)).toContain("account.application.deauthorized");
	expect((await running.post("account/acct_nobody", { action: "disable" })).status).toBe(404);
});

it("shares a direct charge with the platform, on both balances to the yen, and gives it back", async () => {
	const { stripe } = running;
	const own = { stripeAccount: "acct_kanazawa" };
	const created = await stripe.checkout.sessions.create(
		gift(10_000, { payment_intent_data: { application_fee_amount: 500 } }),
		own,
	);
	const { body } = await running.act(created, "succeed");
	const charge = body.paymentIntent.latest_charge as string;
	const settled = await until(async () => {
		const found = await stripe.charges.retrieve(charge, { expand: ["balance_transaction"] }, own);
		return found.balance_transaction !== null && found;
	});
	const transaction = settled.balance_transaction as Stripe.BalanceTransaction;
	expect(transaction).toMatchObject({ amount: 10_000, fee: 860, net: 9140 });
	expect(transaction.fee_details.map(({ type, amount }) => [type, amount])).toEqual([
		["application_fee", 500],
		["stripe_fee", 360],
	]);
	const [fee] = (await stripe.applicationFees.list({ charge, expand: ["data.balance_transaction"] })).data;
	expect(fee).toMatchObject({ id: settled.application_fee, account: "acct_kanazawa", amount: 500 });
	expect((fee?.balance_transaction as Stripe.BalanceTransaction | undefined)?.net).toBe(500);
	await stripe.refunds.create({ charge, amount: 4000, refund_application_fee: true }, own);
	const after = await stripe.applicationFees.retrieve(fee?.id ?? "");
	expect([after.amount_refunded, after.refunded]).toEqual([200, false]);
	const total = async (options: Stripe.RequestOptions = {}) => {
		const { available, pending } = await stripe.balance.retrieve({}, options);
		return (available[0]?.amount ?? 0) + (pending[0]?.amount ?? 0);
	};
	expect([await total(), await total(own)]).toEqual([300, 9140 - 4000 + 200]);
	expect(await eventTypes(stripe)).toEqual([
		"application_fee.created",
		"application_fee.refunded",
		"application_fee.refund.updated",
	]);
});

it("keeps subscriptions, their renewals and the share of each on their account", async () => {
	const { stripe } = running;
	const own = { stripeAccount: "acct_kanazawa" };
	await running.post("clock", { startAt: "2024-05-10T03:00:00Z" });
	const created = await stripe.checkout.sessions.create(
		monthly(3000, { subscription_data: { application_fee_percent: 2.5 } }),
		own,
	);
	await running.act(created, "succeed");
	await running.post("clock", { advanceSeconds: 40 * 86_400 });
	expect((await stripe.subscriptions.list()).data).toEqual([]);
	expect((await stripe.invoices.list({}, own)).data.map(({ status }) => status)).toEqual(["paid", "paid"]);
	expect((await stripe.applicationFees.list()).data.map(({ amount }) => amount)).toEqual([75, 75]);
	const { data } = await stripe.events.list({ type: "invoice.paid" }, own);
	expect(data.map((event) => event.account)).toEqual(["acct_kanazawa", "acct_kanazawa"]);
});
