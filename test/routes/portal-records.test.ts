import { beforeAll, describe, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { issueDueReceipts } from "~/domain/receipts/issue-due-receipts.server";
import { readReceiptFile } from "~/domain/receipts/read-receipt-file.server";
import { beginPlan, planOf } from "../factories/plans";
import { donorSignedIn, portalRoute } from "../factories/portal";
import { makeIssuer } from "../factories/receipts";
import { ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

/** Plans and receipts of a donor, and what of them outlives forgetting the donor. */
const world = freshWorld();
const MIO = "mio@example.jp";
const REN = "ren@example.jp";
const PLAN = portalRoute("plan.tsx");
const STOP = portalRoute("plan-stop.tsx");
const RECEIPTS = portalRoute("receipts.tsx");
const PDF = portalRoute("receipt-pdf.ts");
const COPY = portalRoute("receipt-copy.ts");
const consoleRequest = everyRoute().find(({ file }) => file === "routes/console/request.tsx") as TestRoute;

let mio = "";
let ren = "";
let finance = "";
let planId = "";
let giftId = "";
let receiptId = "";

beforeAll(async () => {
	await makeIssuer(world.database.prisma, "kanazawa-u", { datePolicy: "charge_date" });
	({ planId } = await beginPlan(world, { email: MIO, familyName: "泉" }));
	const gift = await world.give({ email: MIO, familyName: "泉", amountYen: "30000" });
	giftId = gift.giftId;
	await world.pay(gift.sessionId, "succeed");
	await world.pay((await world.give({ email: REN, familyName: "渡邉" })).sessionId, "succeed");
	await world.settle();
	await issueDueReceipts(await jobContext("issueDueReceipts"));
	await world.workJobs();
	receiptId = (await world.database.prisma.receipt.findFirstOrThrow({ where: { gifts: { some: { giftId } } } })).id;
	mio = await donorSignedIn(MIO, world.workJobs);
	ren = await donorSignedIn(REN, world.workJobs);
	finance = await signedIn("Finance", [{ role: "finance", scope: await institutionScope("kanazawa-u") }]);
}, 120_000);

describe("a plan", () => {
	const change = (form: Record<string, string>, cookie = mio, route = PLAN) =>
		ask(route, { cookie, params: { planId }, form });

	test("is shown to its donor alone", async () => {
		expect(said(await ask(portalRoute("plans.tsx"), { cookie: mio }))).toContain(planId);
		expect((await ask(PLAN, { cookie: mio, params: { planId } })).status).toBe(200);
		expect(said(await ask(portalRoute("plans.tsx"), { cookie: ren }))).not.toContain(planId);
		const forms: Record<string, string>[] = [
			{ intent: "amount", amountYen: "5000" },
			{ intent: "pause" },
			{ intent: "card" },
		];
		for (const form of forms) {
			expect((await change(form, ren)).status).toBe(404);
		}
		expect((await change({ reason: "" }, ren, STOP)).status).toBe(404);
	});

	test.each([
		[{ intent: "amount", amountYen: "" }, 400],
		[{ intent: "amount", amountYen: "-5" }, 400],
		[{ intent: "amount", amountYen: "1" }, 400],
		[{ intent: "amount", amountYen: "999999999999" }, 400],
		[{ intent: "amount", amountYen: "3000" }, 409],
		[{ intent: "pause", until: "2026-13-01" }, 400],
		[{ intent: "pause", until: "2020-01-01" }, 400],
		[{ intent: "resume" }, 409],
	])("%j is refused with %i", async (form, status) => {
		const answer = await change(form as Record<string, string>);
		expect(answer.status).toBe(status);
		expect(said(answer)).toMatch(/"errors":\{"/);
	});

	test("changes its amount, pauses, resumes, opens the card's page and stops, each kept with who asked", async () => {
		expect((await change({ intent: "amount", amountYen: "5000" })).status).toBe(303);
		await world.settle();
		expect((await planOf(world, planId)).amountYen).toBe(5000n);
		expect((await change({ intent: "pause", until: "2026-09-01" })).status).toBe(303);
		await world.settle();
		expect((await planOf(world, planId)).status).toBe("paused");
		expect((await change({ intent: "resume" })).status).toBe(303);
		await world.settle();
		const card = await change({ intent: "card" });
		expect([card.status, card.location]).toEqual([303, expect.stringMatching(/^https?:\/\/[^/]+\//)]);
		expect((await change({ reason: "引っ越すため" }, mio, STOP)).status).toBe(303);
		await world.settle();
		const plan = await planOf(world, planId);
		expect([plan.status, plan.endReason]).toEqual(["cancelled", "donor"]);
		const asked = plan.changes.filter(({ action }) => action !== "start");
		expect(asked.map(({ action, actorKind }) => [action, actorKind])).toEqual([
			["amount", "donor"],
			["pause", "donor"],
			["resume", "donor"],
			["card", "donor"],
			["stop", "donor"],
		]);
		expect((await ask(STOP, { cookie: mio, params: { planId } })).status).toBe(303);
		expect((await change({ intent: "resume" })).status).toBe(409);
	});
});

describe("a receipt", () => {
	const asked = () => ({ cookie: mio, params: { receiptId } });

	test("is a PDF for its donor alone, and a copy is kept with who asked", async () => {
		const file = await ask(PDF, asked());
		expect([file.status, file.headers.get("content-type"), file.headers.get("cache-control")]).toEqual([
			200,
			"application/pdf",
			"private, no-store",
		]);
		expect(String(file.body).slice(0, 5)).toBe("%PDF-");
		const copy = await ask(COPY, { ...asked(), method: "POST" });
		expect(String(copy.body).slice(0, 5)).toBe("%PDF-");
		expect((await ask(COPY, asked())).status).toBe(303);
		const [kept, ...more] = await world.database.prisma.receiptReprint.findMany({ where: { receiptId } });
		expect([kept?.actorKind, more]).toEqual(["donor", []]);
		for (const route of [PDF, COPY]) {
			const other = { cookie: ren, params: { receiptId }, method: route === COPY ? "POST" : "GET" };
			expect((await ask(route, other)).status).toBe(404);
		}
		expect((await ask(RECEIPTS, { cookie: ren, form: { receiptId } })).status).toBe(404);
	});

	test("on paper is asked for once, and posted by staff", async () => {
		expect((await ask(RECEIPTS, { cookie: mio, form: { receiptId } })).status).toBe(303);
		expect((await ask(RECEIPTS, { cookie: mio, form: { receiptId } })).status).toBe(409);
		const request = await world.database.prisma.donorRequest.findFirstOrThrow({ where: { kind: "paper_receipt" } });
		const decided = { cookie: finance, params: { requestId: request.id }, form: { decision: "done", answer: "" } };
		expect((await ask(consoleRequest, decided)).status).toBe(303);
	});

	test("outlives its donor, to the bit", async () => {
		const staff = await jobContext("test");
		const before = await readReceiptFile(staff, receiptId);
		const row = await world.database.prisma.receipt.findUniqueOrThrow({ where: { id: receiptId } });
		const { donorId } = await world.gift(giftId);
		const form = { donorId, reason: "", intent: "confirm", understood: "on" };
		await ask(portalRoute("forget.tsx"), { cookie: mio, form });
		const request = await world.database.prisma.donorRequest.findFirstOrThrow({ where: { kind: "erasure" } });
		const decided = { cookie: finance, params: { requestId: request.id }, form: { decision: "done", answer: "" } };
		const done = await ask(consoleRequest, decided);
		expect(done.location).toMatch(/gifts=2&receipts=1&payments=2/);
		expect(Buffer.from((await readReceiptFile(staff, receiptId)).bytes)).toEqual(Buffer.from(before.bytes));
		expect(await world.database.prisma.receipt.findUniqueOrThrow({ where: { id: receiptId } })).toEqual(row);
		expect(JSON.stringify(row.content)).toContain("泉");
		// Nobody is left to send another to, as the page said before it was asked.
		await world.database.prisma.gift.updateMany({
			where: { recurringPlanId: planId },
			data: { receiptRhythm: "each" },
		});
		await issueDueReceipts(await jobContext("issueDueReceipts"));
		expect(await world.database.prisma.receipt.count({ where: { donorId } })).toBe(1);
		expect(await world.brokenPromises()).toEqual([]);
	});
});
