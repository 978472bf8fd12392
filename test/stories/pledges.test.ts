import { beforeAll, describe, expect, test } from "vitest";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { type Ctx, jobContext, publicContext } from "~/domain/access/ctx.server";
import { eraseDonor } from "~/domain/donors/erase-donor.server";
import { changeDonorSchema } from "~/domain/donors/loose-donor.schema";
import { agePledges } from "~/domain/pledges/age-pledges.server";
import { amendPledge } from "~/domain/pledges/amend-pledge.server";
import { attachAgreement, readAgreement } from "~/domain/pledges/attach-agreement.server";
import { cancelPledge } from "~/domain/pledges/cancel-pledge.server";
import { changeReminders } from "~/domain/pledges/change-reminders.server";
import { type CreatePledgeInput, createPledge } from "~/domain/pledges/create-pledge.server";
import { decideWriteOff } from "~/domain/pledges/decide-write-off.server";
import { getPledge } from "~/domain/pledges/get-pledge.server";
import { getPledgePage } from "~/domain/pledges/get-pledge-page.server";
import { listPledges } from "~/domain/pledges/list-pledges.server";
import { payInstalment } from "~/domain/pledges/pay-instalment.server";
import { pledgePaymentSchema } from "~/domain/pledges/pledge-payment.schema";
import { recordPledgePayment } from "~/domain/pledges/record-pledge-payment.server";
import { remindOfInstalments } from "~/domain/pledges/remind-of-instalments.server";
import { requestWriteOff } from "~/domain/pledges/request-write-off.server";
import { respreadPledge } from "~/domain/pledges/respread-pledge.server";
import { recordBankRefund } from "~/domain/refunds/record-bank-refund.server";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { atSandbox, chargeOf, now, staffCtx } from "../factories/money-back";
import { ask, everyRoute, type TestRoute } from "../factories/routes";
import { giveElsewhere, hubScope, institutionScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

/** Promises, the money that comes for them, and what becomes of the rest. Today is 20 May 2026. */
const world = freshWorld();
let officer: Ctx;
let finance: Ctx;
let admin: Ctx;
let donorId = "";
let companyId = "";

beforeAll(async () => {
	const kanazawa = await institutionScope("kanazawa-u");
	officer = await staffCtx("Izumi", [{ role: "officer", scope: await hubScope("nanolsi") }]);
	finance = await staffCtx("Zaimu", [{ role: "finance", scope: kanazawa }]);
	admin = await staffCtx("Kanri", [{ role: "admin", scope: kanazawa }]);
	const gift = await world.give({ email: "pledger@example.jp", amountYen: "3000" });
	donorId = (await world.gift(gift.giftId)).donorId;
	const other = await world.give({
		...{ donorKind: "company", companyName: "株式会社泉製作所", contactName: "泉 花子", email: "seisaku@example.jp" },
		...{ familyName: "", givenName: "", familyNameKana: "", givenNameKana: "" },
	});
	companyId = (await world.gift(other.giftId)).donorId;
});

const MONTHLY = { unit: "month" as const, every: 1, day: null };

let made = 0;
async function pledge(fields: Partial<CreatePledgeInput> = {}, by = officer) {
	made += 1;
	const { pledgeId } = await createPledge(await now(by), {
		...{ donorId, fundId: world.fundId, amountYen: 300_000n, startOn: "2026-05-31" },
		rule: { ...MONTHLY, count: 3 },
		...{ status: "active", source: "paper", signedOn: "2026-05-01", signatory: "", conditions: "", lang: "ja" },
		...{ note: `no ${made}`, respreadRule: "carry" },
		...fields,
	});
	return pledgeId;
}
const come = async (pledgeId: string, amountYen: number, receivedOn = "2026-05-20", more: object = {}) =>
	recordPledgePayment(await now(finance), {
		...pledgePaymentSchema((await now(finance)).now).parse({
			...{ amountYen, receivedOn, channel: "cash", note: `${pledgeId} ${made++}` },
			...more,
		}),
		pledgeId,
	});
/** State, then each instalment: day, paid of scheduled, what was given up, state. */
async function told(pledgeId: string): Promise<string> {
	const { status, instalments, overpaidYen } = await getPledge(await now(officer), pledgeId);
	const rows = instalments.map((row) => {
		const off = row.writtenOffYen > 0n ? ` -${row.writtenOffYen}` : "";
		return `${row.dueOn.slice(5)} ${row.paidYen}/${row.scheduledYen}${off} ${row.status}`;
	});
	return [overpaidYen > 0n ? `${status} +${overpaidYen}` : status, ...rows].join(" | ");
}
const entries = () => world.database.prisma.ledgerEntry.count();

describe("a promise", () => {
	test("leaves nothing in the ledger until money comes", async () => {
		const before = await entries();
		const id = await pledge();
		expect(await told(id)).toBe(
			"active | 05-31 0/100000 scheduled | 06-30 0/100000 scheduled | 07-31 0/100000 scheduled",
		);
		expect(await entries()).toBe(before);
		await amendPledge(await now(officer), {
			...{ pledgeId: id, amountYen: 200_000n, startOn: "2026-06-30", reason: "事業計画の変更" },
			rule: { ...MONTHLY, count: 2 },
		});
		expect(await entries()).toBe(before);
		const { giftId } = await come(id, 100_000);
		expect(await entries()).toBe(before + 2);
		expect(await world.ledger(giftId)).toMatchInlineSnapshot(`
			"| kind               | account          | amountYen | purpose     | day        | year |
			| bank_gift_received | institution_bank |   100,000 |             | 2026-05-20 | 2026 |
			| bank_gift_received | gift_income      |  -100,000 | nanolsi-gen | 2026-05-20 | 2026 |"
		`);
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("is the same one when its form is sent twice, and refused when something of it is wrong", async () => {
		const same = { note: "the same" };
		expect(await pledge(same)).toBe(await pledge(same));
		const elsewhere = await world.gift(await giveElsewhere(world));
		const refused = (fields: Partial<CreatePledgeInput>, code: string, by = officer) =>
			expect(pledge(fields, by)).rejects.toMatchObject({ code });
		await refused({ fundId: elsewhere.fundId }, "forbidden");
		await refused({ fundId: "nonsense" }, "fund_unknown");
		await refused({ donorId: elsewhere.donorId }, "donor_unknown");
		await refused({ amountYen: 0n }, "amount_outside_limits");
		await refused({ amountYen: -5n }, "amount_outside_limits");
		await refused({ amountYen: 10n ** 12n }, "amount_outside_limits");
		await refused({ signedOn: "2026-05-21" }, "signed_day_wrong");
		await refused({ startOn: "2026-02-30" }, "schedule_refused");
		await refused({ rule: { dates: [{ dueOn: "2026-06-01", amountYen: 1n }] } }, "schedule_refused");
		await expect(getPledge(await now(officer), crypto.randomUUID())).rejects.toMatchObject({ status: 404 });
	});
});

describe("money", () => {
	test("early, over three instalments, in parts, too much, and back again", async () => {
		const id = await pledge({ amountYen: 500_000n, rule: { ...MONTHLY, day: "last", count: 5 } });
		await come(id, 300_000);
		expect(await told(id)).toBe(
			"active | 05-31 100000/100000 paid | 06-30 100000/100000 paid | 07-31 100000/100000 paid | 08-31 0/100000 scheduled | 09-30 0/100000 scheduled",
		);
		await come(id, 30_000);
		const { giftId } = await come(id, 80_000, "2026-05-19");
		expect(await told(id)).toContain("08-31 100000/100000 paid | 09-30 10000/100000 scheduled");
		await expect(come(id, 100_000)).rejects.toMatchObject({ code: "pledge_over_payment" });
		await come(id, 100_000, "2026-05-20", { overConfirmed: "on" });
		expect(await told(id)).toMatch(/^fulfilled \+10000 .* 09-30 100000\/100000 paid$/);
		const ask = { giftId, amountYen: 80_000n, note: "二重のお振込" };
		const { refundId } = await requestRefund(await now(officer), ask);
		await recordBankRefund(await now(finance), { refundId, refundedOn: "2026-05-20" });
		expect(await told(id)).toMatch(/^active \| .* 08-31 100000\/100000 paid \| 09-30 30000\/100000 scheduled$/);
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("the rest is spread by the shown rule", async () => {
		const rule = { ...MONTHLY, count: 5 };
		const even = await pledge({ amountYen: 500_000n, startOn: "2026-05-10", rule, respreadRule: "even" });
		await come(even, 60_000);
		expect(await told(even)).toBe(
			"active | 05-10 60000/60000 paid | 06-10 0/110000 scheduled | 07-10 0/110000 scheduled | 08-10 0/110000 scheduled | 09-10 0/110000 scheduled",
		);
		const last = await pledge({ amountYen: 500_000n, startOn: "2026-05-10", rule, respreadRule: "last" });
		await come(last, 150_000);
		expect(await told(last)).toMatch(/05-10 150000\/150000 paid \| 06-10 0\/100000 .* \| 09-10 0\/50000 scheduled$/);
		const carry = await pledge({ amountYen: 500_000n, startOn: "2026-05-10", rule });
		await come(carry, 60_000);
		expect(await told(carry)).toMatch(/^active \| 05-10 60000\/100000 overdue \| 06-10 0\/100000 scheduled/);
		await respreadPledge(await now(officer), { pledgeId: carry, rule: "even", reason: "ご相談による" });
		expect(await told(carry)).toBe(await told(even));
		const { schedules } = await getPledge(await now(officer), carry);
		expect(schedules.map(({ version, cause, instalments }) => [version, cause, instalments[0]?.status])).toEqual([
			[2, "respread", "paid"],
			[1, "first", "overdue"],
		]);
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("an amendment keeps what was paid, and the schedule before it", async () => {
		const id = await pledge({ amountYen: 300_000n });
		await come(id, 150_000);
		const amend = async (amountYen: bigint) =>
			amendPledge(await now(officer), {
				...{ pledgeId: id, amountYen, startOn: "2026-10-01", reason: "増額のお申し出" },
				rule: { unit: "year", every: 1, day: "last", count: 2 },
			});
		await expect(amend(149_999n)).rejects.toMatchObject({ code: "amount_below_paid" });
		await amend(450_000n);
		expect(await told(id)).toBe(
			"active | 05-31 100000/100000 paid | 06-30 50000/50000 paid | 10-31 0/150000 scheduled | 10-31 0/150000 scheduled",
		);
		const { schedules, history } = await getPledge(await now(officer), id);
		const [, first] = schedules;
		expect(first?.instalments.map((row) => `${row.paidYen}/${row.scheduledYen}`)).toEqual([
			"100000/100000",
			"50000/100000",
			"0/100000",
		]);
		expect(history.map(({ action, actor }) => `${action} ${actor}`)).toContain("pledge.amended Izumi");
		await expect(cancelPledge(await now(officer), { pledgeId: id, reason: "x" })).rejects.toMatchObject({
			code: "pledge_has_money",
		});
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("online, by the pledge's link: the same attempt twice, never more than is owed", async () => {
		const id = await pledge({ donorId: companyId, amountYen: 1_200_000n, rule: { ...MONTHLY, count: 2 } });
		const { publicToken: token } = await getPledge(await now(officer), id);
		const visitor = () => publicContext(new Request("http://localhost:3000/"), "ja");
		const pay = async (amountYen: bigint, method: "card" | "konbini" | "bank_transfer" = "card") =>
			payInstalment(await visitor(), { token, amountYen, method });
		expect((await getPledgePage(await visitor(), token)).online).toMatchObject({
			...{ minYen: 500n, maxYen: 1_200_000n, proposedYen: 600_000n },
			methods: ["card", "konbini", "bank_transfer"],
		});
		await expect(pay(1_200_001n)).rejects.toMatchObject({ code: "amount_outside_limits" });
		await expect(pay(499n)).rejects.toMatchObject({ code: "amount_outside_limits" });
		await expect(pay(600_000n, "konbini")).rejects.toMatchObject({ code: "method_not_offered" });
		const started = await pay(700_000n);
		expect(await pay(700_000n)).toEqual(started);
		expect(await world.gift(started.giftId)).toMatchObject({ pledgeId: id, donorId: companyId, donorKind: "company" });
		await world.pay(/cs_\w+/.exec(started.checkoutUrl)?.[0] ?? "", "succeed");
		await world.settle();
		expect(await told(id)).toBe("active | 05-31 600000/600000 paid | 06-30 100000/600000 scheduled");
		const waiting = await pay(200_000n, "bank_transfer");
		await world.pay(/cs_\w+/.exec(waiting.checkoutUrl)?.[0] ?? "", "transfer_issue");
		await world.settle();
		expect((await getPledgePage(await visitor(), token)).online?.maxYen).toBe(300_000n);
		await world.refund(started.giftId, 150_000);
		await world.settle();
		expect(await told(id)).toBe("active | 05-31 550000/600000 scheduled | 06-30 0/600000 scheduled");
		const lost = await pay(100_000n);
		await world.pay(/cs_\w+/.exec(lost.checkoutUrl)?.[0] ?? "", "succeed");
		await world.settle();
		expect(await told(id)).toBe("active | 05-31 600000/600000 paid | 06-30 50000/600000 scheduled");
		await atSandbox(world, `dispute/${await chargeOf(world, lost.giftId)}`, { outcome: "lose" });
		await world.settle();
		expect(await told(id)).toBe("active | 05-31 550000/600000 scheduled | 06-30 0/600000 scheduled");
		await expect(
			payInstalment(await visitor(), { token: "nonsense", amountYen: 1n, method: "card" }),
		).rejects.toMatchObject({ status: 404 });
		expect(await world.brokenPromises()).toEqual([]);
	});
});

describe("what is given up", () => {
	const writeOff = async (pledgeId: string, amountYen: bigint, by = officer) =>
		requestWriteOff(await now(by), { pledgeId, amountYen, ground: "insolvent", reason: "廃業のため" });

	test("needs a second person of the institution, and comes from the last instalments backwards", async () => {
		const id = await pledge();
		await come(id, 100_000);
		await expect(writeOff(id, 200_001n)).rejects.toMatchObject({ code: "write_off_too_much" });
		await expect(writeOff(id, 0n)).rejects.toMatchObject({ code: "write_off_invalid" });
		const { writeOffId } = await writeOff(id, 150_000n, finance);
		const decide = async (by: Ctx, approve = true) => decideWriteOff(await now(by), { writeOffId, approve, note: "" });
		await expect(decide(officer)).rejects.toMatchObject({ status: 403 });
		await expect(decide(finance)).rejects.toMatchObject({ personKey: "pledges.writeOffOwn" });
		expect(await told(id)).toMatch(/^active/);
		await expect(writeOff(id, 1n)).rejects.toMatchObject({ code: "write_off_waits" });
		await decide(admin);
		await decide(admin);
		await expect(decide(admin, false)).rejects.toMatchObject({ code: "write_off_decided" });
		expect(await told(id)).toBe(
			"active | 05-31 100000/100000 paid | 06-30 0/100000 -50000 scheduled | 07-31 0/100000 -100000 written_off",
		);
		const { giftId } = await come(id, 50_000);
		expect(await told(id)).toMatch(/^partly_written_off .* 06-30 50000\/100000 -50000 paid/);
		await come(id, 20_000, "2026-05-20", { overConfirmed: "on" });
		expect(await told(id)).toMatch(/^partly_written_off .* 06-30 70000\/100000 -30000 paid/);
		const ask = { giftId, amountYen: 50_000n, note: "組戻し" };
		const { refundId } = await requestRefund(await now(officer), ask);
		await recordBankRefund(await now(finance), { refundId, refundedOn: "2026-05-20" });
		expect(await told(id)).toMatch(/^active .* 06-30 20000\/100000 -50000 scheduled/);
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("all of it, when nothing came; or the promise is cancelled", async () => {
		const id = await pledge({ donorId: companyId });
		const { writeOffId } = await writeOff(id, 300_000n);
		await decideWriteOff(await now(finance), { writeOffId, approve: true, note: "" });
		expect(await told(id)).toMatch(/^written_off \| 05-31 0\/100000 -100000 written_off/);
		await come(id, 300_000);
		expect(await told(id)).toMatch(/^fulfilled \| 05-31 100000\/100000 paid/);
		const other = await pledge();
		await cancelPledge(await now(officer), { pledgeId: other, reason: "お申し出の取り下げ" });
		await expect(come(other, 1)).rejects.toMatchObject({ code: "pledge_not_active" });
		await expect(writeOff(other, 1n)).rejects.toMatchObject({ code: "pledge_not_active" });
		expect(await world.brokenPromises()).toEqual([]);
	});
});

describe("at the same moment", () => {
	test("two payments both count, and one form twice is one promise", async () => {
		const id = await pledge();
		await Promise.all([come(id, 100_000), come(id, 50_000), come(id, 50_000)]);
		expect(await told(id)).toMatch(/05-31 100000\/100000 paid \| 06-30 100000\/100000 paid \| 07-31 0\//);
		const form = { note: "twice at once" };
		const [one, two] = await Promise.all([pledge(form), pledge(form)]);
		expect(one).toBe(two);
		expect(await world.brokenPromises()).toEqual([]);
	});
});

test("the signed agreement is kept as it came, for whoever works with the promise", async () => {
	const id = await pledge({ note: "signed" });
	const attach = async (bytes: Uint8Array, fileName = "C:\\paper\\誓約書.exe") =>
		attachAgreement(await now(officer), { pledgeId: id, fileName, bytes });
	await expect(attach(new TextEncoder().encode("MZ no paper"))).rejects.toMatchObject({ code: "agreement_wrong_kind" });
	const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);
	await attach(png);
	const file = await readAgreement(await now(officer), id);
	expect(file).toMatchObject({ fileName: "誓約書.png", contentType: "image/png" });
	expect([...file.bytes]).toEqual([...png]);
	const company = { donorKind: "company", companyName: "株式会社みずうみ", email: "mizuumi@example.jp" };
	const donor = changeDonorSchema.parse(company);
	const kept = await pledge({
		donorId: null,
		donor,
		amountYen: 1000n,
		rule: { ...MONTHLY, count: 1 },
		signatory: "泉 太郎",
	});
	const gone = await pledge({ donorId: null, donor, note: "gone", conditions: "名前を出さないこと" });
	for (const pledgeId of [kept, gone]) {
		await attachAgreement(await now(officer), { pledgeId, fileName: "みずうみ.png", bytes: png });
	}
	await come(kept, 1000);
	const { donorId: erased } = await getPledge(await now(admin), kept);
	await expect(eraseDonor(await now(admin), { donorId: erased })).rejects.toMatchObject({ status: 409 });
	await cancelPledge(await now(officer), { pledgeId: gone, reason: "お申し出" });
	await eraseDonor(await now(admin), { donorId: erased });
	const rows = await world.database.prisma.pledge.findMany({ where: { donorId: erased }, orderBy: { id: "asc" } });
	expect(rows.map((row) => [row.agreementName, row.signatory, row.conditions, row.note, row.paidYen])).toEqual([
		["agreement.png", "", "", "", 1000n],
		[null, "", "", "", 0n],
	]);
	await expect(readAgreement(await now(officer), gone)).rejects.toMatchObject({ status: 404 });
	await readAgreement(await now(officer), kept);
	const viewer = await staffCtx("Miru", [{ role: "viewer", scope: await hubScope("nanolsi") }]);
	await expect(readAgreement(viewer, id)).rejects.toMatchObject({ status: 403 });
});

test("the API makes, pays, amends and writes off a pledge, as the page does", async () => {
	const token = async (name: string, role: "officer" | "admin") => {
		const reach = { kind: "programme" as const };
		const scopes = ["pledges:read", "pledges:write"] as const;
		return createApiToken(await jobContext("test"), { name, role, scopes: [...scopes], reach });
	};
	const bearers = [await token("one", "admin"), await token("two", "admin")].map(({ token: one }) => `Bearer ${one}`);
	const routeOf = (file: string) => everyRoute().find((one) => one.file === `routes/api/v1/${file}.ts`) as TestRoute;
	let sent = 0;
	const post = async (file: string, json: object, params = {}, { by = 0, key = `k${sent++}` } = {}) => {
		const authorization = bearers[by] ?? "";
		const headers = { authorization, "idempotency-key": key, "content-type": "application/json" };
		return ask(routeOf(file), { method: "POST", headers, params, json });
	};
	const body = {
		...{ donorId: companyId, fundId: world.fundId, amountYen: 100_000, startOn: "2027-01-31" },
		schedule: { unit: "month", every: 1, day: "last", count: 7 },
	};
	const created = await post("pledges", body, {}, { key: "same" });
	expect(created.status).toBe(201);
	const pledge = created.body as { id: string; instalments: { dueOn: string; scheduledYen: number; status: string }[] };
	expect(pledge.instalments.slice(0, 2)).toMatchObject([
		{ dueOn: "2027-01-31", scheduledYen: 14_286, paidYen: 0, status: "scheduled" },
		{ dueOn: "2027-02-28", scheduledYen: 14_286, paidYen: 0, status: "scheduled" },
	]);
	expect(pledge.instalments[6]).toMatchObject({ dueOn: "2027-07-31", scheduledYen: 14_285 });
	expect((await post("pledges", body, {}, { key: "same" })).body).toEqual(created.body);
	const at = { pledgeId: pledge.id };
	const paid = await post("pledge-payments", { amountYen: 20_000, receivedOn: "2026-05-20", channel: "cash" }, at);
	expect(paid).toMatchObject({ status: 201, body: { paidYen: 20_000, status: "active", giftId: expect.any(String) } });
	const asked = await post("pledge-write-offs", { amountYen: 30_000, ground: "other", reason: "減額" }, at);
	const { writeOffId } = asked.body as { writeOffId: string };
	const decide = (by: number) => post("pledge-write-off-decide", { approve: true }, { ...at, writeOffId }, { by });
	expect((await decide(0)).status).toBe(403);
	expect(await decide(1)).toMatchObject({ status: 200, body: { writtenOffYen: 30_000, status: "active" } });
	const dates = [{ dueOn: "2027-03-31", amountYen: 70_000 }];
	const amended = await post(
		"pledge-amendments",
		{ amountYen: 120_000, startOn: "2027-03-31", schedule: { dates }, reason: "増額" },
		at,
	);
	expect(amended).toMatchObject({ status: 201, body: { amountYen: 120_000, scheduleVersion: 3, paidYen: 20_000 } });
	const wrong: [object, string][] = [
		[{ ...body, donorId: undefined }, "donorId"],
		[{ ...body, amountYen: -1 }, "amountYen"],
		[{ ...body, amountYen: 1.5 }, "amountYen"],
		[{ ...body, startOn: "2027-02-30" }, "startOn"],
		[{ ...body, schedule: { dates: [{ dueOn: "2027-01-31", amountYen: 5 }] } }, "schedule"],
		[{ ...body, schedule: { unit: "month", every: 1, day: null } }, "schedule"],
		[{ ...body, surprise: 1 }, "surprise"],
	];
	for (const [json, field] of wrong) {
		const refused = await post("pledges", json);
		expect(refused.status, field).toBe(400);
		expect(Object.keys((refused.body as { errors: object }).errors)).toContain(field);
	}
	const headers = { authorization: bearers[0] ?? "" };
	expect((await ask(routeOf("pledge"), { headers, params: at })).body).toEqual(amended.body);
	const listed = (await ask(routeOf("pledges"), { headers, search: "?hub=nanolsi&limit=1" })).body;
	expect(listed).toMatchObject({ data: [{ id: pledge.id }] });
	expect(await world.brokenPromises()).toEqual([]);
});

test("days go by: due, overdue and reminded of, once each", async () => {
	const { prisma } = world.database;
	const id = await pledge({ startOn: "2026-05-31", note: "reminded" });
	const quiet = await pledge({ startOn: "2026-05-31", note: "quiet" });
	await changeReminders(await now(officer), { pledgeId: quiet, on: false });
	const run = async () => {
		const ctx = await jobContext("factory");
		await agePledges(ctx);
		await remindOfInstalments(ctx);
		const [first] = (await getPledge(await now(officer), id)).instalments;
		const stored = await prisma.instalment.findUniqueOrThrow({ where: { id: first?.id ?? "" } });
		expect(stored.status).toBe(first?.status);
		const mails = await prisma.mail.findMany({
			where: { subjectId: id, kind: "pledge-reminder" },
			orderBy: { id: "asc" },
		});
		const stages = mails.map(({ params }) => {
			const { when, days } = params as { when: string; days: number };
			return `${when}-${days}`;
		});
		return `${stored.status} ${stages.sort().join(" ")}`.trim();
	};
	expect(await run()).toBe("scheduled");
	await world.advanceTo("2026-05-24T00:00:00Z");
	expect(await run()).toBe("scheduled before-14");
	await world.advanceTo("2026-05-30T14:59:00Z");
	expect(await run()).toBe("scheduled before-14");
	await world.advanceTo("2026-05-30T15:05:00Z");
	expect(await run()).toBe("due before-14");
	await world.advanceTo("2026-05-31T15:05:00Z");
	expect(await run()).toBe("overdue before-14");
	await world.advanceTo("2026-06-07T00:00:00Z");
	expect(await run()).toBe("overdue after-7 before-14");
	expect(await run()).toBe("overdue after-7 before-14");
	await come(id, 100_000, "2026-06-07");
	await world.advanceTo("2026-06-29T00:00:00Z");
	expect(await run()).toMatch(/^paid after-7 before-14 before-14$/);
	expect(await prisma.mail.count({ where: { subjectId: quiet, kind: "pledge-reminder" } })).toBe(0);
	const { pledges } = await listPledges(await now(officer), { overdue: true, q: "タカハシ" });
	expect(pledges.map((row) => [row.id === quiet, row.overdueYen])).toContainEqual([true, 100_000n]);
	await expect(eraseDonor(await now(admin), { donorId })).rejects.toMatchObject({ code: "donor_erasure_blocked" });
	expect(await world.brokenPromises()).toEqual([]);
});
