import { beforeAll, describe, expect, test } from "vitest";
import { startGiftSchema } from "~/domain/gifts/start-gift.schema";
import { fundAt } from "../factories/accounts";
import { type Answer, ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { institutionScope, signedIn } from "../factories/staff";
import { DONOR, freshWorld } from "../factories/world";

const world = freshWorld();
const route = (file: string) => everyRoute().find((one) => one.file === `routes/${file}`) as TestRoute;
const [newPage, fundPage] = [route("console/fund-new.tsx"), route("console/fund.tsx")];
const [home, give, hubGive] = [route("public/home.tsx"), route("public/give-programme.tsx"), route("public/give.tsx")];
const cookies: Record<string, string> = {};
let tokyo = "";

beforeAll(async () => {
	const scope = await institutionScope("u-tokyo");
	tokyo = scope.kind === "institution" ? scope.institutionId : "";
	cookies.admin = await signedIn("admin", [{ role: "admin", scope: { kind: "programme" } }]);
	cookies.tokyo = await signedIn("tokyo admin", [{ role: "admin", scope }]);
}, 60_000);

type Form = Record<string, string>;
const errorsOf = (answer: Answer) => (answer.body as { errors: Record<string, string[]> }).errors;
const openIt = (form: Form, who = "admin") => ask(newPage, { cookie: cookies[who], form, search: "?for=programme" });
const good = (changes: Form = {}): Form => ({
	place: `programme/${tokyo}`,
	slug: "wpi-whole",
	nameJa: "WPIの挑戦を支える基金",
	nameEn: "Fund for WPI as a whole",
	purposeJa: "すべての拠点の挑戦を支えます。",
	purposeEn: "For the work of every hub.",
	sortOrder: "1",
	presetYen: "3000\n10000",
	use: "running",
	taxTreatment: "designated",
	receiptIssuerId: tokyo,
	overheadPercent: "0",
	minYen: "500",
	maxYen: "1000000",
	allocationRuleJa: "毎年度末に、次の割合で各拠点に配分します。",
	allocationRuleEn: "At the end of each fiscal year it is shared as follows.",
	shares: "nanolsi 40%\nKavli IPMU: ３５．５％\nSKCM2 24.5",
	...changes,
});

describe("before there is a fund of the programme", () => {
	test("there is no page to give to it, and home does not lead there", async () => {
		expect((await ask(give, { params: { lang: "ja" } })).status).toBe(404);
		expect((await ask(home, { params: { lang: "ja" } })).body).toMatchObject({ recipients: [] });
	});

	test.each<[string, Form, string, RegExp]>([
		["no rule in Japanese", { allocationRuleJa: " " }, "allocationRuleJa", /fields\.required/],
		["no rule in English", { allocationRuleEn: "" }, "allocationRuleEn", /fields\.required/],
		["a rule of a book's length", { allocationRuleEn: "x".repeat(2001) }, "allocationRuleEn", /fields\.tooLong/],
		["no shares", { shares: "" }, "shares", /fields\.required/],
		["shares of 99.99 %", { shares: "nanolsi 50\nipmu 49.99" }, "shares", /shareSum\?sum=99\.99/],
		["shares of 100.01 %", { shares: "nanolsi 50.01\nipmu 50" }, "shares", /shareSum\?sum=100\.01/],
		["a share of nothing", { shares: "nanolsi 0\nipmu 100" }, "shares", /shareLine/],
		["a negative share", { shares: "nanolsi -10\nipmu 110" }, "shares", /shareLine/],
		["a share of three decimals", { shares: "nanolsi 33.333\nipmu 66.667" }, "shares", /shareLine/],
		["a share without a hub", { shares: "100%" }, "shares", /shareLine/],
		["a hub twice", { shares: "nanolsi 50\nNanoLSI 50" }, "shares", /shareTwice/],
		["a hub by two names", { shares: "ipmu 50\nKavli IPMU 50" }, "shares", /shareHubTwice/],
		["a hub that is not there", { shares: "nanolsi 50\natlantis 50" }, "shares", /shareHub\?hub=atlantis/],
		["forty-one hubs", { shares: "nanolsi 1\n".repeat(41) }, "shares", /shareCount/],
		["no institution", { place: "" }, "place", /fields\.required/],
		[
			"an institution nobody knows",
			{ place: `programme/${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}` },
			"place",
			/fields\.choose/,
		],
	])("it is not opened with %s", async (_name, wrong, field, error) => {
		const answer = await openIt(good(wrong));
		expect(answer.status).toBe(400);
		expect(errorsOf(answer)[field]?.join()).toMatch(error);
		expect((answer.body as { values: Form }).values).toMatchObject(wrong);
		expect(await world.database.prisma.fund.count({ where: { hubId: null } })).toBe(0);
		expect(await world.database.prisma.fundShare.count()).toBe(0);
	});

	test("one institution does not open it, and is not shown how", async () => {
		expect((await openIt(good(), "tokyo")).status).toBe(403);
		expect((await ask(newPage, { cookie: cookies.tokyo, search: "?for=programme" })).status).toBe(403);
		expect((await ask(newPage, { cookie: cookies.tokyo })).body).toMatchObject({ mayProgramme: false });
	});

	test("the form begins with the same part for each hub, and 100 % in all", async () => {
		const { begins } = (await ask(newPage, { cookie: cookies.admin, search: "?for=programme" })).body as {
			begins: { shares: string };
		};
		const parts = begins.shares.split("\n").map((line) => Number(/([\d.]+)%$/.exec(line)?.[1]) * 100);
		expect(parts).toHaveLength(18);
		expect(Math.round(parts.reduce((sum, part) => sum + part, 0))).toBe(10_000);
	});
});

describe("a fund of the programme", () => {
	test("is opened, published with its rule, and given to", async () => {
		expect((await openIt(good())).location).toBe("/console/funds/wpi-whole?done=opened");
		expect((await ask(home, { params: { lang: "en" } })).body).toMatchObject({
			recipients: ["The University of Tokyo"],
		});
		const shown = await ask(give, { params: { lang: "en" } });
		expect(shown.body).toMatchObject({
			hub: { slug: null, name: "WPI as a whole" },
			paused: false,
			chosen: {
				slug: "wpi-whole",
				institution: { name: "The University of Tokyo" },
				allocation: {
					rule: "At the end of each fiscal year it is shared as follows.",
					shares: [
						{ hub: "NanoLSI", basisPoints: 4000 },
						{ hub: "Kavli IPMU", basisPoints: 3550 },
						{ hub: "SKCM²", basisPoints: 2450 },
					],
				},
			},
		});
		const { chosen } = shown.body as { chosen: { id: string } };
		const form = { ...DONOR, fundId: chosen.id, email: "whole-form@example.jp" } as Form;
		expect((await ask(give, { params: { lang: "ja" }, form: { ...form, amountYen: "100" } })).status).toBe(400);
		const answer = await ask(give, { params: { lang: "ja" }, form });
		expect([answer.status, answer.location]).toEqual([303, expect.stringMatching(/\/c\/pay\/cs_/)]);
		// The same fund is no hub's.
		const elsewhere = await ask(hubGive, { params: { lang: "ja", slug: "nanolsi" }, form });
		expect(errorsOf(elsewhere).fundId).toEqual(["fields.fund.unknown"]);
	});

	test("has its rule changed by whoever answers for the programme, and the history keeps the old one", async () => {
		const params = { fund: "wpi-whole" };
		const page = async () =>
			(await ask(fundPage, { cookie: cookies.admin, params })).body as {
				allocation: { revision: string; values: Form; mayChange: boolean };
				previewHref: string;
				history: unknown;
			};
		const { allocation, previewHref } = await page();
		expect(previewHref).toBe("/ja/give?fund=wpi-whole");
		const form = { ...allocation.values, basedOn: allocation.revision, intent: "allocation" };
		const change = (changes: Form, who = "admin") =>
			ask(fundPage, { cookie: cookies[who], params, form: { ...form, ...changes } });
		expect((await change({ shares: "nanolsi 100" }, "tokyo")).status).toBe(403);
		expect(errorsOf(await change({ shares: "nanolsi 99" })).shares?.[0]).toMatch(/shareSum/);
		expect(errorsOf(await change({ shares: "atlantis 100" })).shares?.[0]).toMatch(/shareHub/);
		expect((await change({ shares: "nanolsi 60\nipmu 40" })).location).toMatch(/done=allocated$/);
		expect((await change({ shares: "nanolsi 100" })).status).toBe(409);
		const after = await page();
		expect(after.allocation.values.shares).toBe("NanoLSI 60.00%\nKavli IPMU 40.00%");
		expect(JSON.stringify(after.history)).toMatch(/SKCM² 24\.50%/);
		const seen = (await ask(fundPage, { cookie: cookies.tokyo, params })).body;
		expect(seen).toMatchObject({ allocation: { mayChange: false } });
	});

	test("is shown everywhere a gift is: console, API and the thanks page", async () => {
		const gift = await world.database.prisma.gift.findFirstOrThrow({ where: { email: "whole-form@example.jp" } });
		const attempt = await world.database.prisma.checkoutAttempt.findFirstOrThrow({ where: { giftId: gift.id } });
		await world.pay(attempt.stripeSessionId ?? "", "succeed");
		await world.settle();
		const thanks = await ask(route("public/thanks.tsx"), { params: { lang: "en", token: gift.publicToken } });
		expect(thanks.body).toMatchObject({ state: "paid", hub: null, institution: { name: "The University of Tokyo" } });
		for (const file of ["gifts", "gift", "funds", "programme", "home"]) {
			const answer = await ask(route(`console/${file}.tsx`), { cookie: cookies.tokyo, params: { giftId: gift.id } });
			expect(answer.status, file).toBe(200);
		}
		const mail = await world.database.prisma.mail.findFirstOrThrow({ where: { giftId: gift.id } });
		expect([mail.status, mail.subject]).toEqual(["sent", expect.stringContaining("WPIの挑戦を支える基金")]);
	});
});

test("a hub of two hosts shows the funds of both, each with its recipient", async () => {
	const tohoku = await fundAt(world, { slug: "aimec-tohoku", hub: "aimec", institution: "tohoku-u" });
	const jamstec = await fundAt(world, { slug: "aimec-jamstec", hub: "aimec", institution: "jamstec" });
	const shown = await ask(hubGive, { params: { lang: "ja", slug: "aimec" } });
	const { funds } = shown.body as { funds: { id: string; institution: { name: string } }[] };
	expect(funds.map(({ id, institution }) => [id, institution.name]).sort()).toEqual(
		[
			[tohoku, "国立大学法人東北大学"],
			[jamstec, "国立研究開発法人海洋研究開発機構"],
		].sort(),
	);
	expect(said(shown)).toMatch(/海洋研究開発機構/);
	const limits = { minYen: 500n, maxYen: 10_000_000n, offeredMethods: ["card"], offeredFrequencies: ["once"] } as const;
	expect(startGiftSchema(limits).safeParse({ ...DONOR, fundId: jamstec }).success).toBe(true);
	for (const [fundId, institution] of [
		[tohoku, "tohoku-u"],
		[jamstec, "jamstec"],
	] as const) {
		const form = { ...DONOR, fundId, email: `${institution}@example.jp` } as Form;
		expect((await ask(hubGive, { params: { lang: "ja", slug: "aimec" }, form })).status).toBe(303);
		const gift = await world.database.prisma.gift.findFirstOrThrow({
			where: { fundId },
			include: { institution: true, donor: true },
		});
		expect([gift.institution.slug, gift.donor.institutionId]).toEqual([institution, gift.institutionId]);
	}
});
