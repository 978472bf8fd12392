import { beforeAll, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { reconcileAccount } from "~/domain/reconciliation/reconcile-account.server";
import { requestRun } from "~/domain/reconciliation/request-run.server";
import { currentTime } from "~/platform/clock";
import { getStripe } from "~/platform/stripe/stripe.server";
import { makeBooks } from "../factories/books";
import { type Asked, ask, everyRoute, type TestRoute } from "../factories/routes";
import { institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const LINES = "routes/console/finance-bank-lines.tsx";
const RECONCILIATION = "routes/console/finance-reconciliation.tsx";

let kanazawa = "";
let tokyo = "";
let institutionId = "";
let payoutId = "";
let runId = "";

beforeAll(async () => {
	const gift = await world.give();
	await world.pay(gift.sessionId, "succeed");
	await world.settle();
	({ payoutId, runId } = await makeBooks(world, gift.giftId));
	institutionId = (await world.gift(gift.giftId)).institutionId;
	const finance = async (slug: string) =>
		signedIn(`finance of ${slug}`, [{ role: "finance", scope: await institutionScope(slug) }]);
	kanazawa = await finance("kanazawa-u");
	tokyo = await finance("u-tokyo");
}, 60_000);

function page(file: string, asked: Asked) {
	const route = everyRoute().find((one) => one.file === file) as TestRoute;
	return ask(route, asked);
}

const typed = { intent: "record", valueOn: "2026-05-28", amountYen: "9640", remitter: "ストライプ" };

test("a line is typed wrong, then right, then twice", async () => {
	const post = (form: Record<string, string>, cookie = kanazawa) => page(LINES, { cookie, form });
	const wrong = await post({ ...typed, institutionId, amountYen: "0", valueOn: "" });
	expect(wrong.status).toBe(400);
	expect(wrong.body).toMatchObject({
		values: { amountYen: "0", remitter: "ストライプ" },
		errors: { amountYen: ["fields.amount.zero"], valueOn: ["fields.required"] },
	});
	expect((await post({ intent: "drop" })).status).toBe(400);
	expect((await post({ ...typed, institutionId }, tokyo)).status).toBe(403);
	expect(await post({ ...typed, institutionId })).toMatchObject({ status: 303 });
	const twice = await post({ ...typed, institutionId });
	expect(twice.status).toBe(409);
	expect(twice.body).toMatchObject({ problem: expect.stringContaining("bankLines.alreadyThere") });
	expect((await post({ ...typed, institutionId, ordinal: "2" })).status).toBe(303);
	expect(await world.database.prisma.bankLine.count()).toBe(2);
});

test("a line is tied by who may, once, and untied", async () => {
	const [one, twin] = await world.database.prisma.bankLine.findMany({ orderBy: { createdAt: "asc" } });
	const tie = (id: string | undefined, cookie = kanazawa) =>
		page(LINES, { cookie, form: { intent: "tie", bankLineId: id ?? "", payoutId } });
	expect((await tie(one?.id, tokyo)).status).toBe(404);
	expect((await tie("nonsense")).status).toBe(400);
	const tied = await tie(one?.id);
	expect([tied.status, tied.location]).toEqual([303, "/console/finance/bank-lines?done=tied"]);
	const second = await tie(twin?.id);
	expect([second.status, second.body]).toMatchObject([
		409,
		{ problem: expect.stringContaining("bankLines.payoutTied") },
	]);
	const untie = () => page(LINES, { cookie: kanazawa, form: { intent: "untie", bankLineId: one?.id ?? "" } });
	expect((await untie()).status).toBe(303);
	expect((await untie()).status).toBe(409);
});

test("who compares an account, explains a difference and takes it back", async () => {
	const post = (form: Record<string, string>, cookie = kanazawa) => page(RECONCILIATION, { cookie, form });
	expect((await post({ intent: "run", stripeAccountId: "platform" })).status).toBe(403);
	expect((await post({ intent: "run", stripeAccountId: "of-books" }, tokyo)).status).toBe(403);
	expect((await post({ intent: "run", stripeAccountId: "nobody" })).status).toBe(404);
	expect((await post({ intent: "run", stripeAccountId: "of-books", fromDay: "31/2" })).status).toBe(400);
	expect((await post({ intent: "run", stripeAccountId: "of-books" })).status).toBe(303);
	// It was under way already: nothing was started twice.
	expect(await world.database.prisma.reconciliationRun.count()).toBe(1);
	await world.workJobs();
	const params = { runId };
	const done = await page("routes/console/finance-reconciliation-run.tsx", { cookie: kanazawa, params });
	expect([done.status, JSON.stringify(done.body)]).toMatchObject([200, expect.stringContaining('"status":"done"')]);
	expect((await page("routes/console/finance-reconciliation-run.tsx", { cookie: tokyo, params })).status).toBe(404);

	const lost = await world.give({ email: "lost@example.jp" });
	await world.pay(lost.sessionId, "succeed");
	await world.advance(3 * 3600);
	expect((await getStripe().charges.list({ limit: 1 })).data).toHaveLength(1);
	const ctx = { ...(await jobContext("test")), now: currentTime() };
	await reconcileAccount(ctx, await requestRun(ctx, { stripeAccountId: "platform" }));
	const { id } = await world.database.prisma.reconciliationDifference.findFirstOrThrow({
		where: { kind: "missing_gift" },
	});
	const act = (intent: string, cookie = kanazawa, note = "調べて記帳済み") =>
		post({ intent, differenceId: id, note }, cookie).then(({ status }) => status);
	expect(await act("explain", tokyo)).toBe(404);
	expect(await act("explain", kanazawa, " ")).toBe(400);
	expect(await act("reopen")).toBe(409);
	expect(await act("explain")).toBe(303);
	expect(await act("reopen")).toBe(303);
	expect(await act("again")).toBe(303);
	await world.workJobs();
	expect(await world.gift(lost.giftId)).toMatchObject({ paymentStatus: "received" });
	const actions = await world.database.prisma.auditEvent.findMany({
		where: { subjectType: "reconciliation_difference", subjectId: id },
		orderBy: { id: "asc" },
	});
	expect(actions.map(({ action }) => action)).toEqual([
		"difference.explained",
		"difference.reopened",
		"difference.read_again",
	]);
});

test("the pages show what there is", async () => {
	const body = async (file: string, params = {}) => {
		const answer = await page(file, { cookie: kanazawa, params });
		expect(answer.status).toBe(200);
		return JSON.stringify(answer.body);
	};
	expect(await body("routes/console/finance.tsx")).toContain("¥19,280");
	expect(await body("routes/console/finance-payouts.tsx")).toContain("po_of_books");
	expect(await body("routes/console/finance-payout.tsx", { payoutId })).toContain("po_of_books");
	expect(await body(LINES)).toContain("ストライプ");
	expect((await page("routes/console/finance-payout.tsx", { cookie: tokyo, params: { payoutId } })).status).toBe(404);
	const search = "?cursor=nonsense&status=nonsense&account='";
	expect((await page("routes/console/finance-payouts.tsx", { cookie: kanazawa, search })).status).toBe(200);
});
