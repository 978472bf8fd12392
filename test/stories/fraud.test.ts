import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { beforeAll, expect, test } from "vitest";
import { type Ctx, jobContext, publicContext } from "~/domain/access/ctx.server";
import { checkCode, checkPuzzle, mailCode, makePuzzle } from "~/domain/fraud/challenge.server";
import { DECLINES_PER_PAGE } from "~/domain/fraud/close-hammered-checkout.server";
import { guardGive } from "~/domain/fraud/guard-give.server";
import { addBlock, closeAlarm, endBlock } from "~/domain/fraud/manage-blocks.server";
import { watchDeclines } from "~/domain/fraud/watch-declines.server";
import { ask, everyRoute } from "../factories/routes";
import { DONOR, freshWorld } from "../factories/world";

const world = freshWorld();
let institutionId = "";
let address = 0;

beforeAll(async () => {
	const fund = await world.database.prisma.fund.findUniqueOrThrow({ where: { id: world.fundId } });
	institutionId = fund.institutionId;
});

const visitor = (): Promise<Ctx> => publicContext(new Request("http://localhost:3000/"), "ja");
const job = () => jobContext("test");
/** A giver from an address of their own, so that tests do not use up each other's limits. */
const giver = (email: string, amountYen = 10_000n) => {
	address += 1;
	return { email, amountYen, institutionId, clientIp: `198.51.100.${address}` };
};
const guard = async (one: ReturnType<typeof giver>) => guardGive(await visitor(), one);
const rule = { reason: "試し", days: "30", institutionId: "" } as const;

test("a donor passes; a blocked mail, domain or address does not, until the rule ends or runs out", async () => {
	expect(await guard(giver("hanako@example.jp"))).toBe("pass");
	await addBlock(await job(), { ...rule, kind: "email", value: "Blocked@Example.jp" });
	await addBlock(await job(), { ...rule, kind: "email_domain", value: "@bad.example", days: "1" });
	await addBlock(await job(), { ...rule, kind: "address", value: "203.0.113.9", institutionId });
	await expect(guard(giver("blocked@example.jp"))).rejects.toMatchObject({ code: "giving_blocked", status: 403 });
	await expect(guard(giver("anybody@bad.example"))).rejects.toMatchObject({ code: "giving_blocked" });
	await expect(guard({ ...giver("else@example.jp"), clientIp: "203.0.113.9" })).rejects.toMatchObject({
		code: "giving_blocked",
	});
	const rules = await world.database.prisma.blockRule.findMany({ orderBy: { id: "asc" } });
	expect(rules.map(({ hint }) => hint)).toEqual(["b…@example.jp", "bad.example", "203.0.…"]);
	expect(JSON.stringify(rules)).not.toMatch(/blocked@|113\.9/i);
	await endBlock(await job(), { ruleId: rules[0]?.id ?? "" });
	expect(await guard(giver("blocked@example.jp"))).toBe("pass");
	await world.advance(25 * 60 * 60);
	expect(await guard(giver("anybody@bad.example"))).toBe("pass");
});

test("the institution's daily limits count gifts and yen of one mail address, in any case of its letters", async () => {
	await world.database.prisma.givingPolicy.update({
		where: { institutionId },
		data: { dailyGiftsMax: 3, dailyYenMax: 1_000_000n },
	});
	const email = "often@example.jp";
	await world.give({ email, amountYen: "900000" });
	await expect(guard(giver(email, 100_001n))).rejects.toMatchObject({ status: 429, personKey: "give.dailyLimit" });
	expect(await guard(giver(email, 100_000n))).toBe("pass");
	await world.give({ email, amountYen: "1000" });
	await world.give({ email, amountYen: "1001" });
	await expect(guard(giver("OFTEN@example.jp", 500n))).rejects.toMatchObject({ personKey: "give.dailyLimit" });
	await world.advance(25 * 60 * 60);
	expect(await guard(giver(email, 500n))).toBe("pass");
});

test("a solved puzzle is good once, for its own form, and not for long", async () => {
	const form = { email: "puzzle@example.jp", fundId: world.fundId, amountYen: 10_000n };
	const ctx = await visitor();
	const challenge = await makePuzzle(ctx, form);
	const solution = await solveChallenge({ challenge, deriveKey });
	const payload = JSON.stringify({ challenge, solution });
	const check = async (sent: string, change = {}) =>
		checkPuzzle(await visitor(), { ...form, lang: "ja", ...change }, sent);
	const refused = { code: "challenge_failed", status: 400 };
	for (const wrong of ["", "{}", "[1]", "渡邉", `${payload}x`, "x".repeat(100_000)]) {
		await expect(check(wrong)).rejects.toMatchObject(refused);
	}
	await expect(check(payload, { amountYen: 10_001n })).rejects.toMatchObject(refused);
	await expect(check(payload, { email: "other@example.jp" })).rejects.toMatchObject(refused);
	const easier = { ...challenge, parameters: { ...challenge.parameters, cost: 1 } };
	await expect(check(JSON.stringify({ challenge: easier, solution }))).rejects.toMatchObject(refused);
	await check(payload);
	await expect(check(payload)).rejects.toMatchObject(refused);
	const late = await makePuzzle(ctx, form);
	const lateSolution = await solveChallenge({ challenge: late, deriveKey });
	await world.advance(11 * 60);
	await expect(check(JSON.stringify({ challenge: late, solution: lateSolution }))).rejects.toMatchObject(refused);
});

test("a code by mail is good once, for its own form, for five tries and twenty minutes", async () => {
	const form = { email: "code@example.jp", fundId: world.fundId, amountYen: 10_000n };
	const refused = { code: "challenge_failed" };
	const newCode = async () => {
		await mailCode(await visitor(), { ...form, institutionId });
		await world.workJobs();
		const mail = await world.database.prisma.mail.findFirstOrThrow({
			where: { kind: "give-code", toAddress: form.email },
			orderBy: { createdAt: "desc" },
		});
		return /\d{6}/.exec(mail.subject ?? "")?.[0] ?? "";
	};
	const code = await newCode();
	await expect(checkCode(await visitor(), { ...form, amountYen: 1n }, code)).rejects.toMatchObject(refused);
	await checkCode(await visitor(), form, `　${code} `);
	await expect(checkCode(await visitor(), form, code)).rejects.toMatchObject(refused);
	const guessed = await newCode();
	const wrong = guessed === "000000" ? "000001" : "000000";
	for (let tries = 0; tries < 5; tries += 1) {
		await expect(checkCode(await visitor(), form, wrong)).rejects.toMatchObject(refused);
	}
	await expect(checkCode(await visitor(), form, guessed)).rejects.toMatchObject(refused);
	const late = await newCode();
	await world.advance(21 * 60);
	await expect(checkCode(await visitor(), form, late)).rejects.toMatchObject(refused);
	const stored = await world.database.prisma.giveChallenge.findMany();
	expect(JSON.stringify(stored)).not.toContain(code);
});

test("card after card on one page closes it; a wave of refusals opens an alarm that challenges everybody", async () => {
	const { giftId, sessionId } = await world.give({ email: "tester@example.jp" });
	for (let card = 0; card < DECLINES_PER_PAGE; card += 1) await world.pay(sessionId, "decline");
	await world.settle();
	await world.settle();
	expect((await world.gift(giftId)).paymentStatus).toBe("expired");
	expect(await guard(giver("tester@example.jp"))).toBe("challenge");
	expect(await guard(giver("hanako@example.jp"))).toBe("pass");

	expect(await watchDeclines(await job())).toEqual({ opened: 0, ended: 0 });
	const second = await world.give({ email: "tester2@example.jp" });
	for (let card = 0; card < 5; card += 1) await world.pay(second.sessionId, "decline");
	await world.settle();
	expect(await watchDeclines(await job())).toEqual({ opened: 1, ended: 0 });
	expect(await watchDeclines(await job())).toEqual({ opened: 0, ended: 0 });
	expect(await guard(giver("hanako@example.jp"))).toBe("challenge");
	const alarm = await world.database.prisma.declineAlarm.findFirstOrThrow({ where: { closedAt: null } });
	await closeAlarm(await job(), { alarmId: alarm.id });
	expect(await guard(giver("hanako@example.jp"))).toBe("pass");
	await watchDeclines(await job());
	await world.advance(3 * 60 * 60);
	expect(await watchDeclines(await job())).toEqual({ opened: 0, ended: 1 });
});

test("a challenged form goes to the confirm page with everything typed, and comes back with its proof", async () => {
	const alarm = await world.database.prisma.declineAlarm.create({
		data: { institutionId, declined: 20, attempts: 20, openedAt: new Date(), lastSeenAt: new Date() },
	});
	const route = (path: string) => everyRoute().find((one) => one.path === path) ?? expect.fail(path);
	const give = route("/:lang/hubs/:slug/give");
	const confirm = route("/:lang/confirm-gift");
	const form = { ...DONOR, fundId: world.fundId, email: "confirm@example.jp" } as Record<string, string>;
	const params = { lang: "ja", slug: "nanolsi" };
	const sent = await ask(give, { form, params, search: "?utm_source=x", ip: "198.51.100.200" });
	expect(sent.status).toBe(307);
	const to = "/ja/hubs/nanolsi/give?utm_source=x";
	expect(sent.location).toBe(`/ja/confirm-gift?${new URLSearchParams({ to })}`);
	const search = new URL(sent.location ?? "", "http://x").search;
	const page = await ask(confirm, { form: { ...form, code: "1" }, params: { lang: "ja" }, search });
	const shown = page.body as {
		to: string;
		fields: { name: string; value: string }[];
		puzzle: Parameters<typeof solveChallenge>[0]["challenge"];
	};
	expect(shown.to).toBe(to);
	expect(Object.fromEntries(shown.fields.map(({ name, value }) => [name, value]))).toEqual(form);
	const solution = await solveChallenge({ challenge: shown.puzzle, deriveKey });
	const puzzle = JSON.stringify({ challenge: shown.puzzle, solution });
	const wrong = await ask(give, { form: { ...form, code: "123456" }, params, ip: "198.51.100.200" });
	expect(wrong).toMatchObject({ status: 307, location: expect.stringContaining("failed=1") });
	const begun = await ask(give, { form: { ...form, puzzle }, params, ip: "198.51.100.200" });
	expect(begun).toMatchObject({ status: 303, location: expect.stringContaining("/c/pay/cs_") });
	for (const elsewhere of ["https://example.com/", "//example.com/ja/give", "/console", "/ja/give#x", ""]) {
		const stray = await ask(confirm, {
			form,
			params: { lang: "ja" },
			search: `?${new URLSearchParams({ to: elsewhere })}`,
		});
		expect(stray.status, elsewhere).toBe(400);
	}
	expect((await ask(confirm, { form: {}, params: { lang: "ja" }, search, method: "POST" })).status).toBe(400);
	await world.database.prisma.declineAlarm.delete({ where: { id: alarm.id } });
});
