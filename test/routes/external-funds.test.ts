import { beforeAll, describe, expect, test } from "vitest";
import { API_SCOPES } from "~/domain/access/api-scopes";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { jobContext } from "~/domain/access/ctx.server";
import { type Asked, ask, everyRoute, said, type TestRoute } from "../factories/routes";
import { hubScope, signedIn } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const routeOf = (file: string) => everyRoute().find((route) => route.file === file) as TestRoute;
let token = "";
let cookie = "";
let keys = 0;

beforeAll(async () => {
	const scope = await hubScope("nanolsi");
	const made = await createApiToken(await jobContext("test"), {
		name: "test",
		role: "officer",
		scopes: [...API_SCOPES],
		reach: scope,
	});
	token = made.token;
	cookie = await signedIn("officer", [{ role: "officer", scope }]);
});

const api = (file: string, asked: Asked = {}) =>
	ask(routeOf(`routes/api/v1/${file}.ts`), {
		...asked,
		headers: { authorization: `Bearer ${token}`, ...(asked.headers ?? {}) },
	});
function post(file: string, json: unknown, params: Record<string, string> = {}) {
	keys += 1;
	const headers = { "content-type": "application/json", "idempotency-key": `k${keys}` };
	return api(file, { method: "POST", json, headers: { authorization: `Bearer ${token}`, ...headers }, params });
}

const FUND = {
	hub: "nanolsi",
	category: "competitive",
	title: "基盤研究(B) 界面の水",
	funder: "日本学術振興会",
	years: [
		{
			fiscalYear: 2025,
			plannedYen: 6_500_000,
			decidedYen: 6_500_000,
			directYen: 5_000_000,
			indirectYen: 1_500_000,
			carriedOverYen: 200_000,
			returnedYen: 0,
		},
		{ fiscalYear: 2026, plannedYen: 3_900_000 },
	],
	receipts: [{ receivedOn: "2025-06-30", amountYen: 6_500_000, indirectYen: 1_500_000 }],
};

describe("the API", () => {
	test("an award is recorded with years and receipts, read again, and more is received and given back", async () => {
		const made = await post("external-funds", FUND);
		expect(made.status).toBe(201);
		const body = made.body as { id: string };
		expect(body).toMatchObject({
			hub: "nanolsi",
			institution: "kanazawa-u",
			category: "competitive",
			use: "research",
			decision: "decided",
			receivedYen: 6_500_000,
			years: [FUND.years[0], { fiscalYear: 2026, plannedYen: 3_900_000, decidedYen: null, carriedOverYen: 0 }],
			receipts: [{ kind: "received", fiscalYear: 2025, ...FUND.receipts[0] }],
		});
		// Two awards of one title are two: without a number only the caller can tell.
		expect((await post("external-funds", FUND)).status).toBe(201);
		const params = { externalFundId: body.id };
		const returned = { kind: "returned", receivedOn: "2026-05-01", amountYen: 500_000 };
		expect((await post("external-fund-receipts", returned, params)).body).toMatchObject({ receivedYen: 6_000_000 });
		expect((await api("external-fund", { params })).body).toMatchObject({
			...body,
			receivedYen: 6_000_000,
			receipts: [{}, { kind: "returned" }],
		});
		const list = (await api("external-funds", { search: "?hub=nanolsi&fiscalYear=2026&limit=1" })).body as {
			data: { id: string }[];
			nextCursor: string;
		};
		expect(list.data).toHaveLength(1);
		const rest = (await api("external-funds", { search: `?category=competitive&cursor=${list.nextCursor}` })).body;
		expect(rest).toMatchObject({ data: [{ id: body.id }], nextCursor: null });
		expect(await world.brokenPromises()).toEqual([]);
	});

	test.each([
		["a gift", { category: "gift" }, ["category"]],
		[
			"nothing",
			{ hub: undefined, category: undefined, title: undefined, funder: undefined },
			["hub", "category", "title", "funder"],
		],
		["no such hub", { hub: "atlantis" }, ["hub"]],
		["a stranger as host", { institution: "u-tokyo" }, ["institution"]],
		["an unknown field", { amount: 5 }, ["amount"]],
		["fractions", { years: [{ fiscalYear: 2026, plannedYen: 0.5 }] }, ["years.0.plannedYen"]],
		["costs that do not add up", { years: [{ ...FUND.years[0], indirectYen: 1 }] }, ["years.0.indirectYen"]],
		[
			"more carried over than there is",
			{ years: [{ ...FUND.years[0], carriedOverYen: 6_500_001 }] },
			["years.0.carriedOverYen"],
		],
		["a year twice", { years: [FUND.years[1], FUND.years[1]] }, ["years.1.fiscalYear"]],
		["tomorrow's money", { receipts: [{ receivedOn: "2026-05-21", amountYen: 1 }] }, ["receipts.0.receivedOn"]],
		["a day that is none", { receipts: [{ receivedOn: "2026-02-30", amountYen: 1 }] }, ["receipts.0.receivedOn"]],
		["posts without their valuation", { category: "host", hostKind: "posts" }, ["valuationBasis"]],
		["control characters", { title: "a\u0000b" }, ["title"]],
	])("refuses %s by field", async (_name, changes, fields) => {
		const answer = await post("external-funds", { ...FUND, ...changes });
		expect([answer.status, Object.keys((answer.body as { errors: object }).errors)]).toEqual([400, fields]);
	});

	test("spending is booked of one source, and another hub is out of reach", async () => {
		const { id: fundId } = await world.database.prisma.fund.findFirstOrThrow({ where: { hub: { slug: "nanolsi" } } });
		const line = {
			fundId,
			spentOn: "2026-05-10",
			expenseItem: "travel",
			description: "若手の学会旅費",
			amountYen: 42_000,
		};
		const made = await post("spending", line);
		expect(made).toMatchObject({ status: 201, body: { ...line, hub: "nanolsi", category: "gift", fiscalYear: 2026 } });
		const externalFundId = ((await api("external-funds")).body as { data: { id: string }[] }).data[0]?.id;
		expect((await post("spending", { ...line, externalFundId })).status).toBe(400);
		expect((await post("spending", { ...line, fundId: undefined, externalFundId })).status).toBe(201);
		expect((await post("spending", { ...line, expenseItem: "parties" })).body).toMatchObject({
			errors: { expenseItem: {} },
		});
		const list = (await api("spending", { search: `?fundId=${fundId}` })).body;
		expect(list).toMatchObject({ data: [{ amountYen: 42_000 }], nextCursor: null });
		expect((await post("external-funds", { ...FUND, hub: "ircn" })).status).toBe(403);
		expect(await world.brokenPromises()).toEqual([]);
	});
});

describe("the console's forms", () => {
	const form = (file: string, fields: Record<string, string>, params: Record<string, string> = {}) =>
		ask(routeOf(`routes/console/${file}.tsx`), { cookie, form: fields, params });

	test("say what is wrong beside each field, and keep what was typed", async () => {
		const empty = await form("external-fund-new", {});
		expect(empty.status).toBe(400);
		expect(Object.keys((empty.body as { errors: object }).errors)).toEqual([
			"place",
			"category",
			"use",
			"title",
			"funder",
			"decision",
		]);
		const hub = await world.database.prisma.hub.findUniqueOrThrow({
			where: { slug: "nanolsi" },
			include: { hosts: true },
		});
		const typed = {
			...{ place: `${hub.id}/${hub.hosts[0]?.institutionId}`, category: "joint", use: "research", decision: "decided" },
			...{
				title: "探針",
				funder: "泉精密株式会社",
				hubSharePercent: "120",
				startsOn: "2026-04-01",
				endsOn: "2026-03-31",
			},
			"years[0].fiscalYear": "2026",
			"years[0].precision": "million_yen",
			"years[0].plannedYen": "１２",
			"years[0].decidedYen": "-5",
			"years[2].plannedYen": "3",
		};
		const wrong = await form("external-fund-new", typed);
		expect(wrong).toMatchObject({ status: 400, body: { values: typed, rows: 5 } });
		expect(Object.keys((wrong.body as { errors: object }).errors).sort()).toEqual(
			["hubSharePercent", "years[0].decidedYen", "years[2].fiscalYear"].sort(),
		);
		const right = await form("external-fund-new", {
			...typed,
			...{ hubSharePercent: "33.3", endsOn: "2027-03-31", "years[0].decidedYen": "12", "years[2].plannedYen": "" },
		});
		expect(right.status).toBe(303);
		const externalFundId = /funds\/([0-9a-f-]+)/.exec(right.location ?? "")?.[1] ?? "";
		const years = await world.database.prisma.externalFundYear.findMany({ where: { externalFundId } });
		expect(years).toMatchObject([
			{ fiscalYear: 2026, plannedYen: 12_000_000n, decidedYen: 12_000_000n, precision: "million_yen" },
		]);

		const params = { externalFundId };
		const receipt = { intent: "receive", receivedOn: "2026-05-01", amountYen: "3,000,000", channel: "bank_transfer" };
		expect((await form("external-fund", { ...receipt, amountYen: "0" }, params)).body).toMatchObject({
			errors: { amountYen: ["fields.amount.zero"] },
		});
		expect((await form("external-fund", { ...receipt, indirectYen: "3,000,001" }, params)).body).toMatchObject({
			errors: { indirectYen: {} },
		});
		expect((await form("external-fund", receipt, params)).status).toBe(303);
		expect(await form("external-fund", receipt, params)).toMatchObject({
			status: 409,
			body: { errors: { another: ["externalFunds.receiptKnown?field=another"] } },
		});
		expect(await form("external-fund", { ...receipt, intent: "return", amountYen: "3,000,001" }, params)).toMatchObject(
			{ status: 409 },
		);
		expect(await form("external-fund", { intent: "void", reason: "" }, params)).toMatchObject({
			status: 400,
			body: { errors: { reason: {} } },
		});
		expect((await form("external-fund", { intent: "explode" }, params)).status).toBe(400);
		const { body } = await ask(routeOf("routes/console/external-fund.tsx"), { cookie, params });
		expect(said({ ...right, body })).toContain('"receivedYen":"3000000"');
		expect(await world.brokenPromises()).toEqual([]);
	});

	test("two people at once: the second is told, and nothing is lost", async () => {
		const { id: externalFundId } = await world.database.prisma.externalFund.findFirstOrThrow({
			where: { title: "探針" },
		});
		const page = (await ask(routeOf("routes/console/external-fund-years.tsx"), { cookie, params: { externalFundId } }))
			.body as { revision: string; values: Record<string, string> };
		const sent = { ...page.values, basedOn: page.revision };
		expect(
			(await form("external-fund-years", { ...sent, "years[0].carriedOverYen": "2" }, { externalFundId })).status,
		).toBe(303);
		const late = await form("external-fund-years", { ...sent, "years[0].carriedOverYen": "3" }, { externalFundId });
		expect(late).toMatchObject({ status: 409, body: { errors: { "": ["externalFunds.changed?"] } } });
	});
});
