import { beforeAll, describe, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { forgetOldRows } from "~/domain/access/forget-old-rows.server";
import { cancelPledge } from "~/domain/pledges/cancel-pledge.server";
import { createPledge } from "~/domain/pledges/create-pledge.server";
import { currentTime } from "~/platform/clock";
import { askForLink, cookieIn, donorSignedIn, freshToken, portalRoute, pressLink, tokenFor } from "../factories/portal";
import { ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { giveElsewhere, institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const HANAKO = "hanako@example.jp";
const TARO = "taro@example.jp";
const HOME = portalRoute("home.tsx");
const ENTER = portalRoute("enter.tsx");
const GIFT = portalRoute("gift.tsx");
const DETAILS = portalRoute("details.tsx");
const EDIT = portalRoute("details-edit.tsx");
const REQUESTS = portalRoute("requests.tsx");
const FORGET = portalRoute("forget.tsx");
const DATA = portalRoute("data-json.ts");
const pages = everyRoute().filter(({ file }) => /^routes\/portal\/(?!sign-|enter|receipt-copy)/.test(file));
const consoleRequest = everyRoute().find(({ file }) => file === "routes/console/request.tsx") as TestRoute;

let hanakosGift = "";
let tarosGift = "";
let tokyoGift = "";
let hanako = "";
let taro = "";

const give = async (email: string, familyName: string, fields = {}) => {
	const gift = await world.give({ email, familyName, givenName: "花子", ...fields });
	await world.pay(gift.sessionId, "succeed");
	return gift.giftId;
};
const donorOf = async (giftId: string) => (await world.gift(giftId)).donorId;
const openRequest = (kind: string, donorId: string) =>
	world.database.prisma.donorRequest.findFirstOrThrow({ where: { kind, donorId, status: "open" } });

beforeAll(async () => {
	hanakosGift = await give(HANAKO, "泉", { displayName: "はなこ", message: "応援しています", reportConsent: "on" });
	tarosGift = await give(TARO, "髙橋");
	tokyoGift = await giveElsewhere(world, { email: "Hanako@example.jp", familyName: "渡邉" });
	await world.settle();
	hanako = await donorSignedIn(HANAKO, world.workJobs);
	taro = await donorSignedIn(TARO, world.workJobs);
}, 120_000);

describe("the way in", () => {
	test("asks whoever is not signed in, and leads back", async () => {
		for (const route of pages) {
			const answer = await ask(route, { params: { giftId: hanakosGift }, search: "?x=1" });
			expect([answer.status, answer.location], route.path).toEqual([
				303,
				expect.stringMatching(/^\/portal\/sign-in\?next=%2Fportal/),
			]);
		}
	});

	test("says the same of a known and an unknown address, and writes only to the known one", async () => {
		const known = await askForLink(HANAKO);
		const unknown = await askForLink("nobody@example.jp");
		expect([known.status, known.location, said(known)]).toEqual([unknown.status, unknown.location, said(unknown)]);
		await world.workJobs();
		const mails = await world.database.prisma.mail.findMany({ where: { toAddress: "nobody@example.jp" } });
		expect(mails.map(({ status, text }) => [status, text])).toEqual([["dropped", null]]);
		expect(await tokenFor("nobody@example.jp")).toBeNull();
	});

	test.each(["", "nonsense", "a@b", "a@example.jp, b@example.jp", `${"x".repeat(300)}@example.jp`])(
		"%s is no address",
		async (email) => {
			const answer = await askForLink(email);
			expect(answer.status).toBe(400);
			expect(said(answer)).toMatch(/"email":\["fields\./);
		},
	);

	test("a scanner that looks ten times uses nothing up; the button does, once", async () => {
		const token = await freshToken(HANAKO, world.workJobs, `/portal/gifts/${hanakosGift}`);
		for (let times = 0; times < 10; times += 1) {
			const looked = await ask(ENTER, { params: { token } });
			expect([looked.status, looked.headers.getSetCookie()]).toEqual([200, []]);
		}
		const [first, second] = await Promise.all([pressLink(token), pressLink(token)]);
		expect([first?.status, second?.status].sort()).toEqual([303, 410]);
		const inside = first?.status === 303 ? first : second;
		expect(inside?.location).toBe(`/portal/gifts/${hanakosGift}`);
		const [cookie = ""] = inside?.headers.getSetCookie() ?? [];
		expect(cookie).toMatch(/^izumi_portal=[\w-]{43}; Path=\/portal; HttpOnly; SameSite=Lax$/);
		expect((await ask(ENTER, { params: { token } })).status).toBe(410);
		const rows = await world.database.prisma.portalLink.findMany({ where: { usedAt: { not: null } } });
		expect(JSON.stringify(rows)).not.toContain(token);
	});

	test("a late, unknown or changed token leads to one clear page", async () => {
		const token = await freshToken(HANAKO, world.workJobs);
		const changed = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
		for (const wrong of [changed, "x", "", `${token}x`, "'; DROP TABLE portal_link; --"]) {
			expect((await ask(ENTER, { params: { token: wrong } })).status).toBe(410);
			expect((await pressLink(wrong)).status).toBe(410);
		}
		await world.advance(31 * 60);
		expect((await ask(ENTER, { params: { token } })).status).toBe(410);
		const late = await pressLink(token);
		expect([late.status, late.headers.getSetCookie()]).toEqual([410, []]);
	});

	test("another donor's link changes nothing unseen and stays good", async () => {
		const token = await freshToken(HANAKO, world.workJobs);
		const refused = await pressLink(token, taro);
		expect([refused.status, said(refused)]).toEqual([409, '{"refused":"other"}']);
		expect(said(await ask(HOME, { cookie: taro }))).toContain(tarosGift);
		expect((await pressLink(token)).status).toBe(303);
	});

	test("is limited by mail and by address, alike for known and unknown", async () => {
		const asked = async (email: string) => {
			const statuses = [];
			for (let times = 0; times < 6; times += 1) statuses.push((await askForLink(email)).status);
			return statuses;
		};
		expect(await asked("limited@example.jp")).toEqual([303, 303, 303, 303, 429, 429]);
		const one = [];
		for (let times = 0; times < 12; times += 1) {
			one.push((await askForLink(`m${times}@example.jp`, { ip: "192.0.2.77" })).status);
		}
		expect(one.filter((status) => status === 303)).toHaveLength(10);
	});

	test("a session ends by the button, everywhere when asked, after half a day of quiet and after a week", async () => {
		const out = portalRoute("sign-out.ts");
		await world.advance(3600);
		const first = await donorSignedIn(TARO, world.workJobs);
		const second = await donorSignedIn(TARO, world.workJobs);
		expect((await ask(out, { cookie: first })).status).toBe(303);
		expect((await ask(HOME, { cookie: first })).status).toBe(200);
		expect((await ask(out, { cookie: first, method: "POST" })).headers.getSetCookie()[0]).toMatch(/Max-Age=0/);
		expect((await ask(HOME, { cookie: first })).status).toBe(303);
		expect((await ask(HOME, { cookie: second })).status).toBe(200);
		await ask(out, { cookie: second, form: { everywhere: "on" } });
		expect((await ask(HOME, { cookie: taro })).status).toBe(303);
		taro = await donorSignedIn(TARO, world.workJobs);
		const session = { where: { endedAt: null, email: TARO } };
		await world.database.prisma.portalSession.updateMany({
			...session,
			data: { lastSeenAt: new Date(currentTime().getTime() - 13 * 3_600_000) },
		});
		expect((await ask(HOME, { cookie: taro })).status).toBe(303);
		await world.database.prisma.portalSession.updateMany({
			...session,
			data: { lastSeenAt: currentTime(), expiresAt: currentTime() },
		});
		expect((await ask(HOME, { cookie: taro })).status).toBe(303);
		await world.database.prisma.portalSession.updateMany({
			...session,
			data: { expiresAt: new Date(currentTime().getTime() + 3_600_000) },
		});
		expect((await ask(HOME, { cookie: taro })).status).toBe(200);
	});
});

describe("what a donor sees", () => {
	test("gifts of every institution, and sums by the ledger", async () => {
		await world.refund(hanakosGift, 4000);
		await world.settle();
		const answer = await ask(HOME, { cookie: hanako });
		const home = answer.body as { gifts: { id: string; refundedYen: bigint }[]; years: object[] };
		expect(home.gifts.map(({ id }) => id).sort()).toEqual([hanakosGift, tokyoGift].sort());
		expect(home.years).toEqual([{ taxYear: 2026, grossYen: 15_000n, refundedYen: 4000n, count: 2 }]);
		const [ledger] = await world.database.prisma.$queryRaw<{ net: bigint }[]>`
			SELECT (-sum(e.amount_yen))::bigint AS net FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
			WHERE e.account = 'gift_income' AND (t.cause_id IN (SELECT a.payment_id::text FROM allocation a WHERE a.gift_id = ANY(${[hanakosGift, tokyoGift]}::uuid[]))
				OR t.cause_id IN (SELECT r.id::text FROM refund r JOIN allocation a USING (payment_id) WHERE a.gift_id = ANY(${[hanakosGift, tokyoGift]}::uuid[])))`;
		expect(ledger?.net).toBe(11_000n);
	});

	test("nothing of another donor, by any route", async () => {
		const donorId = await donorOf(tarosGift);
		const { pledgeId } = await createPledge(await jobContext("test"), {
			...{
				donorId,
				fundId: world.fundId,
				amountYen: 30_000n,
				startOn: "2027-05-31",
				status: "active",
				source: "paper",
			},
			rule: { unit: "month", every: 1, day: null, count: 3 },
			...{ signedOn: null, signatory: "", conditions: "", note: "", respreadRule: "carry", lang: "ja" },
		});
		const params = { giftId: tarosGift, planId: tarosGift, receiptId: tarosGift, donorId, pledgeId };
		for (const route of pages) {
			const answer = await ask(route, { cookie: hanako, params });
			const own = !/:(giftId|planId|receiptId|donorId|pledgeId)/.test(route.path);
			expect(answer.status, route.path).toBe(own ? 200 : 404);
			expect(said(answer)).not.toMatch(/taro@|髙橋/);
		}
		for (const giftId of ["x", "00000000-0000-0000-0000-000000000000", "' OR 1=1"]) {
			expect((await ask(GIFT, { cookie: hanako, params: { giftId } })).status).toBe(404);
		}
		const writes: [TestRoute, Record<string, string>][] = [
			[GIFT, { amountYen: "1", reason: "x" }],
			[EDIT, { familyName: "x" }],
			[portalRoute("plan.tsx"), { intent: "resume" }],
			[portalRoute("plan-stop.tsx"), {}],
			[portalRoute("receipts.tsx"), { receiptId: tarosGift }],
			[portalRoute("receipt-copy.ts"), {}],
			[DETAILS, { donorId, want: "reports:nanolsi" }],
			[REQUESTS, { requestId: tarosGift }],
		];
		for (const [route, form] of writes) {
			expect((await ask(route, { cookie: hanako, params, form })).status, route.path).toBe(404);
		}
		expect((await ask(FORGET, { cookie: hanako, form: { donorId } })).status).toBe(400);
		expect(await world.database.prisma.donorRequest.count()).toBe(0);
		// A promise still open would keep its donor from being forgotten below.
		await cancelPledge(await jobContext("test"), { pledgeId, reason: "x" });
	});

	test("all their data in one file, and nobody else's", async () => {
		const answer = await ask(DATA, { cookie: hanako });
		const all = answer.body as Record<string, { id: string; subject?: string }[]>;
		expect(answer.headers.get("content-disposition")).toMatch(/attachment/);
		expect(all.gifts?.map(({ id }) => id).sort()).toEqual([hanakosGift, tokyoGift].sort());
		expect(all.institutions).toHaveLength(2);
		expect(said(answer)).toContain("応援しています");
		expect(all.mails?.length).toBeGreaterThan(0);
		expect(said(answer)).not.toMatch(/taro@|髙橋|identityKey|formKey|\/portal\/enter\//);
		const csv = await ask(portalRoute("gifts-csv.ts"), { cookie: hanako, search: "?lang=en" });
		expect(String(csv.body)).toContain("10000,4000");
	});
});

describe("details and consents", () => {
	const details = {
		familyName: "泉川",
		givenName: "花子",
		familyNameKana: "イズミカワ",
		givenNameKana: "ハナコ",
		postalCode: "100-0001",
		prefecture: "東京都",
		city: "千代田区",
		addressLine: "千代田1-1",
		lang: "en",
		receiptRhythm: "annual",
	};

	test("a change is audited before and after, and no gift is rewritten", async () => {
		const donorId = await donorOf(hanakosGift);
		const before = await world.gift(hanakosGift);
		const asked = { cookie: hanako, params: { donorId } };
		expect((await ask(EDIT, { ...asked, form: details })).status).toBe(303);
		const donor = await world.database.prisma.donor.findUniqueOrThrow({ where: { id: donorId } });
		expect(donor).toMatchObject({ familyName: "泉川", postalCode: "100-0001", lang: "en", receiptRhythm: "annual" });
		const after = await world.gift(hanakosGift);
		expect([after.familyName, after.addressLine]).toEqual([before.familyName, before.addressLine]);
		const event = await world.database.prisma.auditEvent.findFirstOrThrow({
			where: { subjectId: donorId, action: "donor.details_changed" },
		});
		expect(event).toMatchObject({ actorKind: "donor", before: { familyName: "泉" }, after: { familyName: "泉川" } });
		// The same form again changes nothing.
		await ask(EDIT, { ...asked, form: details });
		expect(
			await world.database.prisma.auditEvent.count({ where: { subjectId: donorId, action: "donor.details_changed" } }),
		).toBe(1);
		// Who gives under the new name is this donor.
		const again = await give(HANAKO, "泉川", { familyNameKana: "イズミカワ", givenNameKana: "ハナコ" });
		expect(await donorOf(again)).toBe(donorId);
		await world.settle();
	});

	test("a name another donor of this mail has is kept apart, for staff to decide", async () => {
		const donorId = await donorOf(hanakosGift);
		const other = await donorOf(await give(HANAKO, "渡邉", { familyNameKana: "ワタナベ", givenNameKana: "ハナコ" }));
		await world.settle();
		expect(other).not.toBe(donorId);
		const form = { ...details, familyName: "渡邉", familyNameKana: "ワタナベ" };
		expect((await ask(EDIT, { cookie: hanako, params: { donorId }, form })).status).toBe(303);
		expect(await world.database.prisma.possibleDuplicate.count({ where: { donorId, otherDonorId: other } })).toBe(1);
		const back = { ...details, familyName: "泉" };
		expect((await ask(EDIT, { cookie: hanako, params: { donorId }, form: back })).status).toBe(303);
	});

	test.each([
		[{ familyName: "" }, "familyName"],
		[{ familyNameKana: "abc" }, "familyNameKana"],
		[{ postalCode: "12" }, "postalCode"],
		[{ prefecture: "火星" }, "prefecture"],
		[{ addressLine: "x".repeat(201) }, "addressLine"],
		[{ lang: "fr" }, "lang"],
		[{ receiptRhythm: "weekly" }, "receiptRhythm"],
	])("%j is refused beside its field", async (wrong, field) => {
		const donorId = await donorOf(hanakosGift);
		const answer = await ask(EDIT, { cookie: hanako, params: { donorId }, form: { ...details, ...wrong } });
		expect(answer.status).toBe(400);
		expect(Object.keys((answer.body as { errors: object }).errors)).toEqual([field]);
	});

	test("a consent is withdrawn and given again as rows, with the words as they were read", async () => {
		const donorId = await donorOf(hanakosGift);
		const say = (intent: "choose" | "stopAll") =>
			ask(DETAILS, { cookie: hanako, form: { donorId, intent, want: "reports:nanolsi" }, search: "?lang=en" });
		const rows = () => world.database.prisma.consent.findMany({ where: { donorId }, orderBy: { givenAt: "asc" } });
		expect((await rows()).map(({ withdrawnAt }) => withdrawnAt)).toEqual([null]);
		await say("stopAll");
		await say("stopAll");
		expect((await rows()).every(({ withdrawnAt }) => withdrawnAt !== null)).toBe(true);
		await say("choose");
		await say("choose");
		const [first, second, ...more] = await rows();
		expect(more).toEqual([]);
		expect(first?.withdrawnAt).not.toBeNull();
		expect(second).toMatchObject({ lang: "en", withdrawnAt: null, source: expect.stringMatching(/^portal:/) });
	});
});

describe("requests", () => {
	let finance = "";
	beforeAll(async () => {
		finance = await signedIn("Finance", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
	});
	const askBack = (amountYen: string, reason = "金額を間違えました") =>
		ask(GIFT, { cookie: hanako, params: { giftId: hanakosGift }, form: { amountYen, reason } });
	const decide = (requestId: string, form: Record<string, string>, cookie = finance) =>
		ask(consoleRequest, { cookie, params: { requestId }, form });

	test("a refund within the window, once, no more than is left, and staff carry it out", async () => {
		for (const amount of ["0", "-1", "6001", "99999999999999999999", "1.5", "abc", ""]) {
			expect((await askBack(amount)).status, amount).toBe(400);
		}
		expect((await askBack("1000", "")).status).toBe(400);
		expect((await askBack("2000")).status).toBe(303);
		expect((await askBack("1000")).status).toBe(409);
		const request = await openRequest("refund", await donorOf(hanakosGift));
		expect((await decide(request.id, { decision: "refused", answer: "" })).status).toBe(400);
		expect((await decide(request.id, { decision: "maybe" })).status).toBe(400);
		expect((await decide(request.id, { decision: "done", answer: "承知しました" })).status).toBe(303);
		expect((await decide(request.id, { decision: "done", answer: "" })).status).toBe(409);
		await world.settle();
		const { allocations } = await world.gift(hanakosGift);
		const refunds = await world.database.prisma.refund.findMany({
			where: { paymentId: allocations[0]?.paymentId, requestedBy: { not: null } },
		});
		expect(refunds.map(({ amountYen, status }) => [amountYen, status])).toEqual([[2000n, "succeeded"]]);
		const mail = await world.database.prisma.mail.findFirstOrThrow({ where: { kind: "request-answered" } });
		expect(mail).toMatchObject({ status: "sent", toAddress: HANAKO });
		expect(mail.text).toContain("承知しました");
	});

	test("is withdrawn by its donor while it is open, and closed when the window is over", async () => {
		expect((await askBack("1000")).status).toBe(303);
		const request = await openRequest("refund", await donorOf(hanakosGift));
		const form = { requestId: request.id };
		expect((await ask(REQUESTS, { cookie: hanako, form })).status).toBe(303);
		expect((await ask(REQUESTS, { cookie: hanako, form })).status).toBe(409);
		expect((await decide(request.id, { decision: "done", answer: "" })).status).toBe(409);
		const { institutionId } = await world.gift(hanakosGift);
		const policy = (refundWindowDays: number) =>
			world.database.prisma.givingPolicy.update({ where: { institutionId }, data: { refundWindowDays } });
		await policy(0);
		expect((await askBack("1000")).status).toBe(409);
		await policy(14);
	});

	test("forgetting is said twice, waits for what is under way, and keeps what the law keeps", async () => {
		const donorId = await donorOf(hanakosGift);
		const once = await ask(FORGET, { cookie: hanako, form: { donorId, reason: "" } });
		expect(once.body).toMatchObject({ step: "confirm" });
		const confirm = { donorId, reason: "", intent: "confirm" };
		expect((await ask(FORGET, { cookie: hanako, form: confirm })).status).toBe(400);
		expect(await world.database.prisma.donorRequest.count({ where: { kind: "erasure" } })).toBe(0);
		expect((await ask(FORGET, { cookie: hanako, form: { ...confirm, understood: "on" } })).status).toBe(303);
		expect((await ask(FORGET, { cookie: hanako, form: { ...confirm, understood: "on" } })).status).toBe(303);
		const request = await openRequest("erasure", donorId);

		const officer = await signedIn("Officer", [{ role: "officer", scope: await institutionScope("u-tokyo") }]);
		expect((await decide(request.id, { decision: "done", answer: "" }, officer)).status).toBe(404);
		const waiting = await world.give({ email: HANAKO, familyName: "泉", givenName: "花子", paymentMethod: "konbini" });
		await world.pay(waiting.sessionId, "konbini_issue");
		await world.settle();
		const blocker = await donorOf(waiting.giftId);
		await world.database.prisma.gift.update({ where: { id: waiting.giftId }, data: { donorId } });
		expect((await decide(request.id, { decision: "done", answer: "" })).status).toBe(409);
		expect((await openRequest("erasure", donorId)).status).toBe("open");
		await world.database.prisma.gift.update({ where: { id: waiting.giftId }, data: { donorId: blocker } });

		const entries = await world.database.prisma.ledgerEntry.count();
		const digests = () =>
			world.database.prisma.auditEvent.findMany({
				where: { subjectId: donorId, action: "donor.details_changed" },
				select: { digestBefore: true, before: true, after: true },
				orderBy: { id: "asc" },
			});
		const [before] = await digests();
		const done = await decide(request.id, { decision: "done", answer: "ありがとうございました" });
		expect(done.status).toBe(303);
		expect(done.location).toMatch(/gifts=2&receipts=\d+&payments=2&ledgerEntries=\d+/);
		expect(await world.database.prisma.ledgerEntry.count()).toBe(entries);
		const gift = await world.gift(hanakosGift);
		expect(gift).toMatchObject({ familyName: "泉", addressLine: "角間町1", email: "", phone: "", displayName: "" });
		expect(gift.message).toBe("");
		expect((await digests())[0]).toEqual({ digestBefore: before?.digestBefore, before: null, after: null });
		const donor = await world.database.prisma.donor.findUniqueOrThrow({ where: { id: donorId } });
		expect(JSON.stringify({ ...donor, id: "", institutionId: "" })).not.toMatch(/泉|hanako|千代田|イズミ/i);
		await world.settle();
		const answered = { kind: "request-answered", donorId, subjectId: request.id };
		const mail = await world.database.prisma.mail.findFirstOrThrow({ where: answered });
		expect(mail).toMatchObject({ status: "sent", toAddress: HANAKO });
		expect(mail.text).toContain("ありがとうございました");
		await forgetOldRows(await jobContext("test"));
		expect((await world.database.prisma.mail.findFirstOrThrow({ where: answered })).toAddress).toBe("");
		expect(await world.brokenPromises()).toEqual([]);
		expect((await world.ledger(hanakosGift)).length).toBeGreaterThan(0);
		// Other donors of this mail are as they were: the session goes on with them.
		const home = (await ask(HOME, { cookie: hanako })).body as { gifts: { id: string }[] };
		expect(home.gifts.map(({ id }) => id)).toContain(tokyoGift);
		expect(home.gifts.map(({ id }) => id)).not.toContain(hanakosGift);
	});

	test("with the last donor of an address, its sessions and links end", async () => {
		const donorId = await donorOf(tarosGift);
		taro = await donorSignedIn(TARO, world.workJobs);
		await ask(FORGET, { cookie: taro, form: { donorId, reason: "", intent: "confirm", understood: "on" } });
		const request = await openRequest("erasure", donorId);
		expect((await decide(request.id, { decision: "done", answer: "" })).status).toBe(303);
		expect((await ask(HOME, { cookie: taro })).status).toBe(303);
		expect(await world.database.prisma.portalLink.count({ where: { email: TARO } })).toBe(0);
		expect(await freshToken(TARO, world.workJobs)).toBe("");
		expect(cookieIn(await pressLink("x".repeat(43)))).toBe("");
	});
});
