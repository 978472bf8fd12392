import { beforeAll, describe, expect, test } from "vitest";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { jobContext } from "~/domain/access/ctx.server";
import { planUrl } from "~/domain/recurring/plan-link.server";
import { currentTime } from "~/platform/clock";
import { beginPlan, planOf } from "../factories/plans";
import { ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { hubScope, signedIn } from "../factories/staff";
import { DONOR, freshWorld } from "../factories/world";

/** Plans over HTTP: the give form, the console, the API and a plan's own page, each with what people get wrong. */
const world = freshWorld();
const route = (file: string) => everyRoute().find((one) => one.file === file) as TestRoute;
let plan = { planId: "", giftId: "", token: "" };
let cookie = "";
let bearer = "";

beforeAll(async () => {
	plan = await beginPlan(world);
	const scope = await hubScope("nanolsi");
	cookie = await signedIn("Officer", [{ role: "officer", scope }]);
	const ctx = await jobContext("test");
	const made = await createApiToken(ctx, {
		name: "crm",
		role: "officer",
		scopes: ["plans:read", "plans:write"],
		reach: scope,
	});
	bearer = `Bearer ${made.token}`;
});

const give = (form: Record<string, string>) =>
	ask(route("routes/public/give.tsx"), {
		params: { lang: "ja", slug: "nanolsi" },
		form: { ...(DONOR as Record<string, string>), fundId: world.fundId, ...form },
	});

describe("the give form", () => {
	test("offers monthly and yearly, and says when the later gifts come", async () => {
		const page = await ask(route("routes/public/give.tsx"), { params: { lang: "en", slug: "nanolsi" } });
		expect(said(page)).toContain('"frequencies":["once","monthly","yearly"]');
		expect(said(page)).toContain('"anchorDay":27');
	});

	test.each([
		[{ frequency: "monthly", paymentMethod: "konbini" }, "paymentMethod"],
		[{ frequency: "yearly", paymentMethod: "bank_transfer" }, "paymentMethod"],
		[{ frequency: "weekly" }, "frequency"],
		[{ frequency: "毎月" }, "frequency"],
		[{ frequency: "monthly", amountYen: "0" }, "amountYen"],
		[{ frequency: "monthly", amountYen: "-3000" }, "amountYen"],
		[{ frequency: "monthly", amountYen: "99999999999999999999" }, "amountYen"],
	])("refuses %j beside its field and keeps what was typed", async (form, field) => {
		const answer = await give({ ...form, email: "wrong@example.jp" });
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject({ errors: { [field]: [expect.any(String)] }, values: { familyName: "髙橋" } });
	});

	test("no more plans than the institution allows", async () => {
		const { institutionId } = await world.gift(plan.giftId);
		await world.database.prisma.givingPolicy.upsert({
			where: { institutionId },
			create: { institutionId, plansMax: 1 },
			update: { plansMax: 1 },
		});
		const answer = await give({ frequency: "monthly", amountYen: "4000" });
		expect(answer.status).toBe(409);
		expect(said(answer)).toContain("plan.tooMany?max=1");
		expect(said(answer)).toContain("髙橋");
		await world.database.prisma.givingPolicy.update({ where: { institutionId }, data: { plansMax: 10 } });
	});
});

describe("the console", () => {
	const page = route("routes/console/plan.tsx");
	const post = (form: Record<string, string>, planId = plan.planId) => ask(page, { cookie, params: { planId }, form });

	test("lists, searches and exports", async () => {
		const list = route("routes/console/plans.tsx");
		const found = await ask(list, { cookie, search: "?q=%E3%82%BF%E3%82%AB%E3%83%8F%E3%82%B7&status=active" });
		expect(said(found)).toContain(plan.planId);
		for (const search of ["?q=%E6%B3%89", "?status=paused", "?q=%25_%27%22", `?cursor=${plan.planId}`]) {
			expect(said(await ask(list, { cookie, search }))).not.toContain(`"id":"${plan.planId}"`);
		}
		const wrong = await ask(list, { cookie, search: "?status=nonsense&cursor=x&hub=%00" });
		expect(wrong.status).toBe(200);
		const file = await ask(route("routes/console/plans-csv.ts"), { cookie });
		expect(file.body).toContain(plan.planId);
	});

	test.each([
		[{ action: "amount", amountYen: "", reason: "x" }, "amountYen"],
		[{ action: "amount", amountYen: "1e9", reason: "x" }, "amountYen"],
		[{ action: "amount", amountYen: "1", reason: "x" }, "amountYen"],
		[{ action: "amount", amountYen: "3000", reason: "x" }, "amountYen"],
		[{ action: "amount", amountYen: "5000", reason: "" }, "reason"],
		[{ action: "amount", amountYen: "5000", reason: "あ".repeat(501) }, "reason"],
		[{ action: "pause", until: "2020-01-01", reason: "x" }, "until"],
		[{ action: "pause", until: "soon", reason: "x" }, "until"],
		[{ action: "resume", reason: "x" }, ""],
		[{ action: "explode", reason: "x" }, "action"],
	])("refuses %j and keeps what was typed", async (form, field) => {
		const answer = await post(form);
		expect([400, 409]).toContain(answer.status);
		expect(answer.body).toMatchObject({ errors: { [field]: [expect.any(String)] }, values: { reason: form.reason } });
	});

	test("takes a change, and the page shows it", async () => {
		const answer = await post({ action: "amount", amountYen: "５，０００円", reason: "電話で申し出" });
		expect(answer).toMatchObject({ status: 303, location: `/console/plans/${plan.planId}?done=amount` });
		await world.settle();
		expect((await planOf(world, plan.planId)).amountYen).toBe(5000n);
		const shown = said(await ask(page, { cookie, params: { planId: plan.planId } }));
		expect(shown).toContain("電話で申し出");
		expect(shown).toContain("¥3,000 → ¥5,000");
		expect((await post({ action: "stop", reason: "x" }, plan.giftId)).status).toBe(404);
		expect((await post({ action: "stop", reason: "x" }, "nonsense")).status).toBe(404);
	});
});

describe("the API", () => {
	const changes = route("routes/api/v1/recurring-plan-changes.ts");
	const post = (body: unknown, key: string, planId = plan.planId) =>
		ask(changes, {
			method: "POST",
			params: { planId },
			json: body,
			headers: { authorization: bearer, "idempotency-key": key, "content-type": "application/json" },
		});

	test("one plan and a page of them, without names", async () => {
		const asked = { headers: { authorization: bearer } };
		const one = await ask(route("routes/api/v1/recurring-plan.ts"), { ...asked, params: { planId: plan.planId } });
		expect(one.body).toMatchObject({ id: plan.planId, unit: "month", anchorDay: 27, nextChargeOn: "2026-06-27" });
		const list = await ask(route("routes/api/v1/recurring-plans.ts"), { ...asked, search: "?status=active" });
		expect((list.body as { data: unknown[] }).data).toHaveLength(1);
		expect(said(list)).not.toMatch(/髙橋|example\.jp/);
		for (const search of ["?status=x", "?limit=0", "?cursor=1", "?nonsense=1"]) {
			expect((await ask(route("routes/api/v1/recurring-plans.ts"), { ...asked, search })).status).toBe(400);
		}
	});

	test.each([
		[{ action: "amount", amountYen: 1.5, reason: "x" }],
		[{ action: "amount", amountYen: "5000", reason: "x" }],
		[{ action: "amount", amountYen: 1, reason: "x" }],
		[{ action: "amount", amountYen: 6000 }],
		[{ action: "pause", until: "never", reason: "x" }],
		[{ action: "pause", until: "2020-01-01", reason: "x" }],
		[{ action: "stop", reason: "x", now: true }],
		[{ action: "explode", reason: "x" }],
		[[]],
		["stop"],
	])("refuses %j", async (body) => {
		expect((await post(body, "wrong")).status).toBe(400);
	});

	test("takes a change once per key, and Stripe is asked in a job", async () => {
		const wish = { action: "pause", until: null, reason: "CRM" };
		const first = await post(wish, "pause-1");
		expect(first).toMatchObject({ status: 201, body: { planId: plan.planId, action: "pause", status: "requested" } });
		expect((await post(wish, "pause-1")).body).toEqual(first.body);
		expect((await post({ ...wish, reason: "other" }, "pause-1")).status).toBe(422);
		await world.settle();
		expect(await planOf(world, plan.planId)).toMatchObject({ status: "paused", nextChargeOn: null });
		expect((await post({ action: "stop", reason: "x" }, "other", plan.giftId)).status).toBe(404);
	});
});

describe("a plan's own page", () => {
	const page = route("routes/public/plan.tsx");

	test("shows the plan to who holds its link, and nothing is changed by looking", async () => {
		const token = planUrl("ja", plan.planId, currentTime()).split("/plans/")[1] ?? "";
		const before = await planOf(world, plan.planId);
		const shown = await ask(page, { params: { lang: "ja", token } });
		expect(shown.status).toBe(200);
		expect(said(shown)).not.toMatch(/髙橋|sakiko/);
		expect(await planOf(world, plan.planId)).toEqual(before);
		const card = await ask(page, { params: { lang: "ja", token }, form: { wish: "card" } });
		expect(card.status).toBe(303);
		expect(card.location).toMatch(/\/p\/session\//);
		expect((await ask(page, { params: { lang: "ja", token }, form: { wish: "pay" } })).status).toBe(409);
		expect((await ask(page, { params: { lang: "ja", token }, form: { wish: "stop" } })).status).toBe(400);
	});

	test.each(["x", "a.b.c", "%00", "x".repeat(5000)])("another link (%#) is none", async (token) => {
		expect((await ask(page, { params: { lang: "ja", token } })).status).toBe(404);
		expect((await ask(page, { params: { lang: "ja", token }, form: { wish: "card" } })).status).toBe(404);
	});
});
