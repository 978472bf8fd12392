import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { disableStripeAccount } from "~/domain/stripe-accounts/disable-stripe-account.server";
import { env } from "~/platform/env.server";
import { connectAccount, ownKeysAccount } from "../factories/accounts";
import { callWebhook } from "../factories/webhooks";
import { freshWorld } from "../factories/world";

/** Which account an event is kept under, whatever it says of itself: the one whose secret verified. */
const world = freshWorld();
let tokyo = { id: "", stripeId: "" };
let kyoto = { id: "", stripeId: "", webhookSecret: "" };
let osaka = { id: "", stripeId: "", webhookSecret: "" };

beforeAll(async () => {
	const origin = "http://127.0.0.1:9";
	tokyo = await connectAccount(world, "u-tokyo");
	kyoto = await ownKeysAccount(world, { institution: "kyoto-u", name: "kyoto", origin });
	osaka = await ownKeysAccount(world, { institution: "osaka-u", name: "osaka", origin });
}, 60_000);

let number = 0;
async function send(input: { to: string; secret: string; account?: string; body?: string; method?: string }) {
	number += 1;
	const id = `evt_accounts_${number}`;
	const at = Math.floor(Date.now() / 1000);
	const body =
		input.body ??
		JSON.stringify({
			id,
			object: "event",
			created: at,
			type: "payment_intent.succeeded",
			...(input.account && { account: input.account }),
			data: { object: { id: `pi_${number}`, object: "payment_intent" } },
		});
	const signature = createHmac("sha256", input.secret).update(`${at}.${body}`).digest("hex");
	const method = input.method ?? "POST";
	const answer = await callWebhook(
		new Request(`http://localhost:3000/webhooks/stripe${input.to}`, {
			method,
			headers: { "stripe-signature": `t=${at},v1=${signature}` },
			...(method === "GET" ? {} : { body }),
		}),
	);
	const text = await answer.text();
	const row = await world.database.prisma.stripeEvent.findFirst({ where: { eventId: id } });
	return { status: answer.status, code: text ? JSON.parse(text).code : null, keptAs: row?.stripeAccountId ?? null };
}
const ofPlatform = () => env.STRIPE_WEBHOOK_SECRET;

test("each event is kept under the account whose secret verified it", async () => {
	expect(await send({ to: "", secret: ofPlatform() })).toEqual({ status: 200, code: null, keptAs: "platform" });
	expect(await send({ to: "", secret: ofPlatform(), account: tokyo.stripeId })).toMatchObject({ keptAs: tokyo.id });
	expect(await send({ to: "/kyoto-u", secret: kyoto.webhookSecret })).toMatchObject({ status: 200, keptAs: kyoto.id });
	// An event may name the account it is of.
	const named = { to: "/kyoto-u", secret: kyoto.webhookSecret, account: kyoto.stripeId };
	expect(await send(named)).toMatchObject({ status: 200, keptAs: kyoto.id });
});

test.each([
	["the platform's signature at an own address", () => ({ to: "/kyoto-u", secret: ofPlatform() })],
	["another institution's signature", () => ({ to: "/kyoto-u", secret: osaka.webhookSecret })],
	["an own signature at the platform's address", () => ({ to: "", secret: kyoto.webhookSecret })],
])("refused: %s", async (_name, sent) => {
	expect(await send(sent())).toEqual({ status: 400, code: "webhook_signature_invalid", keptAs: null });
});

test.each([
	["of a connected account at an own address", () => tokyo.stripeId],
	["of another institution with keys of its own", () => osaka.stripeId],
	["of an account nobody knows", () => "acct_nobody"],
])("refused although rightly signed: an event %s", async (_name, account) => {
	const sent = { to: "/kyoto-u", secret: kyoto.webhookSecret, account: account() };
	expect(await send(sent)).toEqual({ status: 400, code: "webhook_account_unknown", keptAs: null });
});

test("an account nobody knows is refused at the platform's address, one with keys of its own is left to its own", async () => {
	const at = (account: string) => send({ to: "", secret: ofPlatform(), account });
	expect(await at("acct_nobody")).toEqual({ status: 400, code: "webhook_account_unknown", keptAs: null });
	expect(await at(kyoto.stripeId)).toEqual({ status: 200, code: null, keptAs: null });
});

test.each([
	["nobody's", "/nobody"],
	["the platform's word", "/platform"],
	["a connected account's word", "/u-tokyo"],
	["capitals", "/KYOTO-U"],
	["a NUL", "/%00"],
	["another script", "/%E4%BA%AC%E9%83%BD"],
	["a quote", "/kyoto-u'--"],
	["a thousand letters", `/${"k".repeat(1000)}`],
])("there is no such address: %s", async (_name, to) => {
	expect(await send({ to, secret: kyoto.webhookSecret })).toMatchObject({
		status: 404,
		code: "webhook_address_unknown",
		keptAs: null,
	});
});

test("an own address has the same limits as the platform's", async () => {
	const to = "/kyoto-u";
	const secret = kyoto.webhookSecret;
	expect(await send({ to, secret, body: "hello" })).toMatchObject({ status: 400 });
	expect(await send({ to, secret, body: "{}" })).toMatchObject({ status: 400, code: "webhook_event_unreadable" });
	expect(await send({ to, secret, body: "x".repeat(5_000_000) })).toMatchObject({ status: 413 });
	expect(await send({ to, secret, method: "GET" })).toMatchObject({ status: 405 });
	expect(await send({ to, secret, method: "PUT" })).toMatchObject({ status: 405 });
});

test("a disabled account keeps hearing of what was given on it", async () => {
	await disableStripeAccount(await jobContext("test"), { institution: "osaka-u", account: osaka.id });
	const sent = { to: "/osaka-u", secret: osaka.webhookSecret };
	expect(await send(sent)).toEqual({ status: 200, code: null, keptAs: osaka.id });
});

test("neither keys nor webhook secrets lie open in the database", async () => {
	const rows = await world.database.prisma.$queryRaw`SELECT row_to_json(a)::text AS row FROM stripe_account a`;
	const audit = await world.database.prisma.$queryRaw`SELECT row_to_json(e)::text AS row FROM audit_event e`;
	const all = JSON.stringify([rows, audit]);
	for (const secret of ["sk_test_sandbox_kyoto", kyoto.webhookSecret, osaka.webhookSecret]) {
		expect(all).not.toContain(secret);
	}
	expect(all).toContain("yoto");
});
