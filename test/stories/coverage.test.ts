import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createApiToken } from "~/domain/access/create-api-token.server";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import { publishCoverage } from "~/domain/hubs/publish-coverage.server";
import { backTest } from "~/domain/sufficiency/back-test.server";
import type { Coverage } from "~/domain/sufficiency/coverage";
import { compareCoverage, getCoverage } from "~/domain/sufficiency/get-coverage.server";
import { getPublicCoverage } from "~/domain/sufficiency/get-public-coverage.server";
import { getScenario } from "~/domain/sufficiency/get-scenario.server";
import { keepScenario } from "~/domain/sufficiency/keep-scenario.server";
import { listCoverage } from "~/domain/sufficiency/list-coverage.server";
import { listScenarios } from "~/domain/sufficiency/list-scenarios.server";
import { refreshOutlook } from "~/domain/sufficiency/refresh-outlook.server";
import { removeScenario } from "~/domain/sufficiency/remove-scenario.server";
import { shareScenario } from "~/domain/sufficiency/share-scenario.server";
import { ask, everyRoute } from "../factories/routes";
import { hubScope } from "../factories/staff";
import { makeWorkedHub, million, staffWith } from "../factories/worked-hub";
import { freshWorld } from "../factories/world";

/** The worked hub of docs/guides/coverage.md, on 20 November 2026; NanoLSI's support ends on 31 March 2027. */
const world = freshWorld({ begins: "2026-11-20T03:00:00Z" });
let ctx: Ctx;
let hubId = "";
let officer: Ctx;
let viewer: Ctx;
let stranger: Ctx;
let secretariat: Ctx;

beforeAll(async () => {
	({ ctx, hubId } = await makeWorkedHub(world));
	officer = await staffWith("officer", { role: "officer", scope: await hubScope("nanolsi") });
	viewer = await staffWith("viewer", { role: "viewer", scope: await hubScope("nanolsi") });
	stranger = await staffWith("stranger", { role: "officer", scope: await hubScope("ircn") });
	secretariat = await staffWith("secretariat", { role: "secretariat", scope: { kind: "programme" } });
});

const yearOf = ({ years }: Coverage, fiscalYear: number) => {
	const year = years.find((one) => one.fiscalYear === fiscalYear);
	if (!year) throw new Error(`no year ${fiscalYear}`);
	return year;
};
const refusal = (work: Promise<unknown>) =>
	work.then(
		() => "done",
		(error: { code?: string }) => error.code ?? String(error),
	);

describe("the worked hub", () => {
	test("next year: what is needed, secured and likely, as the guide has it", async () => {
		const coverage = await getCoverage(officer, { hubId });
		expect(coverage).toMatchObject({ planVersion: 1, support: { lastFiscalYear: 2026, standAloneFrom: 2027 } });
		const year = yearOf(coverage, 2027);
		expect(year).toMatchObject({
			neededYen: million(670),
			receivedYen: 0n,
			securedYen: million(460),
			placedYen: million(434),
			securedRatio: 434 / 670,
			expectedRatio: 454 / 670,
			likely: { low: 30_285_714n, expected: million(44), high: 57_904_761n },
		});
		expect(year.sources).toEqual([
			{ source: "fund", category: "competitive", yen: million(180) },
			{ source: "host", category: "host", yen: million(250) },
			{ source: "instalment", category: "gift", yen: million(30) },
		]);
		const uses = year.uses.map(({ use, neededYen, placedYen, likely }) => [
			use,
			...[neededYen, placedYen, likely.expected].map((amount) => Number(amount / 1_000_000n)),
		]);
		expect(uses).toEqual([
			["core_posts", 400, 280, 20],
			["running", 120, 54, 0],
			["research", 100, 100, 0],
			["facility", 50, 0, 0],
			["talent", 0, 0, 0],
			["outreach", 0, 0, 0],
		]);
		expect(year.likelySources).toEqual([
			expect.objectContaining({
				...{ source: "opportunity", weightKey: "asked", yen: million(50), expected: million(20), count: 1 },
				reason: {
					key: "outlook.reasons.opportunity",
					params: { stage: "asked", good: 0, all: 0, prior: 40, percent: 40 },
				},
			}),
			expect.objectContaining({
				...{ source: "undecided_fund", category: "joint", weightKey: "pending", expected: million(24) },
				...{ low: million(16), high: 29_333_333n },
			}),
		]);
		expect(coverage.gap).toEqual({
			fiscalYear: 2027,
			gapYen: million(216),
			closeBy: "2027-03-31",
			thisQuarterYen: million(108),
			thisQuarterBy: "2026-12-31",
			quartersLeft: 2,
		});
	});

	test("is what the guide prints", async () => {
		const { uses, neededYen, placedYen } = yearOf(await getCoverage(officer, { hubId }), 2027);
		const guide = readFileSync(path.join(import.meta.dirname, "../../docs/guides/coverage.md"), "utf8");
		const line = (use: string, figures: bigint[]) =>
			`| ${[use, ...figures, (figures[0] ?? 0n) - (figures[1] ?? 0n) - (figures[2] ?? 0n)]
				.map((cell) => (typeof cell === "bigint" ? cell / 1_000_000n : cell))
				.join(" | ")} |`;
		const needed = uses.filter((use) => use.neededYen > 0n);
		const likelyYen = needed.reduce((sum, use) => sum + use.likely.expected, 0n);
		for (const use of needed) {
			expect(guide).toContain(line(use.use, [use.neededYen, use.placedYen, use.likely.expected]));
		}
		expect(guide).toContain(line("all", [neededYen, placedYen, likelyYen]));
	});

	test("this year: what is received and carried on counts next year, what is late is only likely", async () => {
		const year = yearOf(await getCoverage(officer, { hubId }), 2026);
		expect(year).toMatchObject({
			receivedYen: million(180),
			carriedOverYen: million(30),
			securedYen: million(180),
			placedYen: million(180),
			securedRatio: 0.4,
		});
		expect(year.likelySources).toEqual([
			expect.objectContaining({
				...{ source: "late_instalment", weightKey: "to_180", yen: million(4), count: 1 },
				...{ low: 960_000n, expected: 1_600_000n, high: 2_560_000n },
			}),
		]);
	});

	test("is the same in the programme's table, and summed again it stays the same", async () => {
		const before = await getCoverage(officer, { hubId });
		await Promise.all([refreshOutlook(ctx, hubId), refreshOutlook(ctx, hubId)]);
		const again = await getCoverage(officer, { hubId });
		expect({ ...again, refreshedAt: before.refreshedAt }).toEqual(before);
		const cells = await listCoverage(secretariat, { fiscalYears: [2026, 2027] });
		expect(new Set(cells.map((cell) => cell.hubId)).size).toBe(18);
		const { hub, planVersion, support, gap } = again;
		const cell = cells.find((one) => one.hubId === hubId && one.fiscalYear === 2027);
		expect(cell).toEqual({ ...yearOf(again, 2027), hubId, hub, planVersion, support, gap });
		expect(cells.filter((one) => one.hub.slug !== "nanolsi").every((one) => one.securedRatio === null)).toBe(true);
		expect((await listCoverage(stranger, { fiscalYears: [2027] })).map((one) => one.hub.slug)).toEqual(["ircn"]);
	});

	test("is read by who reads the hub's figures", async () => {
		expect(await refusal(getCoverage(viewer, { hubId }))).toBe("done");
		expect(await refusal(getCoverage(stranger, { hubId }))).toBe("hub_not_found");
		expect(await refusal(getCoverage(officer, { hubId: "nonsense" }))).toBe("hub_not_found");
		expect(await refusal(getCoverage(await contextFor({ kind: "public" }), { hubId }))).toBe("forbidden");
		expect(await refusal(refreshOutlook(officer, hubId))).toBe("forbidden");
	});

	test("is answered by the API, by fiscal year", async () => {
		const route = everyRoute().find(({ file }) => file === "routes/api/v1/coverage.ts");
		if (!route) throw new Error("no route");
		const { token } = await createApiToken(ctx, {
			...{ name: "coverage", role: "viewer" as const, scopes: ["sufficiency:read" as const] },
			reach: await hubScope("nanolsi"),
		});
		const get = (slug: string, search = "") =>
			ask(route, { params: { slug }, search, headers: { authorization: `Bearer ${token}` } });
		const { status, body } = await get("nanolsi", "?fromFiscalYear=2027&toFiscalYear=2027");
		expect(status).toBe(200);
		expect(body).toMatchObject({
			...{ hub: "nanolsi", asOf: "2026-11-20", supportLastFiscalYear: 2026 },
			years: [
				{
					...{ fiscalYear: 2027, neededYen: 670_000_000, securedYen: 460_000_000, placedYen: 434_000_000 },
					...{ likelyYen: { low: 30_285_714, expected: 44_000_000, high: 57_904_761 }, securedRatio: 434 / 670 },
				},
			],
			gap: { gapYen: 216_000_000, closeBy: "2027-03-31" },
		});
		const years = (await get("nanolsi")).body as { years: { fiscalYear: number }[] };
		expect(years.years.map(({ fiscalYear }) => fiscalYear)).toEqual(Array.from({ length: 13 }, (_, i) => 2024 + i));
		expect((await get("ircn")).status).toBe(404);
		expect((await get("nowhere")).status).toBe(404);
		expect((await get("nanolsi", "?fromFiscalYear=2030&toFiscalYear=2020")).status).toBe(400);
		expect((await get("nanolsi", "?fromFiscalYear=x")).status).toBe(400);
	});

	test("shows in public only what the hub publishes", async () => {
		expect(await getPublicCoverage(hubId)).toBeNull();
		expect(await refusal(publishCoverage(viewer, { hubId, level: "ratio" }))).toBe("forbidden");
		expect(await refusal(publishCoverage(stranger, { hubId, level: "ratio" }))).toBe("hub_not_found");
		expect(await refusal(publishCoverage(officer, { hubId, level: "everything" }))).toBe("coverage_published_invalid");
		await publishCoverage(officer, { hubId, level: "ratio" });
		const ratio = await getPublicCoverage(hubId);
		expect(ratio?.years[1]).toEqual({ fiscalYear: 2027, securedRatio: 434 / 670 });
		await publishCoverage(officer, { hubId, level: "sources" });
		const sources = await getPublicCoverage(hubId);
		expect(sources?.years[1]).toMatchObject({ placedYen: million(434), likely: { expected: million(44) } });
		expect(Object.keys(sources?.years[1] ?? {})).not.toContain("likelySources");
	});
});

describe("what if", () => {
	test("the host gives a tenth less and the largest funder goes: compared with what is, which stays", async () => {
		const [actual, host, funder, longer] = await compareCoverage(officer, {
			hubId,
			variants: [
				[{ kind: "host_contribution", changeBasisPoints: -1000 }],
				[{ kind: "lose_largest_funder" }],
				[{ kind: "extend_support", years: 1 }],
			],
		});
		if (!actual || !host || !funder || !longer) throw new Error("four were asked for");
		expect(actual).toEqual(await getCoverage(officer, { hubId }));
		expect(yearOf(host, 2027).placedYen).toBe(million(409));
		expect(host.gap?.gapYen).toBe(million(241));
		expect(yearOf(funder, 2027).sources.map(({ source }) => source)).toEqual(["host", "instalment"]);
		expect(yearOf(funder, 2026)).toEqual(yearOf(actual, 2026));
		expect(longer).toMatchObject({ support: { standAloneFrom: 2028 }, gap: { fiscalYear: 2028, quartersLeft: 6 } });
	});

	test("is its maker's until it is shared, and never part of what is", async () => {
		const fields = { hubId, name: "厳しい場合", changes: [{ kind: "lose_largest_funder" as const }] };
		const before = await getCoverage(officer, { hubId });
		const { scenarioId } = await keepScenario(officer, fields);
		expect(await keepScenario(officer, { ...fields, note: "二度目" })).toEqual({ scenarioId });
		expect(await getCoverage(officer, { hubId })).toEqual(before);
		const seenBy = async () =>
			Promise.all([officer, viewer, secretariat, stranger].map((who) => refusal(getScenario(who, scenarioId))));
		const hidden = "sufficiency_scenario_not_found";
		expect(await seenBy()).toEqual(["done", hidden, hidden, hidden]);
		await shareScenario(officer, { scenarioId, sharedWith: "hub" });
		expect(await seenBy()).toEqual(["done", "done", hidden, hidden]);
		await shareScenario(officer, { scenarioId, sharedWith: "programme" });
		expect(await seenBy()).toEqual(["done", "done", "done", hidden]);
		expect(await listScenarios(viewer, { hubId })).toMatchObject([
			{ name: "厳しい場合", mayChange: false, changes: fields.changes },
		]);
		expect(await refusal(removeScenario(viewer, { scenarioId }))).toBe("forbidden");
		expect(await refusal(keepScenario(stranger, fields))).toBe("hub_not_found");
		const twice = [...fields.changes, ...fields.changes];
		expect(await refusal(keepScenario(officer, { ...fields, changes: twice }))).toBe("scenario_invalid");
		await removeScenario(officer, { scenarioId });
		expect(await listScenarios(officer, { hubId })).toEqual([]);
	});
});

describe("a year later", () => {
	test("gifts at 23:30 on 31 March and 00:30 on 1 April fall in different years, and the forecast meets what came", async () => {
		await world.advanceTo("2027-03-31T14:30:00Z");
		const last = await world.give({ amountYen: "10000", email: "last@example.jp" });
		await world.pay(last.sessionId, "succeed");
		await world.advance(3600);
		const first = await world.give({ amountYen: "30000", email: "first@example.jp" });
		await world.pay(first.sessionId, "succeed");
		await world.settle();
		await refreshOutlook(await jobContext("test"), hubId);
		const now = await contextFor(officer.actor);
		const coverage = await getCoverage(now, { hubId, years: { from: 2026, to: 2027 } });
		expect(coverage).toMatchObject({ asOf: "2027-04-01", gap: { fiscalYear: 2028 } });
		expect(coverage.years.map(({ receivedYen }) => receivedYen)).toEqual([million(180) + 9640n, 28_920n]);
		const { rows } = await backTest(now, { hubId, asOf: "2026-11-20" });
		expect(rows.map(({ fiscalYear, soFar }) => [fiscalYear, soFar])).toEqual([
			[2026, null],
			[2027, "2027-04-01"],
		]);
		expect(rows[0]).toMatchObject({
			// The award without what is carried over, 30 million of the pledge; the late one is likely.
			securedThenYen: million(210),
			predicted: { low: 210_960_000n, expected: 211_600_000n, high: 212_560_000n },
			cameYen: million(180) + 9640n,
		});
		expect(rows[1]).toMatchObject({ securedThenYen: million(30), cameYen: 28_920n });
		expect(rows[0]?.categories.map(({ category, cameYen }) => [category, cameYen])).toEqual([
			["competitive", million(180)],
			["gift", 9640n],
		]);
		expect(await refusal(backTest(now, { hubId, asOf: "2027-04-01" }))).toBe("back_test_day_wrong");
		expect(await refusal(backTest(now, { hubId, asOf: "2026-02-30" }))).toBe("back_test_day_wrong");
		expect(await world.brokenPromises()).toEqual([]);
	});
});
