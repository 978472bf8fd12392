import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { figureOf } from "~/documents/snapshot-content";
import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import { enterGiftSchema } from "~/domain/gifts/enter-gift.schema";
import { enterGift } from "~/domain/gifts/enter-gift.server";
import { closeYear } from "~/domain/ledger/close-year.server";
import { listAdjustments, listYears } from "~/domain/ledger/list-years.server";
import { recordBankRefund } from "~/domain/refunds/record-bank-refund.server";
import { requestRefund } from "~/domain/refunds/request-refund.server";
import { getSnapshot } from "~/domain/snapshots/get-snapshot.server";
import { listBookedSince } from "~/domain/snapshots/list-booked-since.server";
import { readSnapshotFile } from "~/domain/snapshots/read-snapshot-file.server";
import { verifySnapshot } from "~/domain/snapshots/verify-snapshot.server";
import { currentTime } from "~/platform/clock";
import { ask, everyRoute, type TestRoute } from "../factories/routes";
import { institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

/** A fiscal year that is over is closed with its figures frozen; what comes later is an adjustment with its reason. */
const world = freshWorld({ begins: "2026-03-30T03:00:00Z" });
const PROGRAMME = { kind: "programme" as const };
const routeOf = (file: string) => everyRoute().find((route) => route.file === file) as TestRoute;
const as = async (role: "secretariat" | "finance", scope: Awaited<ReturnType<typeof institutionScope>>): Promise<Ctx> =>
	contextFor({ kind: "staff", userId: role, name: "泉 太郎", email: "", grants: [{ role, scope }] });
const secretariat = () => as("secretariat", PROGRAMME);
const finance = async () => as("finance", await institutionScope("kanazawa-u"));
const cash = (fields: Record<string, string> = {}) => ({
	...{ fundId: world.fundId, amountYen: "50000", channel: "cash", receivedOn: "2026-03-30" },
	...{ donorKind: "individual", familyName: "泉", givenName: "花子" },
	...fields,
});
const enter = async (fields: Record<string, string> = {}) =>
	enterGift(await finance(), enterGiftSchema(currentTime()).parse(cash(fields)));
const externalOf = async (year: number) =>
	(await listYears(await secretariat())).find(({ fiscalYear }) => fiscalYear === year)?.externalYen;

let late = { sessionId: "", giftId: "" };
let cashGift = "";
let snapshotId = "";

beforeAll(async () => {
	const paid = await world.give({ amountYen: "10000" });
	await world.pay(paid.sessionId, "succeed");
	await world.settle();
	cashGift = (await enter()).giftId;
	// Paid on 30 March; its events come only after the year was closed.
	late = await world.give({ amountYen: "7000", email: "late@example.jp" });
	await world.faults({ drop: 1 });
	await world.pay(late.sessionId, "succeed");
}, 60_000);

test("the present year stays open, and a year is closed by the secretariat only", async () => {
	const wish = { note: "", title: "年次フォローアップ" };
	await expect(closeYear(await secretariat(), { fiscalYear: 2025, ...wish })).rejects.toMatchObject({
		code: "year_not_over",
	});
	await world.advanceTo("2026-05-20T03:00:00Z");
	await expect(closeYear(await finance(), { fiscalYear: 2025, ...wish })).rejects.toMatchObject({ status: 403 });
	await expect(closeYear(await secretariat(), { fiscalYear: 2031, ...wish })).rejects.toMatchObject({ status: 400 });
	await expect(closeYear(await secretariat(), { fiscalYear: 1999, ...wish })).rejects.toMatchObject({
		code: "year_without_money",
	});
});

test("it is closed with a snapshot of its figures, once", async () => {
	const wish = { fiscalYear: 2025, note: "決算確認済み", title: "年次フォローアップ" };
	const [first, second] = await Promise.allSettled([
		closeYear(await secretariat(), wish),
		closeYear(await secretariat(), wish),
	]);
	const done = [first, second].find((one) => one?.status === "fulfilled");
	const refused = [first, second].find((one) => one?.status === "rejected");
	expect(refused).toMatchObject({ reason: { code: "year_closed_already" } });
	snapshotId = done?.status === "fulfilled" ? done.value.snapshotId : "";
	const { content } = await getSnapshot(await secretariat(), snapshotId);
	expect(content).toMatchObject({ fiscalYear: 2025, hub: null, takenBy: "泉 太郎" });
	expect(figureOf(content, { fiscalYear: 2025 }, "external")).toBe(await externalOf(2025));
	const [year] = (await listYears(await secretariat())).filter(({ fiscalYear }) => fiscalYear === 2025);
	expect(year?.closed).toMatchObject({ note: "決算確認済み", snapshotId, closedBy: "泉 太郎" });
	await world.workJobs();
	const pdf = await readSnapshotFile(await secretariat(), { snapshotId, kind: "pdf" });
	expect(Buffer.from(pdf.bytes.subarray(0, 5)).toString()).toBe("%PDF-");
	expect(await verifySnapshot(await secretariat(), snapshotId)).toMatchObject({
		...{ contentIsSame: true, pdf: "same", xlsx: "same", changes: [] },
	});
});

test("a person without a reason gets 409, everything typed is kept, and nothing is booked", async () => {
	const cookie = await signedIn("Zaimu", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
	const before = await world.database.prisma.gift.count();
	const form = cash({ familyName: "髙橋", note: "窓口" });
	const refused = await ask(routeOf("routes/console/gift-new.tsx"), { cookie, form });
	expect(refused.status).toBe(409);
	expect(refused.body).toMatchObject({
		values: { familyName: "髙橋", note: "窓口", amountYen: "50000" },
		errors: { adjustmentReason: ["yearClosed?year=2025"] },
	});
	expect(await world.database.prisma.gift.count()).toBe(before);
	const booked = await ask(routeOf("routes/console/gift-new.tsx"), {
		cookie,
		form: { ...form, adjustmentReason: "現金出納帳の記入漏れ" },
	});
	expect(booked.status).toBe(303);
	const asked = await requestRefund(await finance(), { giftId: cashGift, amountYen: 1000n, note: "過入金" });
	const refund = { refundId: asked.refundId, refundedOn: "2026-03-31" };
	await expect(recordBankRefund(await finance(), refund)).rejects.toMatchObject({ code: "year_closed", status: 409 });
	await recordBankRefund(await finance(), { ...refund, adjustmentReason: "通帳の記帳が遅れたため" });
});

test("what Stripe tells late is booked, as told late, and everything since is listed with its reason", async () => {
	const frozen = figureOf(
		(await getSnapshot(await secretariat(), snapshotId)).content,
		{ fiscalYear: 2025 },
		"external",
	);
	await world.faults({});
	await world.settle();
	expect(await world.gift(late.giftId)).toMatchObject({ paymentStatus: "received" });
	const { adjustments } = await listAdjustments(await secretariat(), { fiscalYear: 2025 });
	const reasons = adjustments.map(({ kind, reason }) => `${kind}: ${reason}`);
	expect(reasons).toContain("gift_received: told_late");
	expect(reasons).toContain("bank_gift_received: 現金出納帳の記入漏れ");
	expect(reasons).toContain("bank_gift_refunded: 通帳の記帳が遅れたため");
	for (const { lines } of adjustments) expect(lines.reduce((sum, line) => sum + line.amountYen, 0n)).toBe(0n);
	const { bookings } = await listBookedSince(await secretariat(), snapshotId);
	const since = bookings.filter(({ fiscalYear }) => fiscalYear === 2025).reduce((sum, one) => sum + one.netYen, 0n);
	expect(await externalOf(2025)).toBe(frozen + since);
	const verified = await verifySnapshot(await secretariat(), snapshotId);
	expect(verified).toMatchObject({ contentIsSame: true });
	expect(verified.changes).toContainEqual({
		...{ fiscalYear: 2025, hub: "all", category: "all", measure: "external" },
		...{ before: frozen, after: frozen + since, precision: "yen" },
	});
	expect(await world.brokenPromises()).toEqual([]);
});

test("a snapshot is never changed, and one that was tampered with says so", async () => {
	const { prisma } = world.database;
	await expect(prisma.snapshot.update({ where: { id: snapshotId }, data: { title: "x" } })).rejects.toThrow();
	await expect(prisma.snapshot.delete({ where: { id: snapshotId } })).rejects.toThrow();
	await expect(prisma.closedYear.delete({ where: { fiscalYear: 2025 } })).rejects.toThrow();
	// Only the owner of the tables, with the guard switched off, can.
	const owner = new pg.Client(world.database.ownerUrl);
	await owner.connect();
	await owner.query("ALTER TABLE snapshot DISABLE TRIGGER snapshot_guard");
	await owner.query("UPDATE snapshot SET content = jsonb_set(content, '{figures,0,externalYen}', '\"1\"')");
	await owner.query("ALTER TABLE snapshot ENABLE TRIGGER snapshot_guard");
	await owner.end();
	expect(await verifySnapshot(await secretariat(), snapshotId)).toMatchObject({ contentIsSame: false, pdf: "same" });
});

test("a hub's page of snapshots is for the hub, the programme's for the programme", async () => {
	await expect(getSnapshot(await finance(), snapshotId)).rejects.toMatchObject({ status: 404 });
});
