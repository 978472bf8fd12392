import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { API_SCOPES } from "~/domain/access/api-scopes";
import { mayEver } from "~/domain/access/authorize.server";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { contextFor, jobContext } from "~/domain/access/ctx.server";
import { readRows } from "~/domain/access/read-rows.server";
import type { Grant, Scope } from "~/domain/access/roles";
import { withCheckDigit } from "~/domain/applications/application-reference";
import { askErasure } from "~/domain/portal/ask-erasure.server";
import { beginPlan } from "~/domain/recurring/begin-plan.server";
import { PLATFORM_ACCOUNT } from "~/domain/stripe-accounts/stripe-account.server";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import {
	ACCESS_LINES,
	ADMINS,
	type Answers,
	answers,
	EVERYBODY,
	ROLES,
	SEES_GIFTS,
	SEES_OWN_GIFTS,
	type Who,
} from "../factories/access";
import { makeBooks } from "../factories/books";
import { makeReceipts } from "../factories/receipts";
import { ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { giveElsewhere, hubScope, institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

/**
 * Every console route and API method, as every role, against rows of the role's own hub (NanoLSI) and of another one
 * (IRCN). A route added without a line here fails the first test.
 */
const world = freshWorld();

/** Receipts are for whoever looks after the donors of their gifts. */
const ofOwnReceipt = (who: Who) =>
	who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) && who !== "viewer" ? 200 : 403;

/** What a GET answers whom. */
const CONSOLE: Answers = {
	"routes/console/layout.tsx": () => 200,
	"routes/console/home.tsx": () => 200,
	"routes/console/gifts.tsx": answers(SEES_GIFTS),
	"routes/console/gift-new.tsx": answers(SEES_GIFTS.filter((who) => who !== "viewer")),
	"routes/console/gift-recognition.tsx": (who) =>
		who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403,
	"routes/console/donors.tsx": answers(SEES_GIFTS),
	"routes/console/donor.tsx": (who) => (who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403),
	"routes/console/applications.tsx": answers(SEES_GIFTS),
	"routes/console/application.tsx": (who) =>
		who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403,
	"routes/console/gift.tsx": (who) => (who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403),
	"routes/console/gift-refund.tsx": (who) =>
		who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) && who !== "viewer" ? 200 : 403,
	"routes/console/finance-refunds.tsx": answers(SEES_GIFTS),
	"routes/console/finance-refund.tsx": (who) =>
		who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403,
	"routes/console/finance-disputes.tsx": answers(SEES_GIFTS),
	"routes/console/finance.tsx": answers(["finance", ...ADMINS]),
	"routes/console/finance-payouts.tsx": answers(["finance", ...ADMINS]),
	"routes/console/finance-payout.tsx": answers(["finance", ...ADMINS]),
	"routes/console/finance-bank-lines.tsx": answers(["finance", ...ADMINS]),
	"routes/console/finance-reconciliation.tsx": answers(["finance", ...ADMINS]),
	"routes/console/finance-reconciliation-run.tsx": answers(["finance", ...ADMINS]),
	"routes/console/gifts-csv.ts": answers(SEES_GIFTS.filter((who) => who !== "viewer")),
	"routes/console/plans.tsx": answers(SEES_GIFTS),
	"routes/console/plan.tsx": (who) => (who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403),
	"routes/console/plans-csv.ts": answers(SEES_GIFTS.filter((who) => who !== "viewer")),
	"routes/console/requests.tsx": answers(SEES_GIFTS.filter((who) => who !== "viewer")),
	"routes/console/request.tsx": (who) =>
		who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) && who !== "viewer" ? 200 : 403,
	"routes/console/receipts.tsx": answers(SEES_GIFTS.filter((who) => who !== "viewer")),
	"routes/console/receipts-csv.ts": answers(SEES_GIFTS.filter((who) => who !== "viewer")),
	"routes/console/receipts-paper.tsx": answers(SEES_GIFTS.filter((who) => who !== "viewer")),
	"routes/console/receipt.tsx": ofOwnReceipt,
	"routes/console/receipt-file.ts": ofOwnReceipt,
	"routes/console/receipt-copy-file.ts": ofOwnReceipt,
	"routes/console/receipt-batches.tsx": answers(["finance", ...ADMINS]),
	"routes/console/receipt-batch.tsx": answers(["finance", ...ADMINS]),
	"routes/console/settings-receipts.tsx": answers([...ADMINS, "finance"]),
	"routes/console/settings-seal.ts": answers([...ADMINS, "finance"]),
	"routes/console/settings-certificate-file.ts": answers([...ADMINS, "finance"]),
	"routes/console/mails.tsx": answers(SEES_GIFTS.filter((who) => who !== "viewer")),
	"routes/console/programme.tsx": () => 200,
	"routes/console/programme-lines.tsx": () => 200,
	"routes/console/programme-csv.ts": (who) => (who === "communicator" ? 403 : 200),
	"routes/console/programme-lines-csv.ts": () => 200,
	"routes/console/funds.tsx": () => 200,
	"routes/console/fund-new.tsx": answers(ADMINS),
	"routes/console/fund.tsx": (who) => (who === "officer of IRCN" ? 404 : 200),
	"routes/console/goals.tsx": () => 200,
	"routes/console/goal.tsx": (who) => (who === "officer of IRCN" ? 404 : 200),
	"routes/console/settings-institutions.tsx": answers([...ADMINS, "finance"]),
	"routes/console/settings-institution.tsx": answers([...ADMINS, "finance"]),
	"routes/console/settings-staff.tsx": answers(ADMINS),
	"routes/console/settings-api-tokens.tsx": answers(ADMINS),
	"routes/console/settings-blocks.tsx": answers(["finance", ...ADMINS]),
	"routes/console/settings-two-factor.tsx": () => 200,
	...Object.assign({}, ...ACCESS_LINES.map((lines) => lines.console)),
};

const API: Answers = {
	"routes/api/v1/hubs.ts": () => 200,
	"routes/api/v1/hub.ts": () => 200,
	"routes/api/v1/funds.ts": () => 200,
	"routes/api/v1/gifts.ts": answers(SEES_GIFTS),
	"routes/api/v1/gift.ts": (who) => (who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403),
	"routes/api/v1/recurring-plans.ts": answers(SEES_GIFTS),
	"routes/api/v1/recurring-plan.ts": (who) =>
		who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403,
	"routes/api/v1/refunds.ts": answers(SEES_GIFTS),
	"routes/api/v1/refund.ts": (who) => (who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403),
	"routes/api/v1/receipts.ts": answers(SEES_GIFTS.filter((who) => who !== "viewer")),
	"routes/api/v1/receipt.ts": ofOwnReceipt,
	"routes/api/v1/receipt-file.ts": ofOwnReceipt,
	"routes/api/v1/donors.ts": answers(SEES_GIFTS),
	"routes/api/v1/donor.ts": (who) => (who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403),
	"routes/api/v1/applications.ts": answers(SEES_GIFTS),
	"routes/api/v1/application.ts": (who) => (who === "officer of IRCN" ? 404 : SEES_OWN_GIFTS.includes(who) ? 200 : 403),
	"routes/api/v1/totals.ts": () => 200,
	...Object.assign({}, ...ACCESS_LINES.map((lines) => lines.api)),
};
/** Addresses that take a POST; those in ONLY_POST no GET. */
const TAKES_POST: string[] = [
	"routes/api/v1/refunds.ts",
	"routes/api/v1/gifts.ts",
	...ACCESS_LINES.flatMap((lines) => lines.takesPost),
];
const ONLY_POST: string[] = [
	"routes/api/v1/recurring-plan-changes.ts",
	"routes/api/v1/application-review.ts",
	"routes/api/v1/application-accept.ts",
	"routes/api/v1/application-refuse.ts",
	...ACCESS_LINES.flatMap((lines) => lines.onlyPost),
];
/** Answers that name donors to whoever sees them. */
const NAMES_DONORS = [
	"routes/api/v1/donors.ts",
	"routes/api/v1/donor.ts",
	...ACCESS_LINES.flatMap((lines) => lines.namesDonors ?? []),
];
/** Without a token: they say nothing about anybody. */
const OPEN_API = ["routes/api/v1/openapi.ts", "routes/api/not-found.ts"];

const consoleRoutes = everyRoute().filter(({ file }) => file.startsWith("routes/console/"));
/** Refused tokens are counted by address; there are more routes by now than one place may try. */
const placeOf = (file: string) => `192.0.2.${2 + apiRoutes.findIndex((route) => route.file === file)}`;
const apiRoutes = everyRoute().filter(({ file }) => file.startsWith("routes/api/"));

const cookies = new Map<Who, string>();
const tokens = new Map<Who, string>();
let ownGift = "";
let foreignGift = "";
let ownDonor = "";
let ownApplication = "";
let ownRequest = "";
let ownRefund = "";
let ownPlan = "";
let ownReceipts = {};
let ownBooks = {};
let ownRows = {};

beforeAll(async () => {
	const own = await world.give({ displayName: "ナノの友", message: "応援しています" });
	await world.pay(own.sessionId, "succeed");
	await world.settle();
	ownGift = own.giftId;
	await world.refund(ownGift, 100);
	await world.settle();
	ownApplication = await applyFor(ownGift);
	ownRefund = (await world.database.prisma.refund.findFirstOrThrow()).id;
	ownRequest = await askAsDonor(ownGift);
	ownPlan = await askForPlan(ownGift);
	ownReceipts = await makeReceipts(world, ownGift);
	ownBooks = await makeBooks(world, ownGift);
	for (const lines of ACCESS_LINES) ownRows = { ...ownRows, ...(await lines.rows(world, ownGift)) };
	foreignGift = await giveElsewhere(world);
	const ctx = await jobContext("test");
	for (const who of EVERYBODY) {
		const grant = await grantOf(who);
		cookies.set(who, await signedIn(who, [grant]));
		const made = await createApiToken(ctx, {
			name: who,
			role: grant.role,
			scopes: [...API_SCOPES],
			reach: grant.scope,
		});
		tokens.set(who, made.token);
	}
}, 120_000);

/** An application as it stands beside a gift. */
async function applyFor(giftId: string): Promise<string> {
	const { donorId, institutionId, hubId } = await world.gift(giftId);
	ownDonor = donorId;
	const data = { giftId, institutionId, hubId, reference: withCheckDigit("4107259"), purpose: "研究のため" };
	return (await world.database.prisma.application.create({ data })).id;
}

/** The gift's own donor asks to be forgotten, as in the portal. */
async function askAsDonor(giftId: string): Promise<string> {
	const { donorId, email } = await world.gift(giftId);
	const actor = { kind: "donor" as const, sessionId: giftId, email, donorIds: [donorId] };
	return (await askErasure({ ...(await contextFor(actor)), actor }, { donorId, reason: "" })).requestId;
}

/** A plan of the gift's donor, as it is kept before its first gift is paid. */
async function askForPlan(giftId: string): Promise<string> {
	const { donorId, institutionId, hubId, fundId } = await world.gift(giftId);
	const ctx = await jobContext("test");
	const asked = {
		donorId,
		institutionId,
		hubId,
		fundId,
		stripeAccountId: PLATFORM_ACCOUNT,
		amountYen: 3000n,
		lang: "ja",
	};
	return inTransaction(ctx, (tx) => beginPlan(tx, ctx, { ...asked, unit: "month" }));
}

async function grantOf(who: Who): Promise<Grant> {
	const { role, scope } = ROLES[who];
	const scopes: Record<string, () => Scope | Promise<Scope>> = {
		programme: () => ({ kind: "programme" }),
		"kanazawa-u": () => institutionScope("kanazawa-u"),
	};
	return { role, scope: await (scopes[scope]?.() ?? hubScope(scope)) };
}

const paramsOf = (giftId: string) => ({
	...ownReceipts,
	...ownBooks,
	...ownRows,
	giftId,
	id: giftId,
	donorId: ownDonor,
	applicationId: ownApplication,
	refundId: ownRefund,
	planId: ownPlan,
	requestId: ownRequest,
	slug: "nanolsi",
	institution: "kanazawa-u",
	hub: "nanolsi",
	fund: "nanolsi-gen",
	fiscalYear: "2026",
});
const bearer = (who: Who) => ({ headers: { authorization: `Bearer ${tokens.get(who)}` } });

test("every console route and API method has its line", () => {
	// One file may answer as CSV and as XLSX.
	const files = new Set(consoleRoutes.map(({ file }) => file));
	expect([...files].sort()).toEqual(Object.keys(CONSOLE).sort());
	expect(apiRoutes.map(({ file }) => file).sort()).toEqual([...Object.keys(API), ...ONLY_POST, ...OPEN_API].sort());
});

describe.each(consoleRoutes)("GET $path", (route: TestRoute) => {
	test("asks who is there", async () => {
		const answer = await ask(route, { params: paramsOf(ownGift) });
		expect(answer.status).toBe(303);
		expect(answer.location).toMatch(/^\/auth\/sign-in\?next=%2Fconsole/);
	});

	test.each(EVERYBODY)("as %s", async (who) => {
		const answer = await ask(route, { cookie: cookies.get(who), params: paramsOf(ownGift) });
		expect(answer.status).toBe(CONSOLE[route.file]?.(who));
		const words = said(answer);
		// The donor's house; the institution stands in the same street.
		if (!SEES_OWN_GIFTS.includes(who)) expect(words).not.toMatch(/髙橋|﨑子|sakiko|角間町1/);
		if (who !== "admin" && who !== "officer of IRCN") expect(words).not.toMatch(/本郷　|赤門|akamon/);
		if (who === "viewer") expect(words).not.toMatch(/sakiko@|角間町1|920-1192/);
	});
});

describe("what a role does not read, no query gives", () => {
	const models = Object.values(Prisma.ModelName);
	type Reader = {
		count(args?: object): Promise<number>;
		findMany(args?: object): Promise<unknown[]>;
		findFirst(args?: object): Promise<unknown>;
		aggregate(args: object): Promise<{ _count: { _all: number } }>;
	};

	test.each(["nobody", "no role", ...EVERYBODY] as const)("%s", async (who) => {
		const grants = who === "nobody" || who === "no role" ? [] : [await grantOf(who)];
		const ctx = await contextFor(
			who === "nobody" ? { kind: "public" } : { kind: "staff", userId: "nobody", name: "", email: "", grants },
		);
		for (const model of models.filter((one) => !mayEver(ctx, "read", one))) {
			const key = `${model.charAt(0).toLowerCase()}${model.slice(1)}` as keyof typeof ctx.db;
			const reader = ctx.db[key] as unknown as Reader;
			expect(await reader.count(), model).toBe(0);
			expect(await reader.count({ where: { AND: [{}] } }), model).toBe(0);
			expect(await reader.findMany(), model).toEqual([]);
			expect(await reader.findFirst(), model).toBeNull();
			expect((await reader.aggregate({ _count: { _all: true } }))._count._all, model).toBe(0);
		}
		const hub = await ctx.db.hub.findFirst({
			where: { slug: "nanolsi" },
			include: { gifts: true, mails: true, _count: { select: { gifts: true, mails: true } } },
		});
		const seesGifts = mayEver(ctx, "read", "Gift") && who !== "officer of IRCN";
		const seesMails = mayEver(ctx, "read", "Mail") && who !== "officer of IRCN";
		expect(hub?.gifts.length ?? 0).toBe(seesGifts ? 1 : 0);
		expect(hub?._count.gifts ?? 0).toBe(seesGifts ? 1 : 0);
		expect((hub?.mails.length ?? 0) > 0).toBe(seesMails);
	});

	test("raw SQL and Prisma are narrowed alike", async () => {
		for (const who of EVERYBODY) {
			const ctx = await contextFor({ kind: "staff", userId: "x", name: "", email: "", grants: [await grantOf(who)] });
			for (const table of [
				"gift",
				"donor",
				"payment",
				"mail",
				"checkout_attempt",
				"allocation",
				"ledger_entry",
			] as const) {
				const [raw] = await readRows(
					ctx,
					z.object({ count: z.bigint() }),
					(visible) => Prisma.sql`SELECT count(*) FROM ${Prisma.raw(table)} t WHERE ${visible(table, "t")}`,
				);
				const key = table.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof typeof ctx.db;
				const reader = ctx.db[key] as unknown as Reader;
				expect(await reader.count(), `${table} as ${who}`).toBe(Number(raw?.count));
			}
		}
	});

	test("an officer of one hub who only views another reaches donors at the first alone", async () => {
		const viewer = { role: "viewer" as const, scope: { kind: "programme" as const } };
		const grants = [viewer, await grantOf("officer")];
		const ctx = await contextFor({ kind: "staff", userId: "x", name: "", email: "", grants });
		const mailOf = async (id: string) => (await ctx.db.gift.findUniqueOrThrow({ where: { id } })).email;
		expect(await mailOf(ownGift)).toBe("sakiko@example.jp");
		expect(await mailOf(foreignGift)).toBe("");
	});

	test("ctx.db never writes", async () => {
		const ctx = await contextFor({ kind: "public" });
		await expect(ctx.db.gift.deleteMany({})).rejects.toThrow(/inTransaction/);
	});
});

describe("a gift of another hub", () => {
	const page = consoleRoutes.find(({ file }) => file === "routes/console/gift.tsx") as TestRoute;

	test.each(EVERYBODY)("as %s does not exist", async (who) => {
		const asked = { cookie: cookies.get(who), params: paramsOf(foreignGift) };
		const expected = who === "admin" || who === "officer of IRCN" ? 200 : SEES_OWN_GIFTS.includes(who) ? 404 : 403;
		expect((await ask(page, asked)).status).toBe(expected);
		if (expected === 200) return;
		const forms: Record<string, string>[] = [{ intent: "resend" }, { intent: "display", decision: "approved" }];
		for (const form of forms) {
			const refused = (await ask(page, { ...asked, form })).status;
			expect([403, 404]).toContain(refused);
		}
	});

	test("deciding and resending at one's own", async () => {
		const asked = { params: paramsOf(ownGift), form: { intent: "display", decision: "approved" } };
		const as = (who: Who) => ask(page, { ...asked, cookie: cookies.get(who) }).then(({ status }) => status);
		expect(await as("viewer")).toBe(403);
		expect(await as("finance")).toBe(403);
		expect((await world.gift(ownGift)).displayStatus).toBe("pending");
		expect(await as("officer")).toBe(303);
		expect((await world.gift(ownGift)).displayStatus).toBe("approved");
		const resend = { params: paramsOf(ownGift), form: { intent: "resend" } };
		expect((await ask(page, { ...resend, cookie: cookies.get("viewer") })).status).toBe(403);
		expect((await ask(page, { ...resend, cookie: cookies.get("officer") })).status).toBe(303);
		const audited = await world.database.prisma.auditEvent.findMany({
			where: { subjectId: ownGift, actorKind: "staff" },
		});
		expect(audited.map(({ action }) => action).sort()).toEqual(["gift.display_approved", "mail.resent"]);
	});
});

describe.each(apiRoutes.filter(({ file }) => file in API))("API $path", (route: TestRoute) => {
	test("wants a token", async () => {
		for (const authorization of ["", "Bearer nonsense-nonsense-nonsense", "Basic abc"]) {
			const answer = await ask(route, {
				params: paramsOf(ownGift),
				headers: { authorization },
				ip: placeOf(route.file),
			});
			expect(answer.status).toBe(401);
			expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
		}
	});

	test.each(EVERYBODY)("as %s", async (who) => {
		const answer = await ask(route, { ...bearer(who), params: paramsOf(ownGift) });
		expect(answer.status).toBe(API[route.file]?.(who));
		const sees = NAMES_DONORS.includes(route.file) && SEES_GIFTS.includes(who);
		if (!sees) expect(said(answer)).not.toMatch(/髙橋|本郷|example\.jp/);
		if (who === "viewer") expect(said(answer)).not.toMatch(/example\.jp|角間町/);
		if (who !== "admin" && who !== "officer of IRCN") expect(said(answer)).not.toMatch(/本郷|akamon/);
	});

	test.each(["POST", "PUT", "PATCH", "DELETE"])("%s is not allowed", async (method) => {
		if (method === "POST" && TAKES_POST.includes(route.file)) return;
		const answer = await ask(route, { method, ...bearer("admin") });
		expect(answer.status).toBe(405);
		expect(answer.body).toMatchObject({ code: "method_not_allowed", errorId: expect.any(String) });
	});
});

test.each(ONLY_POST)("%s is not read", async (file) => {
	const route = apiRoutes.find((one) => one.file === file) as TestRoute;
	expect((await ask(route, bearer("admin"))).status).toBe(405);
});

test.each([...TAKES_POST, ...ONLY_POST])("%s asks who is there", async (file) => {
	const route = apiRoutes.find((one) => one.file === file) as TestRoute;
	const asked = { method: "POST", params: paramsOf(ownGift), ip: placeOf(file) };
	expect((await ask(route, asked)).status).toBe(401);
});

test("rows of another hub are in no list of the API", async () => {
	const gifts = apiRoutes.find(({ file }) => file === "routes/api/v1/gifts.ts") as TestRoute;
	const listed = async (who: Who, search = "") =>
		((await ask(gifts, { ...bearer(who), search })).body as { data: { id: string }[] }).data.map(({ id }) => id);
	expect(await listed("officer")).toEqual([ownGift]);
	expect(await listed("finance")).toEqual([ownGift]);
	expect(await listed("officer of IRCN")).toEqual([foreignGift]);
	expect((await listed("admin")).sort()).toEqual([ownGift, foreignGift].sort());
	expect(await listed("officer", "?hub=ircn")).toEqual([]);
	const one = apiRoutes.find(({ file }) => file === "routes/api/v1/gift.ts") as TestRoute;
	expect((await ask(one, { ...bearer("officer"), params: { id: foreignGift } })).status).toBe(404);
});

test("a token without the scope is refused, a revoked one too", async () => {
	const ctx = await jobContext("test");
	const hubs = apiRoutes.find(({ file }) => file === "routes/api/v1/hubs.ts") as TestRoute;
	const gifts = apiRoutes.find(({ file }) => file === "routes/api/v1/gifts.ts") as TestRoute;
	const made = await createApiToken(ctx, {
		name: "hubs only",
		role: "admin",
		scopes: ["hubs:read"],
		reach: { kind: "programme" },
	});
	const headers = { authorization: `Bearer ${made.token}` };
	expect((await ask(hubs, { headers })).status).toBe(200);
	expect((await ask(gifts, { headers })).status).toBe(403);
	await world.database.prisma.apiToken.update({ where: { id: made.id }, data: { revokedAt: ctx.now } });
	expect((await ask(hubs, { headers })).status).toBe(401);
});
