import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Ctx, jobContext } from "~/domain/access/ctx.server";
import { appealSchema } from "~/domain/appeals/appeal.schema";
import { createAppeal } from "~/domain/appeals/create-appeal.server";
import { decideAppeal, submitAppeal } from "~/domain/appeals/decide-appeal.server";
import { type MakeTemplate, templateOf } from "~/domain/mailings/mailing-template.server";
import { planMailing } from "~/domain/mailings/plan-mailing.server";
import { previewAudience } from "~/domain/mailings/preview-audience.server";
import { runMailing, runMailingWhole } from "~/domain/mailings/run-mailing.server";
import { cancelMailing, pauseMailing, resumeMailing } from "~/domain/mailings/steer-mailing.server";
import { waitForMailsInFlight } from "~/domain/mailings/wait-for-mails-in-flight.server";
import { EVERYBODY } from "~/domain/segments/segment-rules";
import { ownerPool } from "~/platform/db/pool.server";
import { pointAtMailServer } from "~/platform/mail/transport.server";
import { seedProgramme } from "../../prisma/seed/programme";
import {
	approvedReport,
	bulkRecipients,
	nanolsi,
	officers,
	type Place,
	plannedMailing,
	segmentOf,
} from "../factories/mailings";
import { plainTemplate } from "../factories/plain-template";
import { ask } from "../factories/routes";
import { openSmtpSink, type SmtpSink, type TakenMail } from "../factories/smtp-sink";
import { hubScope, signedIn } from "../factories/staff";
import { freshDatabase } from "../setup/database";
import { until } from "../stripe-sandbox/running";

const database = freshDatabase();
let place: Place;
let ctx: Ctx;
let sink: SmtpSink;
let taken: TakenMail[] = [];
let delayMs = 0;
let cutsLine: (address: string) => boolean = () => false;
const makeTemplate: MakeTemplate = plainTemplate;
const PEOPLE = 60;

beforeAll(async () => {
	ctx = await jobContext("test");
	await seedProgramme(ctx);
	place = await nanolsi(ctx);
	await bulkRecipients(await ownerPool(), place, PEOPLE);
	sink = await openSmtpSink(0, {
		onMail: (mail) => taken.push(mail),
		refuse: (address) => (address.startsWith("nobody") ? "550 5.1.1 no such person" : null),
		cuts: (address) => cutsLine(address),
		delayMs: () => delayMs,
	});
	pointAtMailServer(`smtp://127.0.0.1:${sink.port}`);
});
afterAll(async () => {
	pointAtMailServer(null);
	await sink.close();
});
beforeEach(() => {
	taken = [];
	delayMs = 0;
	cutsLine = () => false;
});

const run = (mailingId: string) => runMailingWhole(ctx, { mailingId }, { makeTemplate });
const mailing = (id: string) => database.prisma.mailing.findUniqueOrThrow({ where: { id }, include: { report: true } });
async function counts(mailingId: string): Promise<Record<string, number>> {
	const rows = await database.prisma.mail.groupBy({ by: ["status"], where: { mailingId }, _count: true });
	return Object.fromEntries(rows.map((row) => [row.status, row._count]));
}

test("a report goes once to everybody who agreed, in their language, and is then sent", async () => {
	await database.prisma.donor.updateMany({
		where: { identityKey: "reader-1" },
		data: { email: "nobody@example.jp", emailKey: "nobody@example.jp" },
	});
	await database.prisma.donor.updateMany({ where: { identityKey: "reader-2" }, data: { email: "", emailKey: "" } });
	const third = await database.prisma.donor.findFirstOrThrow({ where: { identityKey: "reader-3" } });
	await database.prisma.consent.updateMany({ where: { donorId: third.id }, data: { withdrawnAt: new Date() } });
	const id = await plannedMailing(place);
	await run(id);
	const row = await mailing(id);
	expect(row).toMatchObject({
		status: "sent",
		recipientCount: PEOPLE - 2,
		leftOutCount: 2,
		report: { status: "sent" },
	});
	expect(row.leftOut).toMatchObject({ address: 1, consent: 1 });
	expect(await counts(id)).toEqual({ sent: PEOPLE - 3, bounced: 1 });
	expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(PEOPLE - 3);
	expect(taken).toHaveLength(PEOPLE - 3);
	expect(await database.prisma.mailSuppression.count({ where: { addressKey: "nobody@example.jp" } })).toBe(1);
	const english = await database.prisma.mail.count({ where: { mailingId: id, lang: "en" } });
	expect(english).toBe(PEOPLE / 5);
	// Asked for again, nothing happens.
	await run(id);
	expect(taken).toHaveLength(PEOPLE - 3);
});

test("the real template of a report renders and is handed over whole", async () => {
	const id = await plannedMailing(place);
	await runMailingWhole(ctx, { mailingId: id }, { makeTemplate: templateOf });
	expect((await counts(id)).sent).toBe(PEOPLE - 3);
	expect(Math.min(...taken.map(({ bytes }) => bytes))).toBeGreaterThan(2000);
});

test("one open sending at a time, of what is approved, to an audience of its own place, not in the past", async () => {
	const staff = await officers(place);
	const reportId = await approvedReport(staff, place);
	const segmentId = await segmentOf(staff[0], place);
	const plan = (input: object = {}) =>
		planMailing(staff[0], {
			reportId,
			segmentId,
			scheduledAt: new Date(Date.now() + 3_600_000),
			ratePerMinute: 600,
			onePerAddress: false,
			...input,
		});
	await expect(plan({ scheduledAt: new Date(Date.now() - 7_200_000) })).rejects.toMatchObject({
		code: "mailing_too_late",
		status: 400,
	});
	await expect(plan({ scheduledAt: new Date(Number.NaN) })).rejects.toMatchObject({ status: 400 });
	await expect(plan({ ratePerMinute: 0 })).rejects.toMatchObject({ code: "mailing_rate" });
	await expect(plan({ ratePerMinute: 1.5 })).rejects.toMatchObject({ code: "mailing_rate" });
	await expect(plan({ segmentId: crypto.randomUUID() })).rejects.toMatchObject({ status: 404 });
	const wider = await segmentOf(ctx, { ...place, hubId: null as unknown as string });
	await expect(
		planMailing(ctx, { reportId, segmentId: wider, scheduledAt: ctx.now, ratePerMinute: 1, onePerAddress: false }),
	).rejects.toMatchObject({
		code: "mailing_other_place",
	});
	const both = await Promise.allSettled([plan(), plan()]);
	expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
	const [open] = both.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
	await expect(plan()).rejects.toMatchObject({ code: "mailing_open", status: 409 });
	await cancelMailing(staff[0], open ?? { mailingId: "" });
	await run(open?.mailingId ?? "");
	expect(await mailing(open?.mailingId ?? "")).toMatchObject({ status: "cancelled", report: { status: "approved" } });
	expect(taken).toHaveLength(0);
	await expect(plan()).resolves.toMatchObject({ mailingId: expect.any(String) });
});

test("paused it stops within a batch, resumed it goes on, called off the rest is dropped", async () => {
	const [officer] = await officers(place);
	delayMs = 20;
	const id = await plannedMailing(place, { ratePerMinute: 1200 });
	const first = run(id);
	await until(async () => taken.length > 5, 10_000);
	await pauseMailing(officer, { mailingId: id });
	await first;
	const atPause = taken.length;
	expect(atPause).toBeLessThan(PEOPLE - 3);
	await sleep(150);
	expect(taken).toHaveLength(atPause);
	await resumeMailing(officer, { mailingId: id });
	const second = run(id);
	await until(async () => taken.length > atPause, 10_000);
	await cancelMailing(officer, { mailingId: id });
	await expect(resumeMailing(officer, { mailingId: id })).rejects.toMatchObject({ code: "mailing_moved", status: 409 });
	await second;
	await run(id);
	const states = await counts(id);
	expect(states.sent).toBe(taken.length);
	expect(states.sent).toBeLessThan(PEOPLE - 3);
	expect((states.sent ?? 0) + (states.dropped ?? 0)).toBe(PEOPLE - 3);
	expect(await mailing(id)).toMatchObject({ status: "cancelled", report: { status: "sent" } });
});

test("who withdraws while it is being sent gets nothing once the page has said so", async () => {
	delayMs = 30;
	const id = await plannedMailing(place, { ratePerMinute: 600 });
	const whole = run(id);
	await until(async () => taken.length > 0, 20_000);
	const stopped = new Map<string, number>();
	const withdraw = async (donorId: string, toAddress: string) => {
		await database.prisma.consent.updateMany({ where: { donorId }, data: { withdrawnAt: new Date() } });
		expect(await waitForMailsInFlight(ctx, donorId)).toBe(true);
		stopped.set(toAddress, Date.now());
	};
	const next = (order: "asc" | "desc", take: number) =>
		database.prisma.mail.findMany({
			where: { mailingId: id, status: { in: ["queued", "sending"] } },
			orderBy: { id: order },
			take,
		});
	// Some whose turn is last, and some whose turn is now.
	const people = await next("desc", 4);
	for (const { donorId, toAddress } of people) await withdraw(donorId ?? "", toAddress);
	for (let time = 0; time < 6; time += 1) {
		const [now] = await next("asc", 1);
		if (now) await withdraw(now.donorId ?? "", now.toAddress);
		if (now) people.push(now);
	}
	await database.prisma.mailing.update({ where: { id }, data: { ratePerMinute: 1_000_000 } });
	await whole;
	expect(taken.filter(({ to, atMs }) => atMs > (stopped.get(to) ?? Number.POSITIVE_INFINITY))).toEqual([]);
	const dropped = await database.prisma.mail.findMany({ where: { mailingId: id, status: "dropped" } });
	expect(dropped.length).toBeGreaterThanOrEqual(4);
	expect(new Set(dropped.map(({ error }) => error))).toEqual(new Set(["consent"]));
	expect(taken.length + dropped.length).toBe(PEOPLE - 3);
	const again = people.flatMap(({ donorId }) => donorId ?? []);
	await database.prisma.consent.updateMany({ where: { donorId: { in: again } }, data: { withdrawnAt: null } });
});

test("a line that breaks makes its mail uncertain; the others are sent", async () => {
	cutsLine = (address) => address === "reader9@example.jp";
	const id = await plannedMailing(place);
	await run(id);
	const states = await counts(id);
	expect(states.uncertain).toBeGreaterThanOrEqual(1);
	expect((states.sent ?? 0) + (states.uncertain ?? 0)).toBe(PEOPLE - 3);
	expect(await mailing(id)).toMatchObject({ status: "sent" });
	expect(taken.filter(({ to }) => to === "reader9@example.jp")).toEqual([]);
});

test("two runners never send more than the rate", async () => {
	const id = await plannedMailing(place, { ratePerMinute: 61 });
	const startedMs = Date.now();
	await Promise.race([Promise.all([run(id), run(id), sleep(2100)]), sleep(2100)]);
	await pauseMailing((await officers(place))[0], { mailingId: id });
	const seconds = (Date.now() - startedMs) / 1000;
	expect(taken.length).toBeGreaterThan(0);
	expect(taken.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
	await cancelMailing((await officers(place))[0], { mailingId: id });
	await run(id);
});

test("of a shared address only who gave last is written to", async () => {
	const readers = await database.prisma.donor.findMany({
		where: { identityKey: { in: ["reader-11", "reader-12", "reader-13"] } },
	});
	for (const [index, { id: donorId }] of readers.entries()) {
		await database.prisma.donor.update({
			where: { id: donorId },
			data: { email: "family@example.jp", emailKey: "family@example.jp" },
		});
		await database.prisma.relationship.updateMany({
			where: { donorId },
			data: { lastGivenOn: new Date(`2026-0${index + 1}-01`) },
		});
	}
	const audience = { ...place, rules: EVERYBODY, purpose: "reports" as const };
	const each = await previewAudience((await officers(place))[0], { ...audience, onePerAddress: false });
	expect(each).toMatchObject({ count: PEOPLE - 3, leftOut: { address: 1, consent: 1, suppressed: 1, shared: 0 } });
	expect(await previewAudience((await officers(place))[0], { ...audience, onePerAddress: true })).toMatchObject({
		count: PEOPLE - 5,
		leftOut: { shared: 2 },
	});
	const id = await plannedMailing(place, { onePerAddress: true });
	await run(id);
	const family = await database.prisma.mail.findMany({ where: { mailingId: id, toAddress: "family@example.jp" } });
	expect(family.map(({ donorId }) => donorId)).toEqual([readers.at(-1)?.id]);
	expect((await mailing(id)).leftOut).toMatchObject({ shared: 2 });
});

test("the pages: planned with its audience counted, refused with a reason, watched, called off, doubt ended", async () => {
	const cookie = await signedIn("Mailing officer", [{ role: "officer", scope: { kind: "hub", hubId: place.hubId } }]);
	const staff = await officers(place);
	const reportId = await approvedReport(staff, place);
	const segmentId = await segmentOf(staff[0], place);
	const page = (file: string) => ({ path: `/console/${file}`, file: `routes/console/${file}.tsx` });
	const search = `?report=${reportId}`;
	const shown = await ask(page("mailing-new"), { cookie, search: `${search}&segment=${segmentId}` });
	expect(shown).toMatchObject({ status: 200, body: { approved: true, preview: { count: expect.any(Number) } } });
	const typed = { segmentId, begin: "later", scheduledOn: "2020-01-01", scheduledTime: "9:30", ratePerMinute: "600" };
	const counted = await ask(page("mailing-new"), { cookie, search, form: { ...typed, intent: "preview" } });
	expect(counted).toMatchObject({ status: 200, body: { preview: { leftOut: { suppressed: 1 } }, values: typed } });
	const late = await ask(page("mailing-new"), { cookie, search, form: { ...typed, intent: "plan" } });
	expect(late).toMatchObject({ status: 400, body: { errors: { scheduledOn: ["mailings.past"] }, values: typed } });
	const planned = await ask(page("mailing-new"), { cookie, search, form: { ...typed, begin: "now", intent: "plan" } });
	expect(planned).toMatchObject({ status: 303, location: expect.stringMatching(/^\/console\/mailings\//) });
	const mailingId = planned.location?.split("/").at(-1) ?? "";
	const again = await ask(page("mailing-new"), { cookie, search, form: { ...typed, begin: "now", intent: "plan" } });
	expect(again).toMatchObject({ status: 409, body: { errors: { "": ["mailings.open"] } } });
	cutsLine = (address) => address === "reader9@example.jp";
	await run(mailingId);
	const params = { mailingId };
	const done = await ask(page("mailing"), { cookie, params });
	expect(done).toMatchObject({
		status: 200,
		body: { view: { status: "sent", works: false, steps: [], maySteer: true } },
	});
	const { uncertain } = (done.body as { view: { uncertain: { count: number; mails: { id: string; to: string }[] } } })
		.view;
	expect(uncertain.mails.map(({ to }) => to)).toContain("reader9@example.jp");
	const settle = { intent: "settle", finding: "bounced" };
	const one = await ask(page("mailing"), { cookie, params, form: { ...settle, mailId: uncertain.mails[0]?.id ?? "" } });
	expect(one.status).toBe(303);
	if (uncertain.count > 1) expect((await ask(page("mailing"), { cookie, params, form: settle })).status).toBe(303);
	const none = await ask(page("mailing"), { cookie, params, form: settle });
	expect(none).toMatchObject({ status: 409, body: { error: "mailings.notUncertain" } });
	expect((await ask(page("mailing"), { cookie, params, form: { intent: "pause" } })).status).toBe(409);
	expect((await ask(page("mailings"), { cookie, search: "?status=sent" })).status).toBe(200);
	const elsewhere = await signedIn("Officer elsewhere", [{ role: "officer", scope: await hubScope("ircn") }]);
	expect((await ask(page("mailing"), { cookie: elsewhere, params })).status).toBe(404);
	expect((await ask(page("mailing"), { cookie: elsewhere, params, form: { intent: "cancel" } })).status).toBe(404);
	const writer = await signedIn("Communicator", [{ role: "communicator", scope: { kind: "hub", hubId: place.hubId } }]);
	const seen = await ask(page("mailing"), { cookie: writer, params });
	expect(seen).toMatchObject({
		status: 200,
		body: { view: { maySteer: false, uncertain: { mails: [] }, bounced: { mails: [] } } },
	});
	expect((await ask(page("mailing"), { cookie: writer, params, form: { intent: "cancel" } })).status).toBe(403);
});

test("an appeal goes to those who agreed to appeals, and to nobody who agreed to reports alone", async () => {
	const [writer, second] = await officers(place);
	const segmentId = await segmentOf(writer, place);
	const agreed = await database.prisma.donor.findMany({
		where: { identityKey: { in: ["reader-21", "reader-22", "reader-25"] } },
	});
	const consent = {
		purpose: "appeals",
		channel: "email",
		wordingVersion: "1",
		wording: "お願いを受け取る",
		lang: "ja",
	};
	for (const { id: donorId } of agreed) {
		await database.prisma.consent.create({ data: { ...consent, donorId, source: "test", givenAt: new Date() } });
	}
	const words = { name: "冬のお願い", segmentId, subjectJa: "冬のお願い", bodyJa: "本文です。" };
	const inEnglish = { subjectEn: "A winter appeal", bodyEn: "Some words." };
	const fields = appealSchema.parse({ ...words, ...inEnglish });
	const { appealId } = await createAppeal(writer, { ...place, ...fields, channel: "mail" });
	await submitAppeal(writer, { appealId });
	await decideAppeal(second, { appealId, approve: true });
	const now = { scheduledAt: writer.now, ratePerMinute: 100_000, onePerAddress: false };
	const { mailingId } = await planMailing(writer, { appealId, segmentId, ...now });
	await runMailingWhole(ctx, { mailingId }, { makeTemplate: templateOf });
	expect(taken.map(({ to }) => to).sort()).toEqual(agreed.map(({ email }) => email).sort());
	expect(await database.prisma.appeal.findUniqueOrThrow({ where: { id: appealId } })).toMatchObject({ status: "sent" });
});

test("without a mail server, as in the demo, mails are kept with their text", async () => {
	const url = `smtp://127.0.0.1:${sink.port}`;
	pointAtMailServer(null);
	try {
		const id = await plannedMailing(place);
		await run(id);
		expect(await mailing(id)).toMatchObject({ status: "sent" });
		const kept = await database.prisma.mail.findMany({ where: { mailingId: id, status: "sent" } });
		expect(kept.length).toBeGreaterThan(10);
		expect(kept.every(({ html, text, subject }) => html && text && subject)).toBe(true);
		expect(taken).toEqual([]);
	} finally {
		pointAtMailServer(url);
	}
});

test("a server that refuses everybody stops the sending before an audience is lost; one that is away is waited for", async () => {
	const [officer] = await officers(place);
	const refusing = await openSmtpSink(0, { onMail: (mail) => taken.push(mail), refuse: () => "554 5.7.1 blocked" });
	pointAtMailServer(`smtp://127.0.0.1:${refusing.port}`);
	try {
		const id = await plannedMailing(place);
		await run(id);
		expect(await mailing(id)).toMatchObject({ status: "paused", trouble: expect.stringContaining("blocked") });
		expect((await counts(id)).queued).toBeGreaterThan(0);
		pointAtMailServer("smtp://127.0.0.1:1");
		await resumeMailing(officer, { mailingId: id });
		await runMailing(ctx, { mailingId: id }, { makeTemplate });
		expect(await mailing(id)).toMatchObject({ status: "sending", serverTries: 1, waitsUntil: expect.any(Date) });
		pointAtMailServer(`smtp://127.0.0.1:${sink.port}`);
		await run(id);
		expect(await mailing(id)).toMatchObject({ status: "sent", serverTries: 0, trouble: null });
		expect(taken.length).toBe((await counts(id)).sent);
	} finally {
		await refusing.close();
		pointAtMailServer(`smtp://127.0.0.1:${sink.port}`);
	}
});
