import { beforeAll, describe, expect, test } from "vitest";
import { API_SCOPES } from "~/domain/access/api-scopes";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { jobContext } from "~/domain/access/ctx.server";
import { ask, everyRoute, type TestRoute } from "../factories/routes";
import { institutionScope } from "../factories/staff";
import { DONOR, freshWorld } from "../factories/world";

/** The forms and API methods of applications and gifts entered, sent wrong in every way. */
const world = freshWorld();
const routeOf = (file: string) => everyRoute().find((route) => route.file === `routes/${file}`) as TestRoute;
const apply = (form: Record<string, string>, ip = "192.0.2.7") =>
	ask(routeOf("public/apply.tsx"), { form, params: { lang: "ja", slug: "nanolsi" }, ip });
const give = (form: Record<string, string>) =>
	ask(routeOf("public/give.tsx"), { form, params: { lang: "ja", slug: "nanolsi" } });

const COMPANY = {
	...(DONOR as Record<string, string>),
	amountYen: "5000000",
	donorKind: "company",
	companyName: "株式会社泉製作所",
	companyNameKana: "カブシキガイシャ イズミ",
	contactName: "渡邉",
	purpose: "若手のため",
	signatory: "代表取締役 泉 花子",
	declared: "on",
};
let bearer = "";
let readOnly = "";

beforeAll(async () => {
	const ctx = await jobContext("test");
	const given = { role: "admin" as const, reach: await institutionScope("kanazawa-u") };
	bearer = (await createApiToken(ctx, { ...given, name: "all", scopes: [...API_SCOPES] })).token;
	readOnly = (await createApiToken(ctx, { ...given, name: "read", scopes: ["gifts:read"] })).token;
}, 60_000);

type Body = { errors?: Record<string, string[]>; values?: Record<string, string>; prefilled?: boolean };
const errorsOf = (answer: { body: unknown }) => Object.keys((answer.body as Body).errors ?? {}).sort();

describe("the give form", () => {
	test("sends a company's large gift to the application, with everything kept", async () => {
		const refused = await give({ ...COMPANY, fundId: world.fundId });
		expect(refused.status).toBe(400);
		expect((refused.body as Body).errors).toEqual({ amountYen: ["fields.amount.companyApplies?max=1000000"] });
		const values = (refused.body as Body).values ?? {};
		expect(values).toMatchObject({ companyName: "株式会社泉製作所", contactName: "渡邉" });
		const prefilled = await apply({ ...values, amountYen: "other", amountOther: "5000000", intent: "prefill" });
		expect(prefilled.status).toBe(200);
		expect(prefilled.body).toMatchObject({
			prefilled: true,
			values: { companyName: "株式会社泉製作所", amountYen: "5000000", email: "sakiko@example.jp" },
		});
		expect(await world.database.prisma.gift.count()).toBe(0);
	});
});

describe("the application form", () => {
	test.each([
		[{ amountYen: "" }, ["amountYen"]],
		[{ amountYen: "499" }, ["amountYen"]],
		[{ amountYen: "1000000000000" }, ["amountYen"]],
		[{ companyName: "", contactName: "", signatory: "" }, ["companyName", "contactName", "signatory"]],
		[{ companyNameKana: "カブシキガイシャ" }, ["companyNameKana"]],
		[{ companyNameKana: "泉" }, ["companyNameKana"]],
		[{ corporateNumber: "5010005007397" }, ["corporateNumber"]],
		[{ purpose: "" }, ["purpose"]],
		[{ purpose: "あ".repeat(1001), conditions: "あ".repeat(1001) }, ["conditions", "purpose"]],
		[{ plannedOn: "2026-05-19" }, ["plannedOn"]],
		[{ plannedOn: "2099-01-01" }, ["plannedOn"]],
		[{ plannedOn: "来月" }, ["plannedOn"]],
		[{ declared: "" }, ["declared"]],
		[{ email: "a@b", department: "部".repeat(101) }, ["department", "email"]],
		[{ fundId: "x" }, ["fundId"]],
		[{ signatory: "a\u0000" }, ["signatory"]],
	])("%j is refused beside its field", async (wrong, fields) => {
		const answer = await apply({ ...COMPANY, fundId: world.fundId, ...wrong });
		expect(answer.status).toBe(400);
		expect(errorsOf(answer)).toEqual(fields);
		expect((answer.body as Body).values?.purpose ?? "").toBe((wrong as { purpose?: string }).purpose ?? "若手のため");
	});

	test("leads to the application's own page, and is limited", async () => {
		const form = { ...COMPANY, fundId: world.fundId, email: "limit@example.jp" };
		const first = await apply(form);
		expect([first.status, first.location]).toEqual([303, expect.stringMatching(/^\/ja\/applications\/[\w-]{20,}$/)]);
		expect((await apply(form)).location).toBe(first.location);
		const token = first.location?.split("/").pop() ?? "";
		const params = { lang: "ja", token };
		const page = await ask(routeOf("public/application.tsx"), { params });
		expect(page.body).toMatchObject({ state: "applied", amountYen: 5_000_000n, account: null, pdfHref: null });
		const thanks = await ask(routeOf("public/thanks.tsx"), { params });
		expect([thanks.status, thanks.location]).toEqual([303, first.location]);
		expect((await ask(routeOf("public/transfer-request.ts"), { params })).status).toBe(409);
		for (const nothing of ["x", "", "../x"]) {
			const gone = await ask(routeOf("public/application.tsx"), { params: { lang: "ja", token: nothing } });
			expect(gone.status).toBe(404);
		}
		const statuses: number[] = [];
		for (let n = 0; n < 12; n += 1) {
			statuses.push((await apply({ ...form, purpose: `目的${n}`, email: `limit${n}@example.jp` }, "192.0.2.9")).status);
		}
		expect(statuses.filter((status) => status === 429)).toHaveLength(2);
	});
});

describe("the API", () => {
	const post = (
		file: string,
		body: unknown,
		given: { key?: string; token?: string; params?: Record<string, string> } = {},
	) =>
		ask(routeOf(`api/v1/${file}`), {
			method: "POST",
			params: given.params,
			json: body,
			headers: {
				authorization: `Bearer ${given.token ?? bearer}`,
				"content-type": typeof body === "string" ? "text/plain" : "application/json",
				...(given.key === "" ? {} : { "idempotency-key": given.key ?? crypto.randomUUID() }),
			},
		});
	const cash = () => ({
		fundId: world.fundId,
		amountYen: 12_345,
		channel: "cash",
		receivedOn: "2026-05-10",
		donor: { familyName: "泉", givenName: "花子" },
	});

	test("enters a gift once per key", async () => {
		const key = "gift-1";
		const [first, again] = await Promise.all([post("gifts.ts", cash(), { key }), post("gifts.ts", cash(), { key })]);
		expect([first.status, again.status]).toEqual([201, 201]);
		expect(again.body).toEqual(first.body);
		expect((await post("gifts.ts", cash(), { key })).headers.get("idempotent-replayed")).toBe("true");
		const other = await post("gifts.ts", { ...cash(), amountYen: 1 }, { key });
		expect([other.status, other.body]).toEqual([422, { code: "idempotency_key_reused" }]);
		expect(await world.database.prisma.gift.count({ where: { channel: "cash" } })).toBe(1);
		expect((await post("gifts.ts", cash(), { key: "" })).body).toMatchObject({ code: "idempotency_key_missing" });
		expect((await post("gifts.ts", cash(), { token: readOnly })).status).toBe(403);
	});

	test.each([
		["not json", ["invalid_json"]],
		[{}, ["amountYen", "channel", "fundId", "receivedOn"]],
		[{ amountYen: 0 }, ["amountYen"]],
		[{ amountYen: 1.5 }, ["amountYen"]],
		[{ amountYen: "1000" }, ["amountYen"]],
		[{ amountYen: 1e12 }, ["amountYen"]],
		[{ receivedOn: "2026-05-21" }, ["receivedOn"]],
		[{ receivedOn: "2026-02-30" }, ["receivedOn"]],
		[{ channel: "card" }, ["channel"]],
		[{ donor: {} }, ["familyName"]],
		[{ donor: { familyName: "泉", email: "x" } }, ["email"]],
		[{ colour: "blue" }, ["colour"]],
		[{ fundId: "00000000-0000-4000-8000-000000000000" }, ["fundId"]],
		[{ donor: undefined, donorId: "00000000-0000-4000-8000-000000000000" }, ["donorId"]],
	])("refuses %j by field", async (wrong, fields) => {
		const body = typeof wrong === "string" ? wrong : Object.keys(wrong).length === 0 ? wrong : { ...cash(), ...wrong };
		const answer = await post("gifts.ts", body);
		expect(answer.status).toBe(400);
		const said = answer.body as { code: string; errors?: object };
		expect(said.errors ? Object.keys(said.errors).sort() : [said.code]).toEqual(fields);
	});

	test("takes an application through its steps, each once", async () => {
		const started = await apply({ ...COMPANY, fundId: world.fundId, email: "api@example.jp" }, "192.0.2.20");
		expect(started.status).toBe(303);
		const application = await world.database.prisma.application.findFirstOrThrow({
			where: { gift: { email: "api@example.jp" } },
		});
		const params = { applicationId: application.id };
		expect((await post("application-accept.ts", { payBy: "2026-06-30" }, { params })).status).toBe(409);
		expect((await post("application-review.ts", {}, { params, key: "review" })).body).toMatchObject({
			status: "under_review",
		});
		expect((await post("application-review.ts", {}, { params, key: "review" })).status).toBe(200);
		expect((await post("application-review.ts", {}, { params })).body).toEqual({ code: "application_moved" });
		expect((await post("application-refuse.ts", { ground: "dislike" }, { params })).status).toBe(400);
		expect((await post("application-accept.ts", { payBy: "2026-05-01" }, { params })).body).toMatchObject({
			errors: { payBy: [expect.stringContaining("2026-05-20")] },
		});
		const refused = await post("application-refuse.ts", { ground: "other", note: "" }, { params });
		expect(refused.body).toMatchObject({ status: "refused", paymentStatus: "cancelled" });
		const seen = await ask(routeOf("api/v1/application.ts"), {
			params,
			headers: { authorization: `Bearer ${bearer}` },
		});
		expect(seen.body).toMatchObject({ status: "refused", refusalGround: "other", amountYen: 5_000_000 });
		const nobody = { applicationId: crypto.randomUUID() };
		expect((await post("application-review.ts", {}, { params: nobody })).status).toBe(404);
	});
});
