import { beforeAll, describe, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { renderQueuedMail } from "~/domain/mails/renderers.server";
import { donorSignedIn } from "../factories/portal";
import { ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { hubScope, institutionScope, signedIn } from "../factories/staff";
import { DONOR, freshWorld } from "../factories/world";

/** The forms of pledges, filled in wrong and right; what their numbers come to is told by the stories of pledges. */
const world = freshWorld();
const routeOf = (file: string) => everyRoute().find((route) => route.file === `routes/${file}`) as TestRoute;
const NEW = routeOf("console/pledge-new.tsx");
const ONE = routeOf("console/pledge.tsx");
const AMEND = routeOf("console/pledge-amend.tsx");
const PUBLIC = routeOf("public/pledge-new.tsx");
const PAGE = routeOf("public/pledge.tsx");

let officer = "";
let stranger = "";
let finance = "";
const promise = () => ({
	...(DONOR as Record<string, string>),
	fundId: world.fundId,
	amountYen: "300,000",
	startOn: "2027-04-30",
	repeat: "year",
	count: "3",
});

beforeAll(async () => {
	officer = await signedIn("Officer", [{ role: "officer", scope: await hubScope("nanolsi") }]);
	stranger = await signedIn("Stranger", [{ role: "officer", scope: await hubScope("ircn") }]);
	finance = await signedIn("Finance", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
});

describe("a new pledge in the console", () => {
	const sent = (change: Record<string, string>, cookie = officer) =>
		ask(NEW, { cookie, form: { ...promise(), intent: "save", ...change } });

	test.each([
		[{ amountYen: "" }, "amountYen"],
		[{ amountYen: "-5" }, "amountYen"],
		[{ amountYen: "0" }, "amountYen"],
		[{ amountYen: "1000000000000000" }, "amountYen"],
		[{ amountYen: "2" }, "amountYen"],
		[{ startOn: "2027-02-30" }, "startOn"],
		[{ startOn: "1999-01-01" }, "startOn"],
		[{ repeat: "daily" }, "repeat"],
		[{ count: "٣" }, "count"],
		[{ count: "601" }, "count"],
		[{ count: "" }, "count"],
		[{ repeat: "list", dates: "明日 5万円" }, "dates"],
		[{ repeat: "list", dates: "2027-04-30 1" }, "dates"],
		[{ familyName: "", donorId: "" }, "familyName"],
		[{ fundId: "x" }, "fundId"],
		[{ signedOn: "2090-01-01" }, "signedOn"],
	])("%j is refused beside %s, with what was typed", async (change, field) => {
		const answer = await sent(change);
		expect(answer.status).toBe(400);
		expect(Object.keys((answer.body as { errors: object }).errors)).toContain(field);
		expect(said(answer)).toContain(DONOR.email);
	});

	test("is shown before it is saved, shown again when it was changed, and found again when sent twice", async () => {
		const preview = await sent({});
		expect([preview.status, await world.database.prisma.pledge.count()]).toEqual([200, 0]);
		const { key } = (preview.body as { preview: { key: string } }).preview;
		expect((await sent({ previewed: key, count: "4" })).status).toBe(200);
		expect((await sent({ previewed: key }, stranger)).status).toBe(403);
		const saved = await sent({ previewed: key, status: "active" });
		expect(saved.location).toMatch(/done=created$/);
		expect((await sent({ previewed: key, status: "active" })).location).toBe(saved.location);
	});
});

describe("a pledge's page", () => {
	let pledgeId = "";
	beforeAll(async () => {
		({ id: pledgeId } = await world.database.prisma.pledge.findFirstOrThrow());
	});
	const deed = (form: Record<string, string>, cookie = officer) => ask(ONE, { cookie, params: { pledgeId }, form });

	test.each([
		[{ intent: "payment", amountYen: "x" }, 400, "amountYen"],
		[{ intent: "payment", amountYen: "100", receivedOn: "2090-01-01" }, 400, "receivedOn"],
		[{ intent: "payment", amountYen: "900,000", receivedOn: "2026-05-20", channel: "cash" }, 409, "overConfirmed"],
		[{ intent: "writeOff", amountYen: "400,000", ground: "donor_wish", reason: "希望" }, 409, ""],
		[{ intent: "writeOff", amountYen: "1", ground: "bored", reason: "希望" }, 400, "ground"],
		[{ intent: "writeOff", amountYen: "1", ground: "other", reason: "" }, 400, "reason"],
		[{ intent: "respread", rule: "even", reason: " " }, 400, "reason"],
		[{ intent: "cancel", reason: "" }, 400, "reason"],
		[{ intent: "agreement" }, 400, "agreement"],
		[{ intent: "activate" }, 409, ""],
		[{ intent: "explode" }, 400, "intent"],
	])("%j is answered %i", async (form, status, field) => {
		const answer = await deed(form as Record<string, string>);
		expect(answer.status).toBe(status);
		expect(Object.keys((answer.body as { errors: object }).errors)).toContain(field);
		expect((await deed(form as Record<string, string>, stranger)).status).toBeGreaterThanOrEqual(400);
	});

	test("money is recorded, the rest amended after a preview, and a write-off decided by another", async () => {
		const money = { intent: "payment", amountYen: "150,000", receivedOn: "2026-05-20", channel: "cash" };
		expect((await deed(money)).location).toMatch(/done=payment$/);
		const amend = { amountYen: "", startOn: "2028-04-30", repeat: "list", dates: "2028-04-30 50000", reason: "縮小" };
		const ask1 = await ask(AMEND, { cookie: officer, params: { pledgeId }, form: amend });
		expect(said(ask1)).toContain("2028-04-30");
		const { key } = (ask1.body as { preview: { key: string } }).preview;
		const form = { ...amend, intent: "save", previewed: key };
		expect((await ask(AMEND, { cookie: officer, params: { pledgeId }, form })).location).toMatch(/done=amend$/);
		const wish = { intent: "writeOff", amountYen: "50,000", ground: "donor_wish", reason: "ご希望" };
		expect((await deed(wish)).location).toMatch(/done=writeOff$/);
		const { id: writeOffId } = await world.database.prisma.pledgeWriteOff.findFirstOrThrow();
		const decide = { intent: "decide", writeOffId, decision: "approve" };
		expect((await deed(decide)).status).toBe(403);
		expect((await deed(decide, finance)).location).toMatch(/done=approve$/);
		const kept = await world.database.prisma.pledge.findUniqueOrThrow({ where: { id: pledgeId } });
		expect(kept).toMatchObject({ amountYen: 200_000n, paidYen: 150_000n, status: "partly_written_off" });
	});
});

describe("a pledge on the hub's page", () => {
	const params = { lang: "ja", slug: "nanolsi" };
	const sent = (change: Record<string, string>) =>
		ask(PUBLIC, { params, form: { ...promise(), signatory: "", declared: "on", ...change } });

	test.each([
		[{ amountYen: "1" }, "amountYen"],
		[{ declared: "" }, "declared"],
		[{ startOn: "2020-01-01" }, "startOn"],
		[{ startOn: "2060-01-01" }, "startOn"],
		[{ count: "0" }, "count"],
		[{ email: "nobody" }, "email"],
		[{ fundId: "00000000-0000-4000-8000-000000000000" }, ""],
	])("%j is refused beside %s", async (change, field) => {
		const answer = await sent(change as Record<string, string>);
		expect(answer.status).toBe(400);
		expect(Object.keys((answer.body as { errors: object }).errors)).toContain(field);
	});

	test("is a draft that cannot be paid, at a page only its link leads to; GET changes nothing", async () => {
		const answer = await sent({});
		expect(answer.location).toMatch(/^\/ja\/pledges\/[\w-]{20,}$/);
		const token = answer.location?.split("/").at(-1) ?? "";
		const page = await ask(PAGE, { params: { lang: "ja", token } });
		expect([page.status, said(page)]).toEqual([200, expect.stringContaining('"state":"draft"')]);
		const pay = { amountYen: "100000", method: "card" };
		expect((await ask(PAGE, { params: { lang: "ja", token }, form: pay })).status).toBe(409);
		await world.database.prisma.pledge.update({ where: { publicToken: token }, data: { status: "active" } });
		for (const wrong of [{ amountYen: "" }, { amountYen: "999999" }, { method: "cheque" }]) {
			expect((await ask(PAGE, { params: { lang: "ja", token }, form: { ...pay, ...wrong } })).status).toBe(400);
		}
		expect((await ask(PAGE, { params: { lang: "ja", token: "nobodys" }, form: pay })).status).toBe(404);
		expect((await ask(PAGE, { params: { lang: "ja", token }, form: pay })).location).toMatch(/\/c\/pay\//);
	});
});

test("a reminder is dropped once its instalment was paid or somebody stopped it", async () => {
	const { prisma } = world.database;
	const pledge = await prisma.pledge.findFirstOrThrow({
		where: { source: "online" },
		include: { instalments: { where: { current: true }, orderBy: { number: "asc" } } },
	});
	const [first] = pledge.instalments;
	const ctx = await jobContext("test");
	const mail = (kind: string) => ({
		...{
			id: pledge.id,
			kind,
			lang: "ja",
			toAddress: DONOR.email ?? "",
			institutionId: pledge.institutionId,
			donorId: null,
		},
		...{ giftId: null, refundId: null, subjectType: "pledge", subjectId: pledge.id },
		params: { instalmentId: first?.id ?? "", when: "before", days: 7 },
	});
	const told = await renderQueuedMail(ctx, mail("pledge-reminder"));
	expect(told?.text).toMatch(/^金額: 100,000円$/m);
	expect(told?.text).toContain(`/ja/pledges/${pledge.publicToken}`);
	// It is in force by now: there is nothing more to confirm to its donor or to ask staff.
	expect(await renderQueuedMail(ctx, mail("pledge-came"))).toBeNull();
	expect(await renderQueuedMail(ctx, mail("pledge-asked"))).toBeNull();
	expect((await renderQueuedMail(ctx, mail("pledge-confirmed")))?.text).toContain(pledge.reference);
	await prisma.pledge.update({ where: { id: pledge.id }, data: { remindersStoppedAt: ctx.now } });
	expect(await renderQueuedMail(ctx, mail("pledge-reminder"))).toBeNull();
	await prisma.pledge.update({ where: { id: pledge.id }, data: { remindersStoppedAt: null } });
	const paid = { paidYen: 100_000n, status: "paid", paidOn: new Date("2027-04-30") };
	await prisma.instalment.update({ where: { id: first?.id ?? "" }, data: paid });
	expect(await renderQueuedMail(ctx, mail("pledge-reminder"))).toBeNull();
});

test("the portal shows a donor's own promises, with what is next, and nobody else's", async () => {
	const pledge = await world.database.prisma.pledge.findFirstOrThrow({ where: { source: "online" } });
	const own = routeOf("portal/pledge.tsx");
	const cookie = await donorSignedIn(DONOR.email ?? "", world.workJobs);
	const params = { pledgeId: pledge.id };
	expect(said(await ask(routeOf("portal/pledges.tsx"), { cookie }))).toContain(pledge.reference);
	expect((await ask(own, { cookie, params })).status).toBe(200);
	expect(said(await ask(routeOf("portal/home.tsx"), { cookie }))).toContain(`/ja/pledges/${pledge.publicToken}`);
	await world.give({ email: "other@example.jp", familyName: "渡邉" });
	const other = await donorSignedIn("other@example.jp", world.workJobs);
	expect((await ask(own, { cookie: other, params })).status).toBe(404);
	expect(said(await ask(routeOf("portal/pledges.tsx"), { cookie: other }))).not.toContain(pledge.reference);
});
