import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ctx, jobContext, publicContext } from "~/domain/access/ctx.server";
import { eraseDonor } from "~/domain/donors/erase-donor.server";
import { listHeaders } from "~/domain/mail-care/mail-headers.server";
import { mayWrite, type WritingReason, whyNot } from "~/domain/mail-care/may-write.server";
import { noteSmtpBounce } from "~/domain/mail-care/note-bounce.server";
import { receiveMailNotice } from "~/domain/mail-care/receive-mail-notice.server";
import { requestMail } from "~/domain/mails/request-mail.server";
import { currentTime, setClock } from "~/platform/clock";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows } from "~/platform/db/transaction.server";
import { env } from "~/platform/env.server";
import { isCrossSite } from "~/platform/http/same-origin.server";
import { complaint, gmailDsn, postfixDsn } from "../factories/mail-notices";
import { type Answer, type Asked, ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { giveElsewhere, hubScope, institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const SECRET = env.MAIL_WEBHOOK_SECRET ?? "";

const world = freshWorld();
const REPORTS = "reports" as const;
const pageOf = (file: string, asked: Asked) => ask(everyRoute().find((one) => one.file === file) as TestRoute, asked);
const PAGE = "routes/public/mail-choices.tsx";
const ONE_CLICK = "routes/public/mail-unsubscribe.ts";

let ctx: Ctx;
let hubId = "";
let finance = "";
let officer = "";

beforeAll(async () => {
	ctx = await jobContext("test");
	hubId = (await ctx.db.hub.findUniqueOrThrow({ where: { slug: "nanolsi" } })).id;
	finance = await signedIn("finance", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
	officer = await signedIn("officer", [{ role: "officer", scope: await hubScope("nanolsi") }]);
}, 60_000);

let count = 0;
/** A donor who agreed to what is asked, and a report sent to them. */
async function donor(fields: Record<string, string> = { reportConsent: "on" }) {
	count += 1;
	const email = fields.email ?? `donor${count}@example.jp`;
	const gift = await world.give({ familyName: `泉${count}`, ...fields, email });
	const { donorId } = await world.gift(gift.giftId);
	const { mailToken, institutionId } = await world.database.prisma.donor.findUniqueOrThrow({ where: { id: donorId } });
	return { donorId, mailToken, institutionId, email, giftId: gift.giftId };
}

async function mailTo({ donorId, institutionId, email }: Awaited<ReturnType<typeof donor>>) {
	const id = await inTransaction(ctx, (tx) =>
		requestMail(
			tx,
			{ now: currentTime() },
			{
				kind: "report",
				onceKey: `test:${donorId}:${Math.random()}`,
				toAddress: email,
				lang: "ja",
				institutionId,
				hubId,
				donorId,
			},
		),
	);
	const messageId = `<${id}@localhost>`;
	await world.database.prisma.mail.update({ where: { id: id ?? "" }, data: { status: "sent", messageId } });
	return { mailId: id ?? "", messageId, to: email };
}

const answerRow = z.object({ may: z.boolean(), why: z.string().nullable() });
async function asked(donorId: string, reason: WritingReason) {
	const [row] = await inTransaction(ctx, (tx) =>
		queryRows(
			tx,
			answerRow,
			Prisma.sql`SELECT ${mayWrite(reason, "d")} AS may, ${whyNot(reason, "d")} AS why FROM donor d WHERE d.id = ${donorId}::uuid`,
		),
	);
	if (row?.may !== (row?.why === null)) throw new Error("mayWrite and whyNot disagree");
	return row?.why ?? "may";
}
const whyNotReports = (donorId: string) => asked(donorId, { purpose: REPORTS, hubId });
const tell = async (raw: string) => receiveMailNotice(await jobContext("test"), { raw: Buffer.from(raw) });

describe("who may be written to", () => {
	test("nobody without a consent; each purpose by its own", async () => {
		const silent = await donor({});
		const reader = await donor({ reportConsent: "on" });
		const asking = await donor({ appealConsent: "on" });
		expect(await whyNotReports(silent.donorId)).toBe("consent");
		expect(await whyNotReports(reader.donorId)).toBe("may");
		expect(await asked(reader.donorId, { purpose: "statements", hubId: null })).toBe("may");
		expect(await asked(reader.donorId, { purpose: "appeals", hubId })).toBe("consent");
		expect(await asked(asking.donorId, { purpose: "appeals", hubId })).toBe("may");
		const consents = await world.database.prisma.consent.findMany({ where: { donorId: asking.donorId } });
		expect(consents).toMatchObject([
			{ purpose: "appeals", wordingVersion: "appeals-2026-11", source: `gift:${asking.giftId}` },
		]);
	});
});

describe("one click", () => {
	test("stops one kind of one hub, without cookie or Origin, as often as it is told", async () => {
		const one = await donor();
		const { mailId } = await mailTo(one);
		const { "List-Unsubscribe": link = "", "List-Unsubscribe-Post": post } = listHeaders({
			mailToken: one.mailToken,
			hubSlug: "nanolsi",
			purpose: REPORTS,
			mailId,
		});
		expect(post).toBe("List-Unsubscribe=One-Click");
		const url = new URL(link.slice(1, -1));
		expect(`${url}`).not.toContain(one.email);
		const sent = { params: { lang: "ja", token: one.mailToken }, search: url.search };
		// A scanner opens the link: nothing changes.
		const opened = await pageOf(ONE_CLICK, sent);
		expect([opened.status, opened.location]).toEqual([303, `/ja/mail/${one.mailToken}${url.search}`]);
		expect(await whyNotReports(one.donorId)).toBe("may");
		for (let time = 0; time < 3; time += 1) {
			const answer = await pageOf(ONE_CLICK, { ...sent, form: { "List-Unsubscribe": "One-Click" } });
			expect(answer.status).toBe(200);
		}
		expect(await whyNotReports(one.donorId)).toBe("refused");
		expect(await asked(one.donorId, { purpose: "statements", hubId })).toBe("may");
		const rows = await world.database.prisma.mailPreference.findMany({ where: { donorId: one.donorId } });
		expect(rows).toMatchObject([{ hubId, purpose: REPORTS, wanted: false, source: "one_click", mailId }]);
		expect((await pageOf(ONE_CLICK, { ...sent, form: { anything: "else" } })).status).toBe(400);
	});

	test("only that address may be posted to from elsewhere, and an unknown one is not there", async () => {
		expect(isCrossSite({ origin: "https://mail.example" }, "http://localhost:3000")).toBe(true);
		const token = "f".repeat(64);
		const form = { "List-Unsubscribe": "One-Click" };
		const answer = await pageOf(ONE_CLICK, { params: { lang: "ja", token }, search: "?purpose=reports", form });
		expect(answer.status).toBe(404);
	});
});

describe("the page of choices", () => {
	const open = (token: string, search = "") => pageOf(PAGE, { params: { lang: "ja", token }, search });
	const choose = (token: string, form: Record<string, string>, search = "") =>
		pageOf(PAGE, { params: { lang: "ja", token }, search, form });
	const shown = (answer: Answer) =>
		answer.body as {
			choices: { wanted: string[]; others: number; address: string };
			was: string[] | null;
			offer: object | null;
		};

	test("names nobody, stops everything and takes it back", async () => {
		const one = await donor({ reportConsent: "on", email: "hanako.izumi@example.jp", familyName: "泉川" });
		const first = await open(one.mailToken, "?purpose=reports&hub=nanolsi");
		expect(shown(first).choices.wanted).toEqual(["reports:nanolsi", "statements:nanolsi"]);
		expect(shown(first).choices.address).toBe("h***@example.jp");
		expect(shown(first).offer).not.toBeNull();
		expect(said(first)).not.toMatch(/hanako|泉川|﨑子/);
		const stopped = await choose(one.mailToken, { intent: "stopAll", want: "reports:nanolsi" });
		expect(stopped.status).toBe(303);
		expect(await whyNotReports(one.donorId)).toBe("consent");
		const after = await open(
			one.mailToken,
			stopped.location?.split("?")[1] ? `?${stopped.location.split("?")[1]}` : "",
		);
		expect(shown(after).was).toEqual(["reports:nanolsi", "statements:nanolsi"]);
		expect(shown(after).choices.wanted).toEqual([]);
		// Undo is a form with what was: consents are new rows, with the words of the page.
		await choose(one.mailToken, { intent: "undo", want: "reports:nanolsi" });
		expect(await whyNotReports(one.donorId)).toBe("may");
		const consents = await world.database.prisma.consent.findMany({
			where: { donorId: one.donorId },
			orderBy: { givenAt: "asc" },
		});
		expect(consents.map(({ purpose, withdrawnAt }) => [purpose, withdrawnAt === null])).toEqual([
			["reports", false],
			["reports", true],
		]);
		expect((await open("0".repeat(64))).status).toBe(404);
		expect((await open("../../x")).status).toBe(404);
	});

	test("agreeing anew at a gift opens what was refused", async () => {
		const fields = { reportConsent: "on", email: "again@example.jp", familyName: "渡邉" };
		const one = await donor(fields);
		await choose(one.mailToken, { intent: "stopAll" });
		const same = await donor({ ...fields, amountYen: "3000" });
		expect(same.donorId).toBe(one.donorId);
		expect(await whyNotReports(one.donorId)).toBe("may");
	});

	test("never stops another person of the address without a word", async () => {
		const email = "family@example.jp";
		const mother = await donor({ reportConsent: "on", email, givenName: "花子" });
		const father = await donor({ reportConsent: "on", email, givenName: "太郎" });
		expect(shown(await open(mother.mailToken)).choices.others).toBe(1);
		await choose(mother.mailToken, { intent: "stopAll" });
		expect([await whyNotReports(mother.donorId), await whyNotReports(father.donorId)]).toEqual(["consent", "may"]);
		await choose(mother.mailToken, { intent: "choose", want: "reports:nanolsi" });
		const both = await choose(mother.mailToken, { intent: "stopAll", others: "on" });
		expect(both.location).toContain("others=1");
		expect(await whyNotReports(father.donorId)).toBe("consent");
		// It starts nothing for the other.
		await choose(mother.mailToken, { intent: "choose", want: "reports:nanolsi", others: "on" });
		expect([await whyNotReports(mother.donorId), await whyNotReports(father.donorId)]).toEqual(["may", "consent"]);
	});

	test("a forgotten donor gets nothing and is told so", async () => {
		const one = await donor();
		const mail = await mailTo(one);
		await tell(gmailDsn(mail));
		await world.database.prisma.gift.updateMany({
			where: { donorId: one.donorId },
			data: { paymentStatus: "expired" },
		});
		await eraseDonor(ctx, { donorId: one.donorId });
		const page = await open(one.mailToken);
		expect(page.status).toBe(200);
		expect(page.body).toMatchObject({ choices: { erased: true, address: "", wanted: [] } });
		expect((await choose(one.mailToken, { intent: "choose", want: "reports:nanolsi" })).status).toBe(303);
		expect(await whyNotReports(one.donorId)).toBe("address");
		const kept = await world.database.prisma.mailBounce.findMany({ where: { mailId: mail.mailId } });
		expect(JSON.stringify(kept)).not.toContain(one.email);
		expect(await world.database.prisma.mailSuppression.count({ where: { addressKey: one.email } })).toBe(0);
	});
});

describe("what comes back", () => {
	test("a hard bounce stops the address at that institution only, told once or often", async () => {
		const one = await donor({ reportConsent: "on", email: "moved@example.jp" });
		const tokyoGift = await giveElsewhere(world, { email: "moved@example.jp", reportConsent: "on" });
		const elsewhere = (await world.gift(tokyoGift)).donorId;
		const mail = await mailTo(one);
		expect(await tell(gmailDsn(mail))).toEqual({ kind: "bounce", matched: 1 });
		expect(await tell(gmailDsn(mail))).toEqual({ kind: "known", matched: 0 });
		await tell(postfixDsn(mail, { status: "5.1.1", diagnostic: "550 5.1.1 User unknown" }));
		expect(await world.database.prisma.mailBounce.count({ where: { mailId: mail.mailId } })).toBe(1);
		expect(await world.database.prisma.mail.findUniqueOrThrow({ where: { id: mail.mailId } })).toMatchObject({
			status: "bounced",
			bounceKind: "hard",
		});
		expect(await whyNotReports(one.donorId)).toBe("suppressed");
		expect(await asked(elsewhere, { purpose: REPORTS, hubId: null })).toBe("may");
		const told = await world.database.prisma.auditEvent.findFirstOrThrow({
			where: { subjectId: one.donorId, action: "mail_address.stopped" },
		});
		expect(JSON.stringify([told.before, told.after])).not.toContain("moved@");
	});

	test("three soft bounces within thirty days stop it; what is our own fault never counts", async () => {
		const one = await donor();
		const full = { status: "5.2.2", diagnostic: "552 5.2.2 Mailbox full" };
		const blocked = { status: "5.7.1", diagnostic: "554 5.7.1 blocked" };
		for (const [days, what] of [
			[0, full],
			[1, blocked],
			[2, blocked],
			[3, full],
			[40, full],
			[41, full],
		] as const) {
			setClock(() => new Date(Date.parse("2026-06-01T00:00:00Z") + days * 86_400_000));
			await tell(postfixDsn(await mailTo(one), what));
			expect(await whyNotReports(one.donorId)).toBe("may");
		}
		await tell(postfixDsn(await mailTo(one), full));
		expect(await whyNotReports(one.donorId)).toBe("suppressed");
		setClock(null);
	});

	test("a server's answer counts as a notice does; a later one only when the mail is given up", async () => {
		const one = await donor();
		const note = async (mailId: string, error: string) =>
			inTransaction(ctx, async (tx) => noteSmtpBounce(tx, await jobContext("test"), { mailId, error }));
		for (let n = 0; n < 4; n += 1) await note((await mailTo(one)).mailId, "451 4.7.1 come back later");
		for (let n = 0; n < 4; n += 1) await note((await mailTo(one)).mailId, "452 4.2.2 mailbox full");
		expect(await whyNotReports(one.donorId)).toBe("may");
		await note((await mailTo(one)).mailId, "Can't send mail - all recipients were rejected: 550 5.1.1 no such person");
		expect(await whyNotReports(one.donorId)).toBe("suppressed");
	});

	test("a complaint stops the address and is opened by staff with a reason", async () => {
		const one = await donor();
		expect(await tell(complaint(await mailTo(one)))).toEqual({ kind: "complaint", matched: 1 });
		expect(await whyNotReports(one.donorId)).toBe("suppressed");
		const lift = (cookie: string, form: Record<string, string>) =>
			pageOf("routes/console/donor.tsx", {
				cookie,
				params: { donorId: one.donorId },
				form: { intent: "mailLift", ...form },
			});
		expect((await lift(finance, { reason: "" })).status).toBe(400);
		expect((await lift(officer, { reason: "本人から連絡" })).status).toBe(403);
		const view = await pageOf("routes/console/donor.tsx", { cookie: officer, params: { donorId: one.donorId } });
		expect(view.body).toMatchObject({ mails: { stop: { reason: "complaint" }, may: { lift: false } } });
		const list = await pageOf("routes/console/mail-care.tsx", {
			cookie: finance,
			search: "?show=stopped&reason=complaint",
		});
		expect(list.body).toMatchObject({ stops: [{ address: one.email, mayLift: true }] });
		expect((await lift(finance, { reason: "本人から連絡" })).status).toBe(303);
		expect(await whyNotReports(one.donorId)).toBe("may");
		expect((await lift(finance, { reason: "もう一度" })).status).toBe(404);
	});

	test("mails of nobody we know are kept without effect", async () => {
		const stopped = await world.database.prisma.mailSuppression.count();
		const nobody = { to: "x@example.jp", mailId: "019aa9c3-9b7a-7c1e-8f00-3c2b1a0f9e8d", messageId: "<x@elsewhere>" };
		expect(await tell(gmailDsn(nobody))).toEqual({ kind: "bounce", matched: 0 });
		expect((await tell("From: a@example.jp\r\nSubject: 質問\r\n\r\nこんにちは")).kind).toBe("unknown");
		expect(await world.database.prisma.mailSuppression.count()).toBe(stopped);
		expect(await world.database.prisma.mailNotice.findFirstOrThrow({ where: { kind: "unknown" } })).toMatchObject({
			matched: 0,
		});
	});

	test("the webhook takes a mail with the secret, and nothing else", async () => {
		const { action } = (await import("~/routes/webhooks/mail")) as { action: (args: object) => Promise<Response> };
		const post = async (
			headers: Record<string, string>,
			body = complaint({ to: "y@example.jp", mailId: "0", messageId: "<y>" }),
		) => {
			const request = new Request("http://localhost:3000/webhooks/mail", { method: "POST", headers, body });
			const call = action({ request, params: {}, context: { requestId: "TEST", clientIp: "192.0.2.1" } });
			return call.then(({ status }) => status).catch((error: { status: number }) => error.status);
		};
		const mail = { "Content-Type": "message/rfc822" };
		expect(await post(mail)).toBe(401);
		expect(await post({ ...mail, Authorization: "Bearer wrong" })).toBe(401);
		expect(await post({ Authorization: `Bearer ${SECRET}`, "Content-Type": "text/plain" })).toBe(415);
		expect(await post({ ...mail, Authorization: `Bearer ${SECRET}` }, "x".repeat(1_000_001))).toBe(413);
		expect(await post({ ...mail, Authorization: `Bearer ${SECRET}` })).toBe(200);
	});
});

test("staff keep a consent given on paper, and one taken back by telephone", async () => {
	const one = await donor({});
	const say = (form: Record<string, string>) =>
		pageOf("routes/console/donor.tsx", { cookie: officer, params: { donorId: one.donorId }, form });
	const paper = { intent: "consentPaper", purpose: "reports", givenOn: "2026-05-01", note: "講演会のアンケート" };
	for (const wrong of [
		{ purpose: "all" },
		{ givenOn: "2099-01-01" },
		{ givenOn: "" },
		{ note: "" },
		{ note: "x".repeat(201) },
	]) {
		expect((await say({ ...paper, ...wrong })).status, JSON.stringify(wrong)).toBe(400);
	}
	await say(paper);
	await say(paper);
	expect(await world.database.prisma.consent.findMany({ where: { donorId: one.donorId } })).toMatchObject([
		{ purpose: "reports", note: "講演会のアンケート", source: expect.stringMatching(/^paper:/) },
	]);
	expect(await whyNotReports(one.donorId)).toBe("may");
	await say({ intent: "consentBack", purpose: "reports" });
	expect(await whyNotReports(one.donorId)).toBe("consent");
	expect((await say({ intent: "mailStop", reason: "電話で申出" })).status).toBe(303);
	expect(await publicContext(new Request("http://localhost:3000/"), "ja")).toBeTruthy();
});

test("an institution's sender is its own to change", async () => {
	const FILE = "routes/console/settings-sender.tsx";
	const params = { institution: "kanazawa-u" };
	const sender = {
		nameJa: "泉基金, 事務局",
		nameEn: "",
		address: "Giving@example.jp",
		replyTo: "",
		dkimSelector: "izumi2026",
	};
	expect((await pageOf(FILE, { cookie: officer, params, form: sender })).status).toBe(403);
	for (const wrong of [
		{ nameJa: "" },
		{ address: "a@b" },
		{ address: "a@example.jp\r\nBcc: x@example.jp" },
		{ dkimSelector: "a b" },
	]) {
		expect((await pageOf(FILE, { cookie: finance, params, form: { ...sender, ...wrong } })).status).toBe(400);
	}
	expect((await pageOf(FILE, { cookie: finance, params, form: sender })).status).toBe(303);
	const { senderOf } = await import("~/domain/mail-care/sender-of.server");
	const institution = await ctx.db.institution.findUniqueOrThrow({ where: { slug: "kanazawa-u" } });
	expect(await senderOf(ctx, institution.id)).toEqual({
		from: '"泉基金, 事務局" <Giving@example.jp>',
		replyTo: undefined,
	});
	expect((await pageOf(FILE, { cookie: finance, params: { institution: "u-tokyo" } })).status).toBe(404);
});
