import { beforeAll, describe, expect, test } from "vitest";
import { API_SCOPES } from "~/domain/access/api-scopes";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { jobContext } from "~/domain/access/ctx.server";
import { ask, everyRoute, type TestRoute } from "../factories/routes";
import { giveElsewhere } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const routeOf = (file: string) => everyRoute().find((route) => route.file === `routes/api/${file}`) as TestRoute;
let headers: Record<string, string> = {};
const get = (file: string, search = "", params: Record<string, string> = {}) =>
	ask(routeOf(file), { headers, search, params });

beforeAll(async () => {
	const made = await createApiToken(await jobContext("test"), {
		name: "test",
		role: "admin",
		scopes: [...API_SCOPES],
		reach: { kind: "programme" },
	});
	headers = { authorization: `Bearer ${made.token}` };
	const gift = await world.give();
	await world.pay(gift.sessionId, "succeed");
	await giveElsewhere(world);
	await world.refund(gift.giftId, 4000);
	await world.settle();
}, 120_000);

const NONSENSE = [
	"",
	"0",
	"-1",
	"1.5",
	"1e9",
	"abc",
	"'; DROP TABLE gift; --",
	"%00",
	"９",
	"null",
	"99999999999999999999",
];
const PARAMETERS: [string, string[]][] = [
	["v1/hubs.ts", ["limit", "cursor"]],
	["v1/funds.ts", ["limit", "cursor", "hub"]],
	["v1/gifts.ts", ["limit", "cursor", "hub", "status"]],
	["v1/refunds.ts", ["limit", "cursor", "status", "giftId"]],
	["v1/totals.ts", ["fiscalYear"]],
];

describe.each(PARAMETERS)("%s", (file, names) => {
	test.each(names)("%s, wrong in every way, is refused by name", async (name) => {
		for (const value of NONSENSE) {
			const answer = await get(file, `?${name}=${value.startsWith("%") ? value : encodeURIComponent(value)}`);
			const allowed = /^(0|abc|null|1e9|9{20})$/.test(value) && /cursor|hub/.test(name) ? [200, 400, 404] : [400];
			expect(allowed, `${name}=${value}`).toContain(answer.status);
			if (answer.status !== 400) continue;
			expect(answer.headers.get("content-type")).toBe("application/problem+json");
			expect(answer.body).toMatchObject({ status: 400, code: "invalid_parameters", errorId: expect.any(String) });
			expect(Object.keys((answer.body as { errors: object }).errors)).toEqual([name]);
		}
	});

	test("an unknown parameter or one given twice is refused", async () => {
		expect((await get(file, "?colour=blue")).body).toMatchObject({ errors: { colour: ["unknown parameter"] } });
		expect((await get(file, "?limit=1&limit=2")).status).toBe(400);
	});
});

test("ids that cannot exist are not found", async () => {
	for (const id of ["x", "1", "00000000-0000-4000-8000-000000000000", "'"]) {
		expect((await get("v1/gift.ts", "", { id })).status).toBe(404);
		expect((await get("v1/refund.ts", "", { refundId: id })).status).toBe(404);
	}
	expect((await get("v1/hub.ts", "", { slug: "no-such-hub" })).status).toBe(404);
	expect((await get("v1/hub.ts", "", { slug: "../x" })).status).toBe(404);
	expect((await get("v1/gifts.ts", "?hub=no-such-hub")).status).toBe(404);
	expect((await get("v1/funds.ts", "?hub=no-such-hub")).status).toBe(404);
	expect((await get("not-found.ts")).body).toMatchObject({ status: 404, errorId: expect.any(String) });
});

test("pages go on by cursor and end", async () => {
	type Page = { data: { slug: string }[]; nextCursor: string | null };
	const seen: string[] = [];
	let cursor: string | null = "";
	while (cursor !== null) {
		const page: Page = (await get("v1/hubs.ts", `?limit=5${cursor === "" ? "" : `&cursor=${cursor}`}`)).body as Page;
		seen.push(...page.data.map(({ slug }) => slug));
		cursor = page.nextCursor;
	}
	expect(seen).toHaveLength(18);
	expect([...new Set(seen)].sort()).toEqual(seen);
});

test("gifts and totals have the promised shape", async () => {
	const gifts = (await get("v1/gifts.ts", "?hub=nanolsi")).body as { data: object[]; nextCursor: null };
	expect(gifts).toEqual({
		data: [
			{
				id: expect.any(String),
				hub: "nanolsi",
				fund: "nanolsi-gen",
				amountYen: 10_000,
				refundedYen: 4000,
				status: "received",
				channel: "card",
				frequency: "once",
				givenOn: "2026-05-20",
				settledOn: "2026-05-26",
				arrivedOn: null,
			},
		],
		nextCursor: null,
	});
	const totals = (await get("v1/totals.ts", "?fiscalYear=2026")).body as { fiscalYear: number; rows: object[] };
	expect(totals).toEqual({
		fiscalYear: 2026,
		rows: [
			{
				hub: "ircn",
				institution: "u-tokyo",
				category: "gift",
				grossYen: 5000,
				refundedYen: 0,
				feeYen: 180,
				netYen: 4820,
				count: 1,
			},
			{
				hub: "nanolsi",
				institution: "kanazawa-u",
				category: "gift",
				grossYen: 10_000,
				refundedYen: 4000,
				feeYen: 360,
				netYen: 5640,
				count: 1,
			},
		],
	});
});

test("openapi.json names every endpoint, its parameters and its answer", async () => {
	const { body } = await ask(routeOf("v1/openapi.ts"));
	const document = body as { paths: Record<string, { get: { parameters: { name: string }[]; responses: object } }> };
	const declared = everyRoute()
		.filter(({ file }) => file.startsWith("routes/api/v1/") && !file.endsWith("openapi.ts"))
		.map(({ path }) => path.replace(/:(\w+)/g, "{$1}"));
	expect(Object.keys(document.paths).sort()).toEqual(declared.sort());
	const gifts = document.paths["/api/v1/gifts"]?.get;
	expect(gifts?.parameters.map(({ name }) => name)).toEqual(["hub", "status", "cursor", "limit"]);
});

test("a token's use is noted at most once a minute", async () => {
	const used = async () =>
		(await world.database.prisma.apiToken.findFirstOrThrow({ where: { name: "test" } })).lastUsedAt?.getTime() ?? 0;
	await get("v1/hubs.ts");
	const first = await used();
	await get("v1/hubs.ts");
	expect(await used()).toBe(first);
	await world.advance(61);
	await get("v1/hubs.ts");
	expect(await used()).toBeGreaterThan(first);
});
