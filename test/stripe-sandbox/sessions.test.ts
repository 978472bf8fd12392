import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { client, gift, type Running, refusal, run } from "./running.ts";

let running: Running;
let stripe: Stripe;
beforeAll(async () => {
	running = await run();
	stripe = running.stripe;
});
afterAll(() => running.stop());

describe("a checkout session", () => {
	it("starts open and unpaid, without a payment intent", async () => {
		const session = await stripe.checkout.sessions.create(
			gift(5000, {
				metadata: { gift: "g1" },
				client_reference_id: "g1",
				custom_text: { submit: { message: "ありがとう" } },
			}),
		);
		expect(session).toMatchObject({
			object: "checkout.session",
			mode: "payment",
			status: "open",
			payment_status: "unpaid",
			payment_intent: null,
			amount_total: 5000,
			currency: "jpy",
			locale: "ja",
			metadata: { gift: "g1" },
			client_reference_id: "g1",
			customer_email: "hanako@example.com",
			custom_text: { submit: { message: "ありがとう" } },
			livemode: false,
		});
		expect(session.url).toBe(`${running.sandbox.url}/c/pay/${session.id}`);
		expect(session.expires_at - session.created).toBe(86_400);
		expect(await stripe.checkout.sessions.retrieve(session.id)).toEqual(session);
	});

	it("takes prices and products made before, and lists its line items in pages", async () => {
		const product = await stripe.products.create({ name: "一般寄付", metadata: { fund: "f1" } });
		const price = await stripe.prices.create({ product: product.id, currency: "jpy", unit_amount: 1500 });
		expect(price.unit_amount_decimal?.toString()).toBe("1500");
		const session = await stripe.checkout.sessions.create(
			gift(1000, {
				line_items: [
					{ price: price.id, quantity: 2 },
					{ price_data: { currency: "jpy", unit_amount: 700, product: product.id }, quantity: 1 },
					{ price_data: { currency: "jpy", unit_amount: 300, product_data: { name: "別の寄付" } }, quantity: 1 },
				],
				expand: ["line_items.data.price.product"],
			}),
		);
		expect(session.amount_total).toBe(4000);
		expect(session.line_items?.data[0]?.price?.product).toMatchObject({ name: "一般寄付", metadata: { fund: "f1" } });
		const first = await stripe.checkout.sessions.listLineItems(session.id, { limit: 2 });
		expect(first.data.map((item) => [item.description, item.amount_total])).toEqual([
			["一般寄付", 3000],
			["一般寄付", 700],
		]);
		expect(first.has_more).toBe(true);
		const rest = await stripe.checkout.sessions.listLineItems(session.id, { starting_after: first.data[1]?.id ?? "" });
		expect(rest.data.map((item) => item.description)).toEqual(["別の寄付"]);
		expect((await stripe.products.list({ ids: [product.id] })).data).toHaveLength(1);
		expect((await stripe.prices.list({ product: product.id })).data.map((p) => p.unit_amount)).toEqual([700, 1500]);
		expect((await stripe.products.update(product.id, { name: "新しい名" })).name).toBe("新しい名");
		expect((await stripe.prices.update(price.id, { active: false })).active).toBe(false);
		expect(
			(await refusal(stripe.checkout.sessions.create(gift(1000, { line_items: [{ price: price.id, quantity: 1 }] }))))
				.message,
		).toMatch(/inactive/);
	});

	it("is found by its filters", async () => {
		const customer = await stripe.customers.create({ email: "f@example.com" });
		const { customer_email: _, ...base } = gift(2000);
		const session = await stripe.checkout.sessions.create({ ...base, customer: customer.id });
		await running.act(session, "succeed");
		const paid = await stripe.checkout.sessions.retrieve(session.id);
		const intent = String(paid.payment_intent);
		const ids = async (filter: Stripe.Checkout.SessionListParams) =>
			(await stripe.checkout.sessions.list(filter)).data.map((found) => found.id);
		expect(await ids({ payment_intent: intent })).toEqual([session.id]);
		expect(await ids({ customer: customer.id })).toEqual([session.id]);
		expect(await ids({ status: "complete" })).toContain(session.id);
		expect(await ids({ status: "open" })).not.toContain(session.id);
		expect(await ids({ created: { gte: session.created, lte: session.created } })).toContain(session.id);
		expect(await ids({ created: { gt: session.created + 100 } })).toEqual([]);
		expect(await ids({ customer_details: { email: "f@example.com" } })).toEqual([session.id]);
	});

	it("expires on request, once", async () => {
		const session = await stripe.checkout.sessions.create(gift(5000));
		const expired = await stripe.checkout.sessions.expire(session.id);
		expect([expired.status, expired.url]).toEqual(["expired", null]);
		expect((await refusal(stripe.checkout.sessions.expire(session.id))).statusCode).toBe(400);
		expect((await running.act(session, "succeed")).status).toBe(409);
		const events = await stripe.events.list({ type: "checkout.session.expired" });
		expect(events.data.map((event) => (event.data.object as Stripe.Checkout.Session).id)).toContain(session.id);
	});
});

describe("payment methods", () => {
	const methods = async (amountYen: number, more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
		(await stripe.checkout.sessions.create(gift(amountYen, more))).payment_method_types;

	it("offers konbini only between ¥120 and ¥300,000", async () => {
		expect(await methods(119)).toEqual(["card"]);
		expect(await methods(120)).toEqual(["card", "konbini"]);
		expect(await methods(300_000)).toEqual(["card", "konbini"]);
		expect(await methods(300_001)).toEqual(["card"]);
	});

	it("filters by allowed and excluded types without a word", async () => {
		expect(await methods(5000, { allowed_payment_method_types: ["konbini", "paypay"] })).toEqual(["konbini"]);
		expect(await methods(5000, { excluded_payment_method_types: ["konbini"] })).toEqual(["card"]);
		const none = await refusal(methods(400_000, { allowed_payment_method_types: ["konbini"] }));
		expect(none.message).toMatch(/No valid payment method types/);
		const wrong = await refusal(methods(5000, { allowed_payment_method_types: ["konbeni"] }));
		expect(wrong.param).toBe("allowed_payment_method_types[0]");
		const both = await refusal(
			methods(5000, { allowed_payment_method_types: ["card"], excluded_payment_method_types: ["card"] }),
		);
		expect(both.code).toBe("parameters_exclusive");
	});

	it("offers bank transfer to a customer only", async () => {
		const customer = await stripe.customers.create({ name: "山田 花子" });
		const { customer_email: _, ...base } = gift(5000);
		const session = await stripe.checkout.sessions.create({
			...base,
			customer: customer.id,
			allowed_payment_method_types: ["customer_balance"],
			payment_method_options: {
				customer_balance: { funding_type: "bank_transfer", bank_transfer: { type: "jp_bank_transfer" } },
			},
		});
		expect(session.payment_method_types).toEqual(["customer_balance"]);
		const refused = await refusal(methods(5000, { allowed_payment_method_types: ["customer_balance"] }));
		expect([refused.code, refused.param]).toEqual(["parameter_missing", "customer"]);
	});
});

describe("refusals look like Stripe's", () => {
	it("names unknown, missing and retired parameters", async () => {
		const send = (params: object) =>
			refusal(stripe.checkout.sessions.create(params as Stripe.Checkout.SessionCreateParams));
		const unknown = await send({ ...gift(5000), colour: "blue" });
		expect(unknown).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
		expect([unknown.statusCode, unknown.code, unknown.param]).toEqual([400, "parameter_unknown", "colour"]);
		expect(unknown.requestId).toMatch(/^req_/);
		expect(unknown.request_log_url).toContain(unknown.requestId);
		const nested = await send(
			gift(5000, {
				line_items: [
					{ quantity: 1, price_data: { currency: "jpy", unit_amount: 1, product_data: { name: "x", size: 3 } } },
				],
			} as object),
		);
		expect(nested.param).toBe("line_items[0][price_data][product_data][size]");
		const retired = await send({ ...gift(5000), payment_method_types: ["card"] });
		expect([retired.code, retired.param]).toEqual(["payment_method_types_no_longer_supported", "payment_method_types"]);
		const { success_url: _, ...without } = gift(5000);
		const absent = await send(without);
		expect([absent.code, absent.param]).toEqual(["parameter_missing", "success_url"]);
		expect((await send({ ...gift(5000), mode: undefined })).param).toBe("mode");
		expect((await send({ ...gift(5000), line_items: [] })).param).toBe("line_items");
		expect((await send({ ...gift(5000), success_url: "thanks" })).code).toBe("url_invalid");
		expect((await send({ ...gift(5000), client_reference_id: "" })).code).toBe("parameter_invalid_empty");
	});

	it("keeps to whole yen, ¥50 to ¥99,999,999", async () => {
		const code = async (amountYen: number) => (await refusal(stripe.checkout.sessions.create(gift(amountYen)))).code;
		expect(await code(49)).toBe("amount_too_small");
		expect(await code(100_000_000)).toBe("amount_too_large");
		expect(await code(50.5)).toBe("parameter_invalid_integer");
		expect((await stripe.checkout.sessions.create(gift(50))).amount_total).toBe(50);
		expect((await stripe.checkout.sessions.create(gift(99_999_999))).amount_total).toBe(99_999_999);
		const dollars = await refusal(
			stripe.checkout.sessions.create(
				gift(1, {
					line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 500, product_data: { name: "x" } } }],
				}),
			),
		);
		expect(dollars.param).toBe("line_items[0][price_data][currency]");
	});

	it("refuses a subscription to a one-time price, unknown customers, both kinds of customer and wrong expiry", async () => {
		expect((await refusal(stripe.checkout.sessions.create(gift(5000, { mode: "subscription" })))).param).toBe(
			"line_items",
		);
		const unknown = await refusal(
			stripe.checkout.sessions.create({ ...gift(5000), customer_email: undefined, customer: "cus_x" } as object),
		);
		expect([unknown.statusCode, unknown.code, unknown.param]).toEqual([400, "resource_missing", "customer"]);
		expect((await refusal(stripe.checkout.sessions.create(gift(5000, { customer: "cus_x" })))).code).toBe(
			"parameters_exclusive",
		);
		const soon = Math.floor(Date.now() / 1000) + 60;
		expect((await refusal(stripe.checkout.sessions.create(gift(5000, { expires_at: soon })))).param).toBe("expires_at");
		expect((await refusal(stripe.checkout.sessions.create(gift(5000, { expires_at: soon + 90_000 })))).param).toBe(
			"expires_at",
		);
		expect(
			(await refusal(stripe.checkout.sessions.create(gift(5000, { metadata: { ["k".repeat(41)]: "v" } })))).message,
		).toMatch(/40 characters/);
	});

	it("answers 401 to a wrong key and 404 to an unknown id or address", async () => {
		const stranger = await refusal(client(running.sandbox.port, {}, "sk_test_wrong").customers.list());
		expect(stranger).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
		expect(stranger.statusCode).toBe(401);
		const gone = await refusal(stripe.checkout.sessions.retrieve("cs_test_none"));
		expect([gone.statusCode, gone.code]).toEqual([404, "resource_missing"]);
		const nowhere = await refusal(stripe.coupons.list());
		expect([nowhere.statusCode, nowhere.rawType]).toEqual([404, "invalid_request_error"]);
	});

	it("expands what can be expanded and refuses the rest", async () => {
		const session = await stripe.checkout.sessions.create(gift(5000));
		const wrong = await refusal(stripe.checkout.sessions.retrieve(session.id, { expand: ["nonsense"] }));
		expect([wrong.statusCode, wrong.param]).toEqual([400, "expand"]);
		expect(
			(await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent.latest_charge"] }))
				.payment_intent,
		).toBeNull();
	});
});
