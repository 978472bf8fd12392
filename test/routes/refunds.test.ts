import { beforeAll, describe, expect, test } from "vitest";
import { API_SCOPES } from "~/domain/access/api-scopes";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { jobContext } from "~/domain/access/ctx.server";
import { atSandbox, chargeOf, paidGift } from "../factories/money-back";
import { type Answer, type Asked, ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { hubScope, institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const routeOf = (file: string) => everyRoute().find((route) => route.file === `routes/${file}`) as TestRoute;
const GONE = "00000000-0000-4000-8000-000000000000";
let officer = "";
let finance = "";
let keiri = "";
let giftId = "";
let authorization = "";

beforeAll(async () => {
	officer = await signedIn("Izumi", [{ role: "officer", scope: await hubScope("nanolsi") }]);
	finance = await signedIn("Zaimu", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
	keiri = await signedIn("Keiri", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
	giftId = (await paidGift(world, "sakiko@example.jp", "300000")).giftId;
	const made = await createApiToken(await jobContext("test"), {
		name: "test",
		role: "officer",
		scopes: [...API_SCOPES],
		reach: await hubScope("nanolsi"),
	});
	authorization = `Bearer ${made.token}`;
}, 120_000);

const form = { amountYen: "1,000", reason: "duplicate", note: "二重の手続き" };
const page = (file: string, asked: Asked) => ask(routeOf(`console/${file}`), asked);
const askFor = (fields: Record<string, string>, cookie = officer) =>
	page("gift-refund.tsx", { cookie, params: { giftId }, form: fields });
const errorsOf = (answer: Answer) => (answer.body as { errors: Record<string, string[]> }).errors;
const refundIdOf = (answer: Answer) => /refunds\/([0-9a-f-]+)/.exec(answer.location ?? "")?.[1] ?? "";

describe("the form", () => {
	test.each([
		["no amount", { ...form, amountYen: "" }, "amountYen"],
		["zero", { ...form, amountYen: "0" }, "amountYen"],
		["negative", { ...form, amountYen: "-5" }, "amountYen"],
		["a fraction", { ...form, amountYen: "10.5" }, "amountYen"],
		["another script", { ...form, amountYen: "千円" }, "amountYen"],
		["huge", { ...form, amountYen: "9".repeat(40) }, "amountYen"],
		["more than the gift", { ...form, amountYen: "300001" }, "amountYen"],
		["no reason", { ...form, note: "  \n" }, "note"],
		["an endless reason", { ...form, note: "長".repeat(1001) }, "note"],
		["control characters", { ...form, note: "a\u0000b" }, "note"],
		["a kind nobody offers", { ...form, reason: "because" }, "reason"],
		["an empty kind", { ...form, reason: "" }, "reason"],
	])("%s", async (_, fields, field) => {
		const answer = await askFor(fields);
		expect([400, 409]).toContain(answer.status);
		expect(Object.keys(errorsOf(answer))).toEqual([field]);
		expect((answer.body as { values: object }).values).toMatchObject(fields);
		expect(await world.database.prisma.refund.count()).toBe(0);
	});

	test("what people type is understood, and the refund's page follows", async () => {
		const answer = await askFor({ ...form, amountYen: "¥１，０００" });
		expect(answer.status).toBe(303);
		expect(answer.location).toMatch(/^\/console\/finance\/refunds\/.*\?done=asked$/);
		const shown = await page("finance-refund.tsx", { cookie: officer, params: { refundId: refundIdOf(answer) } });
		expect(shown.status).toBe(200);
		expect(said(shown)).toContain("二重の手続き");
		await world.settle();
	});

	test("a gift that is not there, or not one's own", async () => {
		for (const id of ["x", GONE, ""]) {
			const answer = await page("gift-refund.tsx", { cookie: officer, params: { giftId: id }, form });
			expect(answer.status).toBe(404);
		}
	});
});

describe("the second person", () => {
	const decide = (cookie: string, refundId: string, fields: Record<string, string>) =>
		page("finance-refund.tsx", { cookie, params: { refundId }, form: fields });

	test("approves once; the asker, an officer and nonsense do not", async () => {
		const refundId = refundIdOf(await askFor({ ...form, amountYen: "200000" }, finance));
		expect((await decide(officer, refundId, { intent: "approve" })).status).toBe(403);
		const own = await decide(finance, refundId, { intent: "approve" });
		expect([own.status, errorsOf(own)]).toEqual([403, { "": ["refund.own"] }]);
		expect((await decide(keiri, refundId, { intent: "explode" })).status).toBe(400);
		expect((await decide(keiri, refundId, { intent: "refuse", note: " " })).status).toBe(400);
		expect((await decide(keiri, GONE, { intent: "approve" })).status).toBe(404);
		expect((await decide(keiri, refundId, { intent: "record", refundedOn: "2026-05-21" })).status).toBe(409);
		expect((await decide(keiri, refundId, { intent: "record", refundedOn: "31/12" })).status).toBe(400);
		expect((await decide(keiri, refundId, { intent: "approve" })).status).toBe(303);
		expect((await decide(keiri, refundId, { intent: "approve" })).status).toBe(409);
		await world.settle();
		const home = await ask(routeOf("console/home.tsx"), { cookie: finance });
		expect((home.body as { waiting: object }).waiting).toMatchObject({ refundsToApprove: 0, failedRefunds: 0 });
	});

	test("the list goes on by cursor", async () => {
		const seen = new Set<string>();
		for (const queue of ["waiting", "moving", "failed", "done", "all", "nonsense"]) {
			const answer = await page("finance-refunds.tsx", { cookie: finance, search: `?queue=${queue}&cursor=nonsense` });
			expect(answer.status).toBe(200);
			for (const { id } of (answer.body as { refunds: { id: string }[] }).refunds) seen.add(id);
		}
		expect(seen.size).toBe(2);
	});
});

test("a warning is answered once, with a reason", async () => {
	await atSandbox(world, `fraud-warning/${await chargeOf(world, giftId)}`);
	await world.settle();
	const { id } = await world.database.prisma.fraudWarning.findFirstOrThrow();
	const decide = (fields: Record<string, string>, cookie = officer) =>
		page("finance-disputes.tsx", { cookie, form: fields });
	expect((await decide({ warningId: id, decision: "keep" })).status).toBe(400);
	expect((await decide({ warningId: "x", decision: "keep" })).status).toBe(400);
	expect((await decide({ warningId: id, decision: "burn", note: "a" })).status).toBe(400);
	expect((await decide({ warningId: GONE, decision: "keep", note: "a" })).status).toBe(404);
	expect((await decide({ warningId: id, decision: "keep", note: "電話で確認" })).status).toBe(303);
	expect((await decide({ warningId: id, decision: "refund", note: "やはり" })).status).toBe(409);
});

describe("API", () => {
	const post = (body: unknown, key: string = crypto.randomUUID(), type = "application/json") =>
		ask(routeOf("api/v1/refunds.ts"), {
			method: "POST",
			headers: { authorization, "content-type": type, ...(key ? { "idempotency-key": key } : {}) },
			json: body,
		});
	const good = () => ({ giftId, amountYen: 500, note: "by API" });

	test("asks once per key", async () => {
		const first = await post(good(), "one-key");
		expect(first.status).toBe(201);
		expect(first.body).toMatchObject({ giftId, hub: "nanolsi", amountYen: 500, requestedAt: expect.any(String) });
		expect((await post(good(), "one-key")).body).toEqual(first.body);
		expect((await post({ ...good(), amountYen: 501 }, "one-key")).status).toBe(422);
		expect(await world.database.prisma.refund.count({ where: { note: "by API" } })).toBe(1);
		await world.settle();
		const { id } = first.body as { id: string };
		const one = await ask(routeOf("api/v1/refund.ts"), { headers: { authorization }, params: { refundId: id } });
		expect(one.body).toMatchObject({ id, amountYen: 500 });
		const list = await ask(routeOf("api/v1/refunds.ts"), { headers: { authorization }, search: "?limit=2" });
		const { data, nextCursor } = list.body as { data: { id: string }[]; nextCursor: string };
		expect(data).toHaveLength(2);
		const next = await ask(routeOf("api/v1/refunds.ts"), {
			headers: { authorization },
			search: `?limit=2&cursor=${nextCursor}`,
		});
		expect((next.body as { data: { id: string }[] }).data.map((row) => row.id)).not.toContain(data[0]?.id);
		expect(said(list)).not.toMatch(/髙橋|example\.jp|by API/);
	});

	test.each([
		[{ giftId: "x" }, "giftId"],
		[{ amountYen: 0 }, "amountYen"],
		[{ amountYen: 1.5 }, "amountYen"],
		[{ amountYen: "500" }, "amountYen"],
		[{ amountYen: 1e15 }, "amountYen"],
		[{ note: "" }, "note"],
		[{ note: undefined }, "note"],
		[{ reason: "because" }, "reason"],
		[{ colour: "blue" }, "colour"],
	])("%j is refused by name", async (wrong, field) => {
		const answer = await post({ ...good(), ...wrong });
		expect([answer.status, Object.keys(errorsOf(answer))]).toEqual([400, [field]]);
	});

	test("no key, no JSON, no such gift, too much", async () => {
		expect((await post(good(), "")).status).toBe(400);
		expect((await post(good(), undefined, "text/plain")).status).toBe(400);
		expect((await post({ ...good(), giftId: GONE })).status).toBe(404);
		expect((await post({ ...good(), amountYen: 300_001 })).body).toMatchObject({ code: "refund_too_much" });
	});
});
