import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { gift, type Running, run } from "./running.ts";

let running: Running;
beforeEach(async () => {
	running = await run();
});
afterEach(() => running.stop());

interface Seen {
	status: number;
	location: string | null;
	text: string;
}

async function look(url: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Seen> {
	const response = await fetch(new URL(url, running.sandbox.url), {
		redirect: "manual",
		headers: { connection: "close", ...headers },
		...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
	});
	return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}

const sessionOf = (created: Stripe.Checkout.Session) =>
	running.stripe.checkout.sessions.retrieve(created.id, { expand: ["payment_intent"] });

it("says what, how much and to whom, that no money moves, and offers only what the session offers", async () => {
	const created = await running.stripe.checkout.sessions.create(
		gift(5000, { allowed_payment_method_types: ["card"], branding_settings: { display_name: "金沢大学 <NanoLSI>" } }),
	);
	const { status, text } = await look(created.url ?? "");
	expect(status).toBe(200);
	expect(text).toContain('<html lang="ja">');
	expect(text).toContain("これはテスト用のサンドボックスです。お金は一切動きません。");
	expect(text).toContain("5,000円");
	expect(text).toContain("NanoLSI への寄付");
	expect(text).toContain("金沢大学 &lt;NanoLSI&gt;");
	expect(text).toContain('href="http://localhost/give"');
	expect(text).toContain('value="succeed"');
	expect(text).not.toContain('value="konbini_issue"');
	expect(text).not.toContain("<script");
	const english = await running.stripe.checkout.sessions.create(gift(5000, { locale: "en" }));
	expect((await look(english.url ?? "")).text).toContain("This is a test sandbox. No money moves.");
	const asked = await running.stripe.checkout.sessions.create(gift(5000, { locale: "auto" }));
	expect((await look(asked.url ?? "", undefined, { "accept-language": "en-US,en" })).text).toContain(
		'<html lang="en">',
	);
	expect((await look("/")).text).toContain("NanoLSI への寄付");
});

it("takes a card and leads to the success page with the session's id", async () => {
	const created = await running.stripe.checkout.sessions.create(gift(5000));
	const url = `/c/pay/${created.id}`;
	const declined = await look(url, { choice: "decline" });
	expect([declined.status, declined.location]).toEqual([303, url]);
	expect((await look(url)).text).toContain("カードが拒否されました");
	const paid = await look(url, { choice: "succeed" });
	expect([paid.status, paid.location]).toEqual([303, `http://localhost/thanks?session=${created.id}`]);
	expect((await sessionOf(created)).payment_status).toBe("paid");
	expect((await look(url, { choice: "succeed" })).location).toBe(`http://localhost/thanks?session=${created.id}`);
	expect((await running.stripe.charges.list()).data.filter((charge) => charge.paid)).toHaveLength(1);
	expect((await look(url)).text).toContain("手続きが済んでいます");
});

it("takes Stripe's test cards by their number", async () => {
	const created = await running.stripe.checkout.sessions.create(gift(5000));
	const url = `/c/pay/${created.id}`;
	const pay = (number: string, expiry = "12 / 34") => look(url, { choice: "number", number, expiry });
	expect((await pay("4111111111111111")).text).toContain("テスト用のカード番号だけ");
	expect((await pay("4242424242424242", "13 / 34")).status).toBe(400);
	await pay("4000 0000 0000 0002");
	expect((await look(url)).text).toContain("カードが拒否されました");
	await pay("4000000000009995");
	expect((await look(url)).text).toContain("利用可能額が足りません");
	await pay("4242424242424242", "01 / 20");
	expect((await look(url)).text).toContain("有効期限が切れています");
	expect((await pay("4000002500003155")).location).toBe(`/c/3ds/${created.id}`);
	await look(`/c/3ds/${created.id}`, { answer: "fail" });
	await pay("5555 5555 5555 4444");
	const [charge] = (await running.stripe.charges.list({ limit: 1 })).data;
	expect([charge?.paid, charge?.payment_method_details?.card?.brand]).toEqual([true, "mastercard"]);
	const failures = (await running.stripe.charges.list()).data.filter(({ paid }) => !paid);
	expect(failures.map(({ outcome }) => outcome?.reason)).toEqual([
		"expired_card",
		"insufficient_funds",
		"generic_decline",
	]);
});

it("asks for contact details when the session has none", async () => {
	const { customer_email: _, ...base } = gift(5000);
	const created = await running.stripe.checkout.sessions.create(base);
	const url = `/c/pay/${created.id}`;
	expect((await look(url)).text).toContain('name="email"');
	expect((await look(url, { choice: "succeed", email: "nobody" })).status).toBe(400);
	await look(url, { choice: "succeed", email: "taro@example.com", name: "山田 太郎" });
	expect((await sessionOf(created)).customer_details).toMatchObject({ email: "taro@example.com", name: "山田 太郎" });
});

it("shows the challenge of 3-D Secure", async () => {
	const created = await running.stripe.checkout.sessions.create(gift(5000));
	const asked = await look(`/c/pay/${created.id}`, { choice: "require_3ds" });
	expect(asked.location).toBe(`/c/3ds/${created.id}`);
	expect((await look(`/c/3ds/${created.id}`)).text).toContain("本人認証");
	expect((await look(`/c/3ds/${created.id}`, { answer: "fail" })).location).toBe(`/c/pay/${created.id}`);
	expect((await look(`/c/pay/${created.id}`)).text).toContain("本人認証ができませんでした");
	await look(`/c/pay/${created.id}`, { choice: "require_3ds" });
	expect((await look(`/c/3ds/${created.id}`, { answer: "pass" })).location).toContain("/thanks");
	expect((await sessionOf(created)).payment_status).toBe("paid");
});

it("issues a voucher that can be paid at a store of one's choice", async () => {
	const created = await running.stripe.checkout.sessions.create(gift(5000));
	const { location } = await look(`/c/pay/${created.id}`, { choice: "konbini_issue" });
	expect(location).toMatch(/^\/c\/voucher\/pi_/);
	const voucher = await look(location ?? "");
	expect(voucher.text).toContain("セイコーマート");
	expect(voucher.text).toContain("23:59");
	expect((await look(`/c/pay/${created.id}`)).location).toBe(location);
	await look(location ?? "", { do: "pay", store: "lawson" });
	const charge = (await running.stripe.charges.list()).data[0];
	expect(charge?.payment_method_details?.konbini?.store?.chain).toBe("lawson");
	expect((await look(location ?? "")).text).toContain("お支払いを確認しました");
});

it("shows the account for a bank transfer and takes parts of it", async () => {
	const customer = await running.stripe.customers.create({ email: "a@example.com" });
	const { customer_email: _, ...base } = gift(10_000);
	const created = await running.stripe.checkout.sessions.create({ ...base, customer: customer.id });
	const { location } = await look(`/c/pay/${created.id}`, { choice: "bank_transfer" });
	expect(location).toMatch(/^\/c\/transfer\/pi_/);
	expect((await look(location ?? "")).text).toContain("口座番号");
	expect((await look(location ?? "", { amountYen: "0" })).status).toBe(400);
	await look(location ?? "", { amountYen: "4000" });
	expect((await look(location ?? "")).text).toContain("6,000円");
	await look(location ?? "", { amountYen: "7000" });
	const done = await look(location ?? "");
	expect(done.text).toContain("お振り込みを確認しました");
	expect(done.text).toContain("1,000円が残高に残っています");
	expect((await sessionOf(created)).payment_status).toBe("paid");
});

it("changes nothing by GET, nor for another site", async () => {
	const created = await running.stripe.checkout.sessions.create(gift(5000));
	await look(`/c/pay/${created.id}?choice=succeed`);
	expect((await look(`/c/pay/${created.id}`, { choice: "succeed" }, { "sec-fetch-site": "cross-site" })).status).toBe(
		403,
	);
	expect((await sessionOf(created)).status).toBe("open");
	expect((await look("/c/pay/cs_test_none")).status).toBe(404);
	await running.act(created, "abandon");
	expect((await look(`/c/pay/${created.id}`)).text).toContain("有効期限が切れました");
});
