import { beforeAll, expect, test } from "vitest";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { createStaff } from "~/domain/access/create-staff.server";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import type { Grant } from "~/domain/access/roles";
import { yen } from "~/domain/money/yen";
import { changePlan } from "~/domain/sufficiency/change-plan.server";
import { decidePlan } from "~/domain/sufficiency/decide-plan.server";
import { draftPlan } from "~/domain/sufficiency/draft-plan.server";
import { getApprovedPlan } from "~/domain/sufficiency/get-approved-plan.server";
import { getSufficiencyPlan } from "~/domain/sufficiency/get-sufficiency-plan.server";
import { listSufficiencyPlans } from "~/domain/sufficiency/list-sufficiency-plans.server";
import type { PlanFields } from "~/domain/sufficiency/plan.schema";
import { submitPlan } from "~/domain/sufficiency/submit-plan.server";
import { ask, everyRoute } from "../factories/routes";
import { hubScope, institutionScope } from "../factories/staff";
import { freshWorld } from "../factories/world";

const world = freshWorld();
const staff: Record<string, Ctx> = {};
let hubId = "";
let otherHubId = "";

/** Somebody with a sign-in, since mails go to such. */
async function member(name: string, grant: Grant): Promise<Ctx> {
	const email = `${name}@staff.example`;
	const ctx = await jobContext("test");
	const { userId } = await createStaff(ctx, { name, email, password: "a long phrase for tests", grants: [grant] });
	return contextFor({ kind: "staff", userId, name, email, grants: [grant] });
}

beforeAll(async () => {
	const nanolsi = await hubScope("nanolsi");
	const ircn = await hubScope("ircn");
	const kanazawa = await institutionScope("kanazawa-u");
	hubId = nanolsi.kind === "hub" ? nanolsi.hubId : "";
	otherHubId = ircn.kind === "hub" ? ircn.hubId : "";
	staff.officer = await member("officer", { role: "officer", scope: nanolsi });
	staff.otherOfficer = await member("other-officer", { role: "officer", scope: ircn });
	staff.admin = await member("admin", { role: "admin", scope: kanazawa });
	staff.hubAdmin = await member("hub-admin", { role: "admin", scope: nanolsi });
	staff.secretariat = await member("secretariat", { role: "secretariat", scope: { kind: "programme" } });
	staff.viewer = await member("viewer", { role: "viewer", scope: nanolsi });
});

const as = (who: string): Ctx => {
	const ctx = staff[who];
	if (!ctx) throw new Error(`nobody is called ${who}`);
	return ctx;
};

function fields(changes: Partial<PlanFields> = {}): PlanFields {
	return {
		title: "自立化計画",
		note: "",
		firstFiscalYear: 2026,
		lastFiscalYear: 2028,
		costs: [
			{ fiscalYear: 2026, use: "core_posts", label: "中核教員の人件費", amountYen: yen(400_000_000) },
			{ fiscalYear: 2027, use: "core_posts", label: "中核教員の人件費", amountYen: yen(410_000_000) },
			{ fiscalYear: 2027, use: "running", label: "運営費", amountYen: yen(120_000_000) },
		],
		targets: [{ fiscalYear: 2027, category: "gift", amountYen: yen(50_000_000) }],
		...changes,
	};
}

const refusal = (work: Promise<unknown>) =>
	work.then(
		() => "kept",
		(error: { code?: string }) => error.code ?? String(error),
	);
const stateOf = async (planId: string) => (await getSufficiencyPlan(as("secretariat"), planId)).status;

test("a plan's life: drafted, submitted, sent back, submitted again, approved, superseded by the next", async () => {
	const { planId, version } = await draftPlan(as("officer"), { hubId, ...fields() });
	expect(version).toBe(1);
	expect(await getApprovedPlan(as("officer"), hubId)).toBeNull();
	await submitPlan(as("officer"), { planId });
	expect(await refusal(changePlan(as("officer"), { planId, fields: fields() }))).toBe("sufficiency_plan_not_draft");
	expect(await refusal(submitPlan(as("officer"), { planId }))).toBe("sufficiency_plan_moved");
	expect(await refusal(decidePlan(as("secretariat"), { planId, approve: false }))).toBe("sufficiency_plan_note");
	await decidePlan(as("secretariat"), { planId, approve: false, note: "人件費の根拠を添えてください。" });
	expect(await stateOf(planId)).toBe("draft");
	const { revision } = await getSufficiencyPlan(as("officer"), planId);
	await changePlan(as("officer"), { planId, basedOn: revision, fields: fields({ note: "根拠を添えました。" }) });
	expect(await refusal(changePlan(as("officer"), { planId, basedOn: revision, fields: fields() }))).toBe(
		"sufficiency_plan_changed",
	);
	await submitPlan(as("officer"), { planId });
	await decidePlan(as("secretariat"), { planId, approve: true });
	const approved = await getApprovedPlan(as("officer"), hubId);
	expect(approved).toMatchObject({ planId, version: 1 });
	expect(approved?.years.map(({ fiscalYear, neededYen, targetYen }) => [fiscalYear, neededYen, targetYen])).toEqual([
		[2026, 400_000_000n, 0n],
		[2027, 530_000_000n, 50_000_000n],
		[2028, 0n, 0n],
	]);
	expect(approved?.years[1]?.neededByUse.running).toBe(120_000_000n);

	const next = await draftPlan(as("officer"), { hubId, title: "改訂版", copyFrom: planId });
	expect(next).toMatchObject({ version: 2, fields: { firstFiscalYear: 2026, targets: fields().targets } });
	await submitPlan(as("officer"), { planId: next.planId });
	await decidePlan(as("admin"), { planId: next.planId, approve: true });
	expect(await stateOf(planId)).toBe("superseded");
	expect((await getApprovedPlan(as("viewer"), hubId))?.version).toBe(2);
	const mails = await world.database.prisma.mail.findMany({ where: { kind: "sufficiency-plan-alert" } });
	const told = mails.map(({ toAddress, params }) => `${(params as { event: string }).event} ${toAddress}`).sort();
	expect(told).toEqual([
		"approved officer@staff.example",
		"approved officer@staff.example",
		"sentBack officer@staff.example",
		...Array(3).fill("submitted admin@staff.example"),
		...Array(3).fill("submitted secretariat@staff.example"),
	]);
	await world.workJobs();
	const sent = await world.database.prisma.mail.groupBy({
		by: ["status"],
		where: { kind: "sufficiency-plan-alert" },
		_count: { _all: true },
	});
	// Those about a state the plan has left are not worth sending any more.
	expect(Object.fromEntries(sent.map(({ status, _count }) => [status, _count._all]))).toEqual({ sent: 1, dropped: 8 });
	const audited = await world.database.prisma.auditEvent.findMany({
		where: { subjectId: planId },
		orderBy: { id: "asc" },
	});
	expect(audited.map(({ action }) => action.replace("sufficiency_plan.", ""))).toEqual([
		"drafted",
		"submitted",
		"sent_back",
		"changed",
		"submitted",
		"approved",
		"superseded",
	]);
});

test("a second person decides, once, and never on an older version than the approved one", async () => {
	const older = await draftPlan(as("admin"), { hubId, ...fields() });
	const newer = await draftPlan(as("admin"), { hubId, ...fields() });
	for (const { planId } of [older, newer]) await submitPlan(as("admin"), { planId });
	expect(await refusal(decidePlan(as("admin"), { planId: newer.planId, approve: true }))).toBe("forbidden");
	expect(await refusal(decidePlan(as("officer"), { planId: newer.planId, approve: true }))).toBe("forbidden");
	expect(await refusal(decidePlan(as("hubAdmin"), { planId: newer.planId, approve: true }))).toBe("forbidden");
	const second = await member("second-admin", { role: "admin", scope: await institutionScope("kanazawa-u") });
	const outcomes = await Promise.all([
		refusal(decidePlan(as("secretariat"), { planId: newer.planId, approve: true })),
		refusal(decidePlan(second, { planId: newer.planId, approve: true })),
	]);
	expect(outcomes.sort()).toEqual(["kept", "sufficiency_plan_moved"]);
	const approved = await world.database.prisma.sufficiencyPlan.findMany({ where: { hubId, status: "approved" } });
	expect(approved.map(({ id }) => id)).toEqual([newer.planId]);
	expect(await refusal(decidePlan(as("secretariat"), { planId: older.planId, approve: true }))).toBe(
		"sufficiency_plan_overtaken",
	);
	await decidePlan(as("secretariat"), { planId: older.planId, approve: false, note: "新しい版が承認済みです。" });
});

test("versions drafted at one moment have numbers of their own", async () => {
	const drafts = await Promise.all([1, 2, 3, 4].map(() => draftPlan(as("officer"), { hubId, ...fields() })));
	expect(new Set(drafts.map(({ version }) => version)).size).toBe(4);
});

test("what a plan refuses", async () => {
	const line = { fiscalYear: 2027, use: "running" as const, label: "運営費", amountYen: yen(1) };
	const wrong: Partial<PlanFields>[] = [
		{ title: "" },
		{ title: "あ".repeat(101) },
		{ firstFiscalYear: 2028, lastFiscalYear: 2027, costs: [], targets: [] },
		{ firstFiscalYear: 2026, lastFiscalYear: 2057 },
		{ firstFiscalYear: 1999 },
		{ costs: [{ ...line, fiscalYear: 2029 }] },
		{ costs: [line, line] },
		{ costs: [{ ...line, amountYen: yen(0) }] },
		{ costs: [{ ...line, amountYen: yen(-5) }] },
		{ costs: [{ ...line, amountYen: yen(1_000_000_000_000) }] },
		{ costs: [{ ...line, label: "運営\u0000費" }] },
		{ costs: [{ ...line, use: "party" as "running" }] },
		{ targets: [{ fiscalYear: 2027, category: "wpi_subsidy" as "gift", amountYen: yen(1) }] },
	];
	for (const changes of wrong) {
		expect(
			await refusal(draftPlan(as("officer"), { hubId, ...fields(changes) })),
			JSON.stringify(Object.keys(changes)),
		).toBe("sufficiency_plan_invalid");
	}
	const { planId } = await draftPlan(as("officer"), { hubId, ...fields({ costs: [] }) });
	expect(await refusal(submitPlan(as("officer"), { planId }))).toBe("sufficiency_plan_empty");
	expect(await refusal(draftPlan(as("officer"), { hubId: otherHubId, ...fields() }))).toBe("hub_not_found");
	expect(await refusal(draftPlan(as("viewer"), { hubId, ...fields() }))).toBe("forbidden");
	expect(await refusal(draftPlan(as("secretariat"), { hubId, ...fields() }))).toBe("forbidden");
	expect(await refusal(draftPlan(as("otherOfficer"), { hubId: otherHubId, title: "写し", copyFrom: planId }))).toBe(
		"sufficiency_plan_source_unknown",
	);
	expect(await refusal(changePlan(as("otherOfficer"), { planId, fields: fields() }))).toBe("sufficiencyplan_not_found");
	expect(await refusal(getSufficiencyPlan(as("otherOfficer"), planId))).toBe("sufficiencyplan_not_found");
	expect((await listSufficiencyPlans(as("otherOfficer"), {})).plans).toEqual([]);
});

test("by the API: drafted with its lines, submitted, decided by another's token", async () => {
	const routeOf = (name: string) => {
		const route = everyRoute().find(({ file }) => file === `routes/api/v1/${name}.ts`);
		if (!route) throw new Error(`no route ${name}`);
		return route;
	};
	const tokenOf = async (maker: string, role: "officer" | "secretariat" | "admin") => {
		const reach = role === "officer" ? await hubScope("nanolsi") : { kind: "programme" as const };
		const { token } = await createApiToken(
			{ ...(await jobContext("test")), actor: { kind: "job", name: maker } },
			{ name: `${maker} ${role}`, role, scopes: ["sufficiency:read", "sufficiency:write"], reach },
		);
		return (name: string, json: unknown, params: Record<string, string> = {}) =>
			ask(routeOf(name), {
				method: json === undefined ? "GET" : "POST",
				headers: {
					authorization: `Bearer ${token}`,
					"content-type": "application/json",
					"idempotency-key": `${name}-${JSON.stringify(json)}`.replace(/[^\x21-\x7e]/g, "").slice(0, 200),
				},
				params,
				json,
			});
	};
	const officer = await tokenOf("泉の鍵", "officer");
	const ownAdmin = await tokenOf("泉の鍵", "admin");
	const secretariat = await tokenOf("事務局の鍵", "secretariat");
	const cost = { fiscalYear: 2026, use: "facility", label: "装置の保守", amountYen: 80_000_000 };
	const body = { hub: "nanolsi", title: "API", firstFiscalYear: 2026, lastFiscalYear: 2027, costs: [cost] };
	const refused = await officer("sufficiency-plans", { ...body, costs: [{ ...cost, fiscalYear: 2030 }] });
	expect(refused).toMatchObject({ status: 400, body: { errors: { "costs.0.fiscalYear": [expect.any(String)] } } });
	expect((await officer("sufficiency-plans", { ...body, hub: "ircn" })).status).toBe(404);
	const drafted = await officer("sufficiency-plans", body);
	expect(drafted).toMatchObject({
		status: 201,
		body: { hub: "nanolsi", status: "draft", neededYen: 80_000_000, costs: [cost] },
	});
	const params = { sufficiencyPlanId: (drafted.body as { id: string }).id };
	expect((await officer("sufficiency-plan-submit", {}, params)).body).toMatchObject({ status: "submitted" });
	const decision = { decision: "approve" };
	expect((await officer("sufficiency-plan-decide", decision, params)).status).toBe(403);
	// The same person's other token is no second person.
	expect((await ownAdmin("sufficiency-plan-decide", decision, params)).status).toBe(403);
	expect((await secretariat("sufficiency-plan-decide", { decision: "send_back" }, params)).status).toBe(400);
	expect((await secretariat("sufficiency-plan-decide", decision, params)).body).toMatchObject({ status: "approved" });
	const read = await secretariat("sufficiency-plan", undefined, params);
	expect(read.body).toMatchObject({
		status: "approved",
		years: [{ fiscalYear: 2026, neededYen: 80_000_000, targetYen: 0 }, {}],
	});
});
