import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { ensurePlatformAccount } from "~/domain/stripe-accounts/stripe-account.server";
import { env } from "~/platform/env.server";
import { callWebhook } from "../factories/webhooks";
import { freshDatabase } from "../setup/database";

const database = freshDatabase();
const NOW = () => Math.floor(Date.now() / 1000);

beforeAll(async () => ensurePlatformAccount(await jobContext("test")));

function event(changes: object = {}) {
	return {
		id: "evt_1",
		object: "event",
		api_version: "2026-10-28.endive",
		created: NOW(),
		livemode: false,
		type: "payment_intent.succeeded",
		data: { object: { id: "pi_1", object: "payment_intent" } },
		...changes,
	};
}

type Sent = { secret?: string; at?: number; header?: string | null; signed?: string | Buffer };

async function send(
	body: string | Buffer,
	{ secret = env.STRIPE_WEBHOOK_SECRET, at = NOW(), header, signed }: Sent = {},
) {
	const hmac = createHmac("sha256", secret)
		.update(`${at}.`)
		.update(signed ?? body)
		.digest("hex");
	const signature = header === undefined ? `t=${at},v1=${hmac}` : header;
	const response = await callWebhook(
		new Request("http://localhost:3000/webhooks/stripe", {
			method: "POST",
			headers: signature === null ? {} : { "stripe-signature": signature },
			body: typeof body === "string" ? body : new Uint8Array(body),
		}),
	);
	const text = await response.text();
	return { status: response.status, body: (text ? JSON.parse(text) : null) as { code: string; detail: string } | null };
}

const stored = () => database.prisma.stripeEvent.count();

test("an event of a known type is kept and its work queued, once", async () => {
	const body = JSON.stringify(event({ id: "evt_known" }));
	expect(await send(body)).toEqual({ status: 200, body: null });
	expect(await send(body)).toEqual({ status: 200, body: null });
	const rows = await database.prisma.stripeEvent.findMany({ where: { eventId: "evt_known" } });
	expect(rows).toMatchObject([{ type: "payment_intent.succeeded", rootId: "pi_1", status: "stored" }]);
});

test("an event of a type we do not know is kept and answered 200", async () => {
	expect(await send(JSON.stringify(event({ id: "evt_new", type: "brand.new.thing" })))).toMatchObject({ status: 200 });
	expect(await send(JSON.stringify(event({ id: "evt_x", data: { object: { id: "seti_1" } } })))).toMatchObject({
		status: 200,
	});
	const rows = await database.prisma.stripeEvent.findMany({ where: { eventId: { in: ["evt_new", "evt_x"] } } });
	expect(rows.map(({ status }) => status)).toEqual(["ignored", "ignored"]);
});

const good = JSON.stringify(event());
const SIGNATURES: [name: string, body: string | Buffer, sent: Sent][] = [
	["no header", good, { header: null }],
	["an empty header", good, { header: "" }],
	["a header that is no signature", good, { header: "hello" }],
	["a header without a time", good, { header: `v1=${"0".repeat(64)}` }],
	["a header without a v1", good, { header: `t=${NOW()},v0=${"0".repeat(64)}` }],
	["a wrong signature", good, { header: `t=${NOW()},v1=${"0".repeat(64)}` }],
	["a signature of another length", good, { header: `t=${NOW()},v1=00` }],
	["a wrong secret", good, { secret: "whsec_of_somebody_else" }],
	["a stale time", good, { at: NOW() - 301 }],
	["a time in the future", good, { at: NOW() + 3600 }],
	["a time that is no number", good, { header: `t=NaN,v1=${"0".repeat(64)}` }],
	["a body that broke off", good.slice(0, 100), { signed: good }],
	["a body changed by one letter", good.replace("pi_1", "pi_2"), { signed: good }],
	["an empty body", "", { signed: good }],
];

test.each(SIGNATURES)("refused: %s", async (_name, body, sent) => {
	const before = await stored();
	const answer = await send(body, sent);
	expect(answer.status).toBe(400);
	expect(answer.body).toMatchObject({ code: "webhook_signature_invalid" });
	expect(answer.body?.detail).toMatch(/webhook/);
	expect(await stored()).toBe(before);
});

const longId = `evt_${"x".repeat(5000)}`;
const BODIES: [name: string, body: string | Buffer][] = [
	["no JSON", "hello"],
	["half a JSON", good.slice(0, 100)],
	["an empty body", ""],
	["bytes of no text", Buffer.from([0xff, 0xfe, 0x00, 0x7b])],
	["null", "null"],
	["a number", "42"],
	["a list", "[]"],
	["an empty object", "{}"],
	["a thin event", JSON.stringify({ ...event(), object: "v2.core.event" })],
	["no event id", JSON.stringify(event({ id: undefined }))],
	["an event id that is no text", JSON.stringify(event({ id: { $gt: "" } }))],
	["an id too long for any index", JSON.stringify(event({ id: longId }))],
	["an object id too long for any index", JSON.stringify(event({ data: { object: { id: longId } } }))],
	["a NUL in the event id", JSON.stringify(event({ id: "evt_\u0000" }))],
	["a NUL in the object id", JSON.stringify(event({ data: { object: { id: "pi_\u0000" } } }))],
	["a NUL in the type", JSON.stringify(event({ type: "payment_intent.\u0000" }))],
	["a NUL in the account", JSON.stringify(event({ account: "acct_\u0000" }))],
	["no data", JSON.stringify(event({ data: undefined }))],
	["no object", JSON.stringify(event({ data: {} }))],
	["no object id", JSON.stringify(event({ data: { object: { object: "balance" } } }))],
	["a type that is no text", JSON.stringify(event({ type: 7 }))],
	["a time that is no number", JSON.stringify(event({ created: "yesterday" }))],
	["a time beyond every calendar", JSON.stringify(event({ created: 1e300 }))],
	["an account we do not know", JSON.stringify(event({ account: "acct_unknown" }))],
];

test.each(BODIES)("rightly signed and still refused: %s", async (_name, body) => {
	const before = await stored();
	const answer = await send(body);
	expect(answer.status).toBe(400);
	expect(answer.body?.code).toMatch(/^webhook_/);
	expect(await stored()).toBe(before);
});

test("a body of 5 MB is refused before it is read whole", async () => {
	const before = await stored();
	const answer = await send(JSON.stringify(event({ padding: "x".repeat(5_000_000) })));
	expect(answer).toMatchObject({ status: 413, body: { code: "body_too_large" } });
	expect(await stored()).toBe(before);
});

test("of an event with an odd payment_intent only the object itself is read", async () => {
	const object = { id: "ch_odd", payment_intent: { id: "\u0000" } };
	expect(await send(JSON.stringify(event({ id: "evt_odd", data: { object } })))).toMatchObject({ status: 200 });
	const row = await database.prisma.stripeEvent.findFirst({ where: { eventId: "evt_odd" } });
	expect(row).toMatchObject({ rootId: "ch_odd", status: "ignored" });
});

test("only POST is taken", async () => {
	const get = await callWebhook(new Request("http://localhost:3000/webhooks/stripe"));
	expect(get.status).toBe(405);
	const put = await callWebhook(new Request("http://localhost:3000/webhooks/stripe", { method: "PUT", body: "{}" }));
	expect(put.status).toBe(405);
});

test("sixteen copies at once are one row and one job", async () => {
	const body = JSON.stringify(event({ id: "evt_copies", data: { object: { id: "pi_copies" } } }));
	const answers = await Promise.all(Array.from({ length: 16 }, () => send(body)));
	expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
	expect(await database.prisma.stripeEvent.count({ where: { eventId: "evt_copies" } })).toBe(1);
});
