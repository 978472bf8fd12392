import { beforeAll, describe, expect, test } from "vitest";
import { jobContext, publicContext } from "~/domain/access/ctx.server";
import type { Role, Scope } from "~/domain/access/roles";
import { getGivePage } from "~/domain/funds/get-give-page.server";
import { getHubPage } from "~/domain/hubs/get-hub-page.server";
import { publishGiftGoal } from "~/domain/hubs/publish-gift-goal.server";
import { yen } from "~/domain/money/yen";
import { type Answer, ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { giveElsewhere, hubScope, institutionScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();

const route = (name: string) => everyRoute().find(({ file }) => file === `routes/console/${name}.tsx`) as TestRoute;
const [listPage, newPage, fundPage, goalsPage, goalPage] = ["funds", "fund-new", "fund", "goals", "goal"].map(
	route,
) as [TestRoute, TestRoute, TestRoute, TestRoute, TestRoute];

const cookies: Record<string, string> = {};
let place = "";
let issuer = "";

beforeAll(async () => {
	await giveElsewhere(world);
	const roles: [string, Role, () => Scope | Promise<Scope>][] = [
		["admin", "admin", () => ({ kind: "programme" })],
		["kanazawa admin", "admin", () => institutionScope("kanazawa-u")],
		["hub admin", "admin", () => hubScope("nanolsi")],
		["finance", "finance", () => institutionScope("kanazawa-u")],
		["officer", "officer", () => hubScope("nanolsi")],
		["viewer", "viewer", () => hubScope("nanolsi")],
		["secretariat", "secretariat", () => ({ kind: "programme" })],
		["stranger", "officer", () => hubScope("ircn")],
	];
	for (const [name, role, scope] of roles) cookies[name] = await signedIn(name, [{ role, scope: await scope() }]);
	const scope = await institutionScope("kanazawa-u");
	const hub = await hubScope("nanolsi");
	issuer = scope.kind === "institution" ? scope.institutionId : "";
	place = `${hub.kind === "hub" ? hub.hubId : ""}/${issuer}`;
});

const formOf = (fields: Record<string, string> = {}) => ({
	place,
	slug: "nanolsi-young",
	nameJa: "若手研究者",
	nameEn: "Young researchers",
	purposeJa: "若い研究者の雇用に使います。",
	purposeEn: "Posts for young researchers.",
	sortOrder: "2",
	presetYen: "3,000\r\n１０，０００円\r\n\r\n30000",
	use: "talent",
	taxTreatment: "designated",
	receiptIssuerId: issuer,
	overheadPercent: "12.5",
	minYen: "1,000",
	maxYen: "1,000,000",
	...fields,
});
const errorsOf = (answer: Answer) => (answer.body as { errors: Record<string, string[]> }).errors;
const open = (who: string, fields: Record<string, string> = {}) =>
	ask(newPage, { cookie: cookies[who], form: formOf(fields) });
const send = (who: string, form: Record<string, string>, fund = "nanolsi-gen") =>
	ask(fundPage, { cookie: cookies[who], params: { fund }, form });
type Page = { revision: string; values: Record<string, string>; fields: string[]; may: Record<string, boolean> };
const pageOf = async (who: string, fund = "nanolsi-gen") =>
	(await ask(fundPage, { cookie: cookies[who], params: { fund } })).body as Page;
/** The page's own form with some fields changed. */
const change = async (who: string, fields: Record<string, string>, fund = "nanolsi-gen") => {
	const page = await pageOf(who, fund);
	const own = Object.fromEntries(page.fields.map((field) => [field, page.values[field] ?? ""]));
	return send(who, { ...own, basedOn: page.revision, ...fields }, fund);
};
const row = (slug = "nanolsi-gen") => world.database.prisma.fund.findUniqueOrThrow({ where: { slug } });
const visitor = () => publicContext(new Request("http://localhost:3000/"), "ja");
const auditOf = async (subjectId: string) =>
	world.database.prisma.auditEvent.findMany({ where: { subjectId, actorKind: "staff" }, orderBy: { id: "asc" } });

describe("opening a fund", () => {
	test("makes it one that can be given to, and says so in the audit", async () => {
		const answer = await open("kanazawa admin");
		expect([answer.status, answer.location]).toEqual([303, "/console/funds/nanolsi-young?done=opened"]);
		expect(await row("nanolsi-young")).toMatchObject({
			use: "talent",
			overheadBasisPoints: 1250,
			presetYen: [3000n, 10_000n, 30_000n],
			minYen: 1000n,
			maxYen: 1_000_000n,
			taxCreditEligible: false,
			status: "open",
		});
		const { funds } = await getGivePage(await visitor(), "nanolsi");
		expect(funds.map(({ slug }) => slug)).toEqual(["nanolsi-gen", "nanolsi-young"]);
		const [event] = await auditOf((await row("nanolsi-young")).id);
		expect(event).toMatchObject({ action: "fund.opened", after: { slug: "nanolsi-young", overheadBasisPoints: 1250 } });
	});

	test("sent twice is once; the same short name for something else is refused", async () => {
		expect((await open("kanazawa admin")).status).toBe(303);
		expect(await auditOf((await row("nanolsi-young")).id)).toHaveLength(1);
		const other = await open("admin", { nameJa: "別の使途" });
		expect([other.status, errorsOf(other)]).toEqual([400, { slug: ["funds.slugTaken"] }]);
		expect((other.body as { values: object }).values).toEqual(formOf({ nameJa: "別の使途" }));
	});

	test("every field wrong is answered beside every field, with every value kept", async () => {
		const wrong = {
			place: "nowhere",
			slug: "Nano LSI",
			nameJa: "",
			nameEn: "x".repeat(101),
			purposeJa: " ",
			purposeEn: "",
			sortOrder: "first",
			presetYen: "3000\n一万円",
			use: "parties",
			taxTreatment: "",
			receiptIssuerId: "someone",
			overheadPercent: "100.01",
			minYen: "10.5",
			maxYen: "100,000,000",
		};
		const answer = await open("admin", wrong);
		expect(answer.status).toBe(400);
		expect(errorsOf(answer)).toEqual({
			place: ["fields.choose"],
			slug: ["fields.slug"],
			nameJa: ["fields.required"],
			nameEn: ["fields.tooLong?max=100"],
			purposeJa: ["fields.required"],
			purposeEn: ["fields.required"],
			sortOrder: ["fields.fund.sortOrder"],
			presetYen: ["fields.amount.notANumber"],
			use: ["fields.choose"],
			taxTreatment: ["fields.choose"],
			receiptIssuerId: ["fields.choose"],
			overheadPercent: ["fields.fund.overhead"],
			minYen: ["fields.amount.decimal"],
			maxYen: ["fields.tooBig?max=99999999"],
		});
		expect((answer.body as { values: object }).values).toEqual(wrong);
	});

	test.each([
		[{ minYen: "40" }, { minYen: ["fields.tooSmall?min=50"] }],
		[{ minYen: "2000000" }, { maxYen: ["fields.fund.limits"] }],
		[{ presetYen: "500" }, { presetYen: ["fields.fund.presetRange?min=1000&max=1000000"] }],
		[{ presetYen: "0" }, { presetYen: ["fields.amount.negative"] }],
		[
			{ presetYen: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => n * 1000).join("\n") },
			{ presetYen: [expect.stringMatching(/^fields\.fund\.presetCount/)] },
		],
		[{ slug: "new" }, { slug: ["fields.slug"] }],
		[{ overheadPercent: "" }, { overheadPercent: ["fields.required"] }],
		[{ sortOrder: "" }, { sortOrder: ["fields.required"] }],
		[{ receiptIssuerId: "" }, { receiptIssuerId: ["fields.fund.issuerNeeded"] }],
		[{ taxTreatment: "designated_through_other_body" }, { receiptIssuerId: ["fields.fund.issuerOther"] }],
		[{ receiptIssuerId: "018f0000-0000-7000-8000-000000000000" }, { receiptIssuerId: ["fields.choose"] }],
	])("%o", async (fields, errors) => {
		const answer = await open("admin", { slug: "nanolsi-third", ...fields });
		expect([answer.status, errorsOf(answer)]).toEqual([400, errors]);
	});

	test("only with an institution that hosts the hub", async () => {
		const elsewhere = await institutionScope("u-tokyo");
		const foreign = `${place.split("/")[0]}/${elsewhere.kind === "institution" ? elsewhere.institutionId : ""}`;
		const answer = await open("admin", { slug: "nanolsi-third", place: foreign });
		expect([answer.status, errorsOf(answer)]).toEqual([400, { place: ["funds.notHost"] }]);
	});

	test("is for administrators of the programme or the institution, within it", async () => {
		for (const who of ["hub admin", "finance", "officer", "viewer", "secretariat", "stranger"]) {
			expect((await open(who, { slug: "nanolsi-third" })).status, who).toBe(403);
		}
		const [ircn, tokyo] = [await hubScope("ircn"), await institutionScope("u-tokyo")];
		const there = `${ircn.kind === "hub" ? ircn.hubId : ""}/${tokyo.kind === "institution" ? tokyo.institutionId : ""}`;
		expect((await open("kanazawa admin", { slug: "ircn-third", place: there })).status).toBe(403);
		expect(await world.database.prisma.fund.count({ where: { slug: { endsWith: "third" } } })).toBe(0);
	});
});

describe("changing a fund", () => {
	const TERMS = { overheadPercent: "5.25", minYen: "600", maxYen: "5,000,000", taxCreditEligible: "on" };

	test("the officer changes words and amounts; the public page has them", async () => {
		const answer = await change("officer", { nameJa: "いちばん必要なところ", presetYen: "5000" });
		expect([answer.status, answer.location]).toEqual([303, "/console/funds/nanolsi-gen?done=saved"]);
		const { funds } = await getGivePage(await visitor(), "nanolsi");
		expect(funds[0]).toMatchObject({ name: "いちばん必要なところ", presetYen: [5000n] });
		const [event] = await auditOf(world.fundId);
		expect(event).toMatchObject({
			action: "fund.changed",
			before: { nameJa: "拠点全般", presetYen: ["3000", "10000", "30000"] },
			after: { nameJa: "いちばん必要なところ", presetYen: ["5000"] },
		});
		expect(said(await ask(fundPage, { cookie: cookies.officer, params: { fund: "nanolsi-gen" } }))).toContain(
			"名称（日本語）: 拠点全般 → いちばん必要なところ",
		);
	});

	test("saving without a change writes nothing", async () => {
		const before = (await auditOf(world.fundId)).length;
		expect((await change("officer", {})).status).toBe(303);
		expect(await auditOf(world.fundId)).toHaveLength(before);
	});

	test.each(
		Object.entries({ ...TERMS, use: "research", taxTreatment: "special_public_interest", receiptIssuerId: "" }),
	)("the officer's form with a smuggled %s is refused whole", async (field, value) => {
		const before = await row();
		const answer = await change("officer", { nameEn: "Smuggled", [field]: value });
		// An empty issuer is a mistake of the form before it is anybody's right.
		expect(answer.status).toBe(field === "receiptIssuerId" ? 400 : 403);
		expect(await row()).toEqual(before);
	});

	test("finance changes terms and amounts, and no words", async () => {
		const page = await pageOf("finance");
		expect(page.fields).not.toContain("nameJa");
		expect((await change("finance", TERMS)).status).toBe(303);
		expect(await row()).toMatchObject({
			overheadBasisPoints: 525,
			minYen: 600n,
			maxYen: 5_000_000n,
			taxCreditEligible: true,
		});
		expect((await change("finance", { nameJa: "財務の名前" })).status).toBe(403);
		expect((await send("finance", { intent: "close" })).status).toBe(403);
	});

	test("an administrator of one hub has the officer's rights, not the institution's", async () => {
		expect((await pageOf("hub admin")).may).toEqual({ change: true, changeTerms: false, close: true });
		expect((await change("hub admin", { overheadPercent: "1" })).status).toBe(403);
		expect((await pageOf("kanazawa admin")).may).toEqual({ change: true, changeTerms: true, close: true });
	});

	test("proposed amounts stay within limits the officer cannot see as fields", async () => {
		const answer = await change("officer", { presetYen: "550" });
		expect([answer.status, errorsOf(answer)]).toEqual([
			400,
			{ presetYen: ["fields.fund.presetRange?min=600&max=5000000"] },
		]);
	});

	test("who only looks is refused, and a foreign fund is not there", async () => {
		const form = { basedOn: (await pageOf("officer")).revision, nameJa: "x" };
		expect((await send("viewer", form)).status).toBe(403);
		expect((await send("secretariat", form)).status).toBe(403);
		expect((await pageOf("viewer")).fields).toEqual([]);
		for (const sent of [form, { intent: "close" }, { intent: "reopen" }]) {
			expect((await send("stranger", sent)).status).toBe(404);
			expect((await send("officer", sent, "ircn-gen")).status).toBe(404);
			expect((await send("officer", sent, "no-such-fund")).status).toBe(404);
		}
		expect((await row()).status).toBe("open");
	});

	test("of two editors the second is told, loses nothing, and may save knowingly", async () => {
		const first = await pageOf("officer");
		expect((await change("kanazawa admin", { nameJa: "先の人" })).status).toBe(303);
		const mine = Object.fromEntries(first.fields.map((field) => [field, first.values[field] ?? ""]));
		const late = { ...mine, basedOn: first.revision, nameEn: "The later one" };
		const answer = await send("officer", late);
		expect([answer.status, answer.body]).toEqual([409, { values: late, errors: {}, conflict: true }]);
		expect(await row()).toMatchObject({ nameJa: "先の人", nameEn: "Where it is needed most" });
		const { revision } = await pageOf("officer");
		expect((await send("officer", { ...late, basedOn: revision })).status).toBe(303);
		expect(await row()).toMatchObject({ nameJa: "いちばん必要なところ", nameEn: "The later one" });
		expect((await send("officer", { ...late, basedOn: "" })).status).toBe(409);
	});

	test("two at the same moment: one is kept, one is told", async () => {
		const answers = await Promise.all([
			change("officer", { nameEn: "Left" }),
			change("hub admin", { nameEn: "Right" }),
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
	});

	test("with a gift its use stays, and booking the gift again still works after its terms changed", async () => {
		expect((await change("finance", { use: "research" })).status).toBe(303);
		const gift = await world.give();
		await world.pay(gift.sessionId, "succeed");
		await world.settle();
		expect((await pageOf("finance")).fields).not.toContain("use");
		const answer = await change("finance", { use: "running" });
		expect([answer.status, errorsOf(answer)]).toEqual([400, { use: ["funds.useKept"] }]);
		expect((await change("finance", { overheadPercent: "30" })).status).toBe(303);
		await world.refund(gift.giftId, 4000);
		await world.settle();
		expect(await world.brokenPromises()).toEqual([]);
		expect(said(await ask(listPage, { cookie: cookies.officer }))).toMatch(/"slug":"nanolsi-gen"[^}]*"keptYen":"6000"/);
	});

	test("the database too keeps short name, hub, institution and use", async () => {
		const { prisma } = world.database;
		const where = { id: world.fundId };
		await expect(prisma.fund.update({ where, data: { slug: "other" } })).rejects.toThrow(/short name/);
		for (const data of [{ use: "talent" }, { hubId: null }]) {
			await expect(prisma.fund.update({ where, data })).rejects.toThrow(/a fund with gifts/);
		}
	});
});

describe("closing a fund and opening it again", () => {
	test("takes it off the give page and puts it back, each once", async () => {
		const slugs = async () => (await getGivePage(await visitor(), "nanolsi")).funds.map(({ slug }) => slug);
		expect((await send("officer", { intent: "close" }, "nanolsi-young")).location).toMatch(/done=closed$/);
		expect((await send("officer", { intent: "close" }, "nanolsi-young")).status).toBe(303);
		expect(await slugs()).toEqual(["nanolsi-gen"]);
		expect((await send("officer", { intent: "reopen" }, "nanolsi-young")).location).toMatch(/done=reopened$/);
		expect(await slugs()).toContain("nanolsi-young");
		const actions = (await auditOf((await row("nanolsi-young")).id)).map(({ action }) => action);
		expect(actions).toEqual(["fund.opened", "fund.closed", "fund.reopened"]);
	});

	test("not while its institution does not host the hub", async () => {
		await send("officer", { intent: "close" }, "nanolsi-young");
		const [hubId = "", institutionId = ""] = place.split("/");
		const host = { where: { hubId_institutionId: { hubId, institutionId } } };
		await world.database.prisma.hubHost.update({ ...host, data: { validTo: new Date("2026-03-31") } });
		const answer = await send("officer", { intent: "reopen" }, "nanolsi-young");
		expect([answer.status, errorsOf(answer)]).toEqual([400, { "": ["funds.notHost"] }]);
		await world.database.prisma.hubHost.update({ ...host, data: { validTo: null } });
	});
});

test("everybody sees the funds of their own scope", async () => {
	const seen = async (who: string) => {
		const { funds } = (await ask(listPage, { cookie: cookies[who] })).body as { funds: { slug: string }[] };
		return funds.map(({ slug }) => slug).sort();
	};
	const own = ["nanolsi-gen", "nanolsi-young"];
	for (const who of ["officer", "finance", "viewer", "kanazawa admin"]) expect(await seen(who), who).toEqual(own);
	expect(await seen("stranger")).toEqual(["ircn-gen"]);
	for (const who of ["admin", "secretariat"]) expect(await seen(who), who).toEqual(["ircn-gen", ...own]);
});

describe("gift goals", () => {
	const params = { hub: "nanolsi", fiscalYear: "2026" };
	const at = (who: string, given = params) => ask(goalPage, { cookie: cookies[who], params: given });
	const set = (who: string, form: Record<string, string>, given = params) =>
		ask(goalPage, { cookie: cookies[who], params: given, form });
	const shown = async () => (await getHubPage(await visitor(), "nanolsi")).hub.goalYen;
	const revision = async () => ((await at("officer")).body as { revision: string }).revision;

	test("published, changed and withdrawn, and the public page follows", async () => {
		expect(await revision()).toBe("none");
		const first = await set("officer", { intent: "publish", goalYen: "１，５００，０００円", basedOn: "none" });
		expect([first.status, first.location]).toEqual([303, "/console/goals/nanolsi/2026?done=published"]);
		expect(await shown()).toBe(1_500_000n);
		const next = { intent: "publish", goalYen: "2000000", basedOn: await revision() };
		expect((await set("kanazawa admin", next)).status).toBe(303);
		expect(await shown()).toBe(2_000_000n);
		expect((await set("officer", { intent: "withdraw", basedOn: await revision() })).location).toMatch(
			/done=withdrawn$/,
		);
		expect(await shown()).toBeNull();
		expect((await set("officer", { intent: "publish", goalYen: "2000000", basedOn: await revision() })).status).toBe(
			303,
		);
		expect(await shown()).toBe(2_000_000n);
		const { history } = (await at("officer")).body as { history: { action: string; values: string[] }[] };
		expect(history.map(({ action, values }) => [action, ...values])).toEqual([
			["目標を公開", "目標: ¥2,000,000 → ¥2,000,000"],
			["目標を非公開に", "目標: ¥2,000,000 → ¥2,000,000"],
			["目標を公開", "目標: ¥1,500,000 → ¥2,000,000"],
			["目標を公開", "目標: 未設定 → ¥1,500,000"],
		]);
		expect(said(await at("officer"))).toContain("¥6,000");
	});

	test.each([
		["", "fields.amount.empty"],
		["0", "fields.amount.zero"],
		["-5", "fields.amount.negative"],
		["1.5", "fields.amount.decimal"],
		["百万", "fields.amount.notANumber"],
		["9999999999999", "fields.amount.tooLarge"],
	])("a goal of “%s” is refused with what was typed", async (goalYen, error) => {
		const answer = await set("officer", { intent: "publish", goalYen, basedOn: await revision() });
		expect([answer.status, errorsOf(answer)]).toEqual([400, { goalYen: [error] }]);
		expect((answer.body as { values: { goalYen: string } }).values.goalYen).toBe(goalYen);
	});

	test("is for officers and administrators of the hub", async () => {
		const form = { intent: "publish", goalYen: "1", basedOn: await revision() };
		for (const who of ["viewer", "finance", "secretariat"]) {
			expect((await set(who, form)).status, who).toBe(403);
			expect((await set(who, { intent: "withdraw", basedOn: form.basedOn })).status, who).toBe(403);
		}
		expect((await set("stranger", form)).status).toBe(404);
		expect((await at("stranger")).status).toBe(404);
		expect(await shown()).toBe(2_000_000n);
	});

	test("of two the second is told", async () => {
		const basedOn = await revision();
		await set("admin", { intent: "publish", goalYen: "3000000", basedOn });
		const late = await set("officer", { intent: "publish", goalYen: "4000000", basedOn });
		expect([late.status, (late.body as { conflict: boolean }).conflict]).toEqual([409, true]);
		expect((await set("officer", { intent: "withdraw", basedOn })).status).toBe(409);
		expect(await shown()).toBe(3_000_000n);
		const next = { hub: "nanolsi", fiscalYear: "2027" };
		const both = await Promise.all(
			["5000000", "6000000"].map((goalYen) => set("officer", { intent: "publish", goalYen, basedOn: "none" }, next)),
		);
		expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
	});

	test("a year far off, no year, and a goal that is not there", async () => {
		for (const fiscalYear of ["2031", "1999", "next", "20261"]) {
			expect((await at("officer", { hub: "nanolsi", fiscalYear })).status, fiscalYear).toBe(404);
		}
		const unset = { hub: "nanolsi", fiscalYear: "2028" };
		expect((await set("officer", { intent: "withdraw", basedOn: "none" }, unset)).status).toBe(404);
		expect((await set("officer", { intent: "celebrate" }, unset)).status).toBe(400);
	});

	test("the list shows the hubs of one's scope and a year", async () => {
		const ircn = await hubScope("ircn");
		const ctx = await jobContext("test");
		if (ircn.kind === "hub") await publishGiftGoal(ctx, { hubId: ircn.hubId, fiscalYear: 2026, goalYen: yen(70_000) });
		type List = { hubs: { slug: string; goal: { goalYen: bigint } | null }[]; fiscalYear: number };
		const list = async (who: string, search = "") =>
			(await ask(goalsPage, { cookie: cookies[who], search })).body as List;
		expect((await list("officer")).hubs).toMatchObject([{ slug: "nanolsi", goal: { goalYen: 3_000_000n } }]);
		expect((await list("stranger")).hubs).toMatchObject([{ slug: "ircn", goal: { goalYen: 70_000n } }]);
		expect((await list("secretariat")).hubs).toHaveLength(18);
		expect(await list("officer", "?fiscalYear=2028")).toMatchObject({ fiscalYear: 2028, hubs: [{ goal: null }] });
		expect((await list("officer", "?fiscalYear=1900")).fiscalYear).toBe(2026);
	});
});
