import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { beforeAll, expect, test } from "vitest";
import { createStaff } from "~/domain/access/create-staff.server";
import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import { listDonors } from "~/domain/donors/list-donors.server";
import { openFund } from "~/domain/funds/open-fund.server";
import { listPledges } from "~/domain/pledges/list-pledges.server";
import { listPlans } from "~/domain/recurring/list-plans.server";
import { countSegment } from "~/domain/segments/count-segment.server";
import { explainSegment, getSegment } from "~/domain/segments/get-segment.server";
import { keepSegment, removeSegment } from "~/domain/segments/keep-segment.server";
import { listSegmentPlaces, listSegments } from "~/domain/segments/list-segments.server";
import { EVERYBODY, type SegmentRule, type SegmentRules } from "~/domain/segments/segment-rules";
import { makePool } from "~/platform/db/pool.server";
import { seedProgramme } from "../../prisma/seed/programme";
import {
	makeSmallWorld,
	type SmallDonor,
	type SmallGift,
	type SmallWorld,
	writeSmallWorld,
} from "../factories/small-worlds";
import { freshDatabase } from "../setup/database";

const TODAY = "2026-11-23";
/** Already the 23rd in Japan, still the 22nd in London. */
const NOW = new Date("2026-11-22T16:00:00Z");
const database = freshDatabase();
const worlds: SmallWorld[] = [];
const officers: string[] = [];
let job: Ctx;

beforeAll(async () => {
	job = { ...(await jobContext("test")), now: NOW };
	await seedProgramme(job);
	for (const name of ["泉 一", "泉 二"]) {
		const staff = {
			name,
			email: `${officers.length}@staff.example`,
			password: "a long phrase for tests",
			grants: [{ role: "viewer" as const, scope: { kind: "programme" as const } }],
		};
		officers.push((await createStaff(job, staff)).userId);
	}
	const pool = makePool(database.ownerUrl, 2, "small worlds");
	for (const [index, slug] of ["u-tokyo", "tohoku-u", "kyoto-u"].entries()) {
		const world = makeSmallWorld(index + 7, TODAY, { ...(await placeOf(slug)), officers });
		await writeSmallWorld(pool, world);
		worlds.push(world);
	}
	await pool.end();
});

async function placeOf(slug: string) {
	const { id } = await job.db.institution.findFirstOrThrow({ where: { slug } });
	const hubs = await job.db.hub.findMany({ where: { hosts: { some: { institutionId: id } } }, take: 2 });
	const funds: SmallWorld["funds"] = [];
	for (const hub of hubs) {
		for (const name of ["a", "b"]) {
			const fund = {
				slug: `${hub.slug}-${name}`,
				hubId: hub.id,
				institutionId: id,
				receiptIssuerId: id,
				nameJa: name,
				nameEn: name,
			};
			const terms = { purposeJa: "研究", purposeEn: "Research", use: "running", taxTreatment: "designated" } as const;
			funds.push({
				id: (await openFund(job, { ...fund, ...terms, overheadBasisPoints: 0, presetYen: [] })).id,
				hubId: hub.id,
			});
		}
	}
	return { institutionId: id, hubIds: hubs.map((hub) => hub.id), funds };
}

/** What the rules mean, in plain arrays: one donor, one rule, no SQL. */
function fits(world: SmallWorld, hubId: string | null, donor: SmallDonor, rule: SegmentRule): boolean {
	const here = <T extends { hubId: string | null }>(row: T) => hubId === null || row.hubId === hubId;
	const gifts = world.gifts.filter((g) => g.donorId === donor.id && g.received && g.backYen < g.yen && here(g));
	const days = (g: SmallGift) => Temporal.PlainDate.from(g.givenOn).until(TODAY, { largestUnit: "days" }).days;
	const yearOf = (g: SmallGift) => Number(g.givenOn.slice(0, 4)) - (g.givenOn.slice(5) < "04-01" ? 1 : 0);
	const inYear = (year: number) => gifts.some((g) => yearOf(g) === year);
	switch (rule.fact) {
		case "gaveInYear":
			return inYear(rule.year === "this" ? 2026 : rule.year === "last" ? 2025 : rule.year);
		case "lapsedLastYear":
			return inYear(2025) && !inYear(2026);
		case "lapsedSomeYear":
			return gifts.length > 0 && !inYear(2026);
		case "firstGiftWithin":
			return gifts.length > 0 && gifts.every((g) => days(g) <= rule.days);
		case "lastGiftWithin":
			return gifts.some((g) => days(g) <= rule.days);
		case "lastGiftOlder":
			return gifts.length > 0 && gifts.every((g) => days(g) > rule.days);
		case "monthlyFor": {
			const monthly = new Set(world.plans.filter(({ unit }) => unit === "month").map(({ id }) => id));
			const months = new Set(gifts.filter((g) => monthly.has(g.planId ?? "")).map((g) => g.givenOn.slice(0, 7)));
			const wanted = Array.from({ length: rule.months }, (_, back) =>
				Temporal.PlainYearMonth.from("2026-11")
					.subtract({ months: back + 1 })
					.toString(),
			);
			return wanted.every((month) => months.has(month));
		}
		case "monthlyPlan":
			return world.plans.some((p) => p.donorId === donor.id && p.unit === "month" && p.status === "active" && here(p));
		case "pledgeOverdue":
			return world.pledges.some((p) => p.donorId === donor.id && p.status === "active" && p.overdue && here(p));
		case "pledgeActive":
			return world.pledges.some((p) => p.donorId === donor.id && p.status === "active" && here(p));
		case "gaveToFund":
			return gifts.some((g) => g.fundId === rule.fundId);
		case "gaveToHub":
			return gifts.some((g) => g.hubId === rule.hubId);
		case "gaveByCampaign":
		case "answeredAppeal":
			return false;
		case "totalYen":
		case "largestYen":
		case "giftCount":
			return isBetween(rule, measure(rule, gifts.filter(within(rule))));
		case "kind":
			return donor.kind === rule.kind;
		case "lang":
			return donor.lang === rule.lang;
		case "prefecture":
			return rule.prefecture === "overseas" ? donor.country !== "JP" : donor.prefecture === rule.prefecture;
		case "country":
			return donor.country === rule.country;
		case "postalAddress":
			return donor.country === "JP" ? donor.postalCode !== "" : donor.country !== "ZZ";
		case "consent":
			return donor.consents.some(({ purpose, withdrawn }) => purpose === rule.purpose && !withdrawn);
		case "officer": {
			const mine = hubId === null ? Object.values(donor.officers) : [donor.officers[hubId]];
			return rule.officerId === null ? mine.every((one) => !one) : mine.includes(rule.officerId);
		}
		case "recognised":
			return world.credits.some((c) => c.donorId === donor.id && world.gifts.some((g) => g.id === c.giftId && here(g)));
		case "named":
			return gifts.some((g) => g.named);
	}
}

type Measured = Extract<SegmentRule, { min: number | null }>;
const within = (rule: Measured) => (g: SmallGift) => {
	const last = Temporal.PlainDate.from(TODAY).subtract({ days: 365 }).toString();
	const [from, to] = {
		ever: ["", "9"],
		this_year: ["2026-04-01", "2027-03-31"],
		last_year: ["2025-04-01", "2026-03-31"],
		last_365_days: [last, "9"],
		between: [rule.from ?? "", rule.to ?? "9"],
	}[rule.period] as [string, string];
	return g.givenOn >= from && g.givenOn <= to;
};
const isBetween = (rule: Measured, value: number) => value >= (rule.min ?? 0) && value <= (rule.max ?? Infinity);
function measure(rule: Measured, gifts: SmallGift[]): number {
	if (rule.fact === "giftCount") return gifts.length;
	const kept = gifts.map((g) => g.yen - g.backYen);
	return rule.fact === "totalYen" ? kept.reduce((sum, yen) => sum + yen, 0) : Math.max(0, ...kept);
}

function expected(world: SmallWorld, hubId: string | null, { match, rules }: SegmentRules): number {
	return world.donors.filter((donor) => {
		if (donor.erased || (hubId !== null && !donor.hubIds.includes(hubId))) return false;
		const answers = rules.map((rule) => fits(world, hubId, donor, rule) !== rule.not);
		return match === "all" || answers.length === 0 ? answers.every(Boolean) : answers.some(Boolean);
	}).length;
}

/** Any rule, naming things of the world at hand. */
function anyRule(world: SmallWorld): fc.Arbitrary<SegmentRule> {
	const days = fc.constantFrom(1, 30, 90, 365, 600);
	const bound = (values: number[]) => fc.constantFrom(null, 0, ...values);
	const bounds = (fact: Measured["fact"], values: number[]) =>
		fc.record({
			fact: fc.constant(fact),
			min: bound(values),
			max: bound(values),
			period: fc.constantFrom("ever", "this_year", "last_year", "last_365_days", "between"),
			from: fc.constantFrom(null, "2025-01-01"),
			to: fc.constantFrom(null, "2026-06-30"),
		});
	const facts: fc.Arbitrary<object>[] = [
		fc.record({ fact: fc.constant("gaveInYear"), year: fc.constantFrom("this", "last", 2024, 2026) }),
		...["lapsedLastYear", "lapsedSomeYear", "monthlyPlan", "pledgeOverdue", "pledgeActive"].map((fact) =>
			fc.constant({ fact }),
		),
		...["postalAddress", "recognised", "named"].map((fact) => fc.constant({ fact })),
		...["firstGiftWithin", "lastGiftWithin", "lastGiftOlder"].map((fact) =>
			fc.record({ fact: fc.constant(fact), days }),
		),
		fc.record({ fact: fc.constant("monthlyFor"), months: fc.constantFrom(1, 2, 3, 5) }),
		fc.record({ fact: fc.constant("gaveToFund"), fundId: fc.constantFrom(...world.funds.map(({ id }) => id)) }),
		fc.record({ fact: fc.constant("gaveToHub"), hubId: fc.constantFrom(...world.hubIds) }),
		fc.constant({ fact: "gaveByCampaign", campaignId: world.institutionId }),
		fc.constant({ fact: "answeredAppeal", code: "k7m2p9qa" }),
		bounds("totalYen", [3000, 20_000]),
		bounds("largestYen", [2250, 10_000]),
		bounds("giftCount", [1, 3]),
		fc.record({ fact: fc.constant("kind"), kind: fc.constantFrom("individual", "company") }),
		fc.record({ fact: fc.constant("lang"), lang: fc.constantFrom("ja", "en") }),
		fc.record({ fact: fc.constant("prefecture"), prefecture: fc.constantFrom("石川県", "overseas") }),
		fc.record({ fact: fc.constant("country"), country: fc.constantFrom("JP", "US") }),
		fc.record({ fact: fc.constant("consent"), purpose: fc.constantFrom("reports", "appeals") }),
		fc.record({ fact: fc.constant("officer"), officerId: fc.constantFrom(null, ...officers) }),
	];
	return fc.tuple(fc.oneof(...facts), fc.boolean()).map(([fact, not]) => ({ ...fact, not }) as SegmentRule);
}

test("a count is what the rules say of every donor, whatever they are joined from", { timeout: 60_000 }, async () => {
	const perWorld = Number(process.env.SEGMENT_RUNS ?? 40);
	for (const world of worlds) {
		const scope = fc.constantFrom(null, ...world.hubIds);
		const rules = fc.record({
			match: fc.constantFrom<"all" | "any">("all", "any"),
			rules: fc.array(anyRule(world), { minLength: 1, maxLength: 4 }),
		});
		await fc.assert(
			fc.asyncProperty(scope, rules, async (hubId, asked) => {
				const counted = await countSegment(job, { institutionId: world.institutionId, hubId, rules: asked });
				expect(counted).toBe(expected(world, hubId, asked));
			}),
			{ numRuns: perWorld, seed: 20_261_122 },
		);
	}
});

test("without a rule a segment is everybody who is not forgotten", async () => {
	const [world] = worlds as [SmallWorld];
	const counted = await countSegment(job, { institutionId: world.institutionId, hubId: null, rules: EVERYBODY });
	expect(counted).toBe(world.donors.filter(({ erased }) => !erased).length);
});

test("one segment narrows donors, pledges and plans alike", async () => {
	const [world] = worlds as [SmallWorld];
	const hubId = world.hubIds[0] ?? "";
	const rules: SegmentRules = { match: "all", rules: [{ fact: "lang", not: false, lang: "ja" }] };
	const segment = { institutionId: world.institutionId, hubId, rules };
	const fits = (donorId: string) =>
		world.donors.some(
			({ id, lang, erased, hubIds }) => id === donorId && lang === "ja" && !erased && hubIds.includes(hubId),
		);
	const idsOf = (rows: readonly { id: string; donorId: string; hubId: string }[]) =>
		rows.filter((row) => row.hubId === hubId && fits(row.donorId)).map(({ id }) => id);
	const listed = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
	expect(listed((await listPledges(job, { segment })).pledges)).toEqual(idsOf(world.pledges).sort());
	expect(listed((await listPlans(job, { segment })).plans)).toEqual(idsOf(world.plans).sort());
	expect((await listDonors(job, { segment })).donors.every(({ id }) => fits(id))).toBe(true);
});

const refusal = (field: string, personKey: string) => ({ code: "segment_invalid", personKey, params: { field } });

test("a segment is kept, changed, listed and removed by an officer of its hub, and by nobody of another", async () => {
	const [world, other] = worlds as [SmallWorld, SmallWorld];
	const [hubId = "", secondHub = ""] = world.hubIds;
	const as = (id: string) =>
		contextFor({
			kind: "staff",
			userId: officers[0] ?? "",
			name: "泉 一",
			email: "",
			grants: [{ role: "officer", scope: { kind: "hub", hubId: id } }],
		});
	const officer = await as(hubId);
	const stranger = await as(other.hubIds[0] ?? "");
	const { institutionId } = world;
	const fund = (of: string) => world.funds.find((one) => one.hubId === of)?.id ?? "";
	const rules = (...list: SegmentRule[]): SegmentRules => ({ match: "all", rules: list });
	const keep = (ctx: Ctx, list: SegmentRules, name = "昨年度の寄附者") =>
		keepSegment(ctx, { institutionId, hubId, name, rules: list });

	const places = await listSegmentPlaces(officer);
	expect(places.map((place) => [place.hub?.id, place.institution.id])).toEqual([[hubId, institutionId]]);
	const { segmentId } = await keep(officer, rules({ fact: "gaveToFund", not: false, fundId: fund(hubId) }));
	await expect(keep(stranger, EVERYBODY)).rejects.toMatchObject({ code: "hub_not_found" });
	await expect(getSegment(stranger, segmentId)).rejects.toMatchObject({ status: 404 });
	await expect(keep(officer, EVERYBODY, " ")).rejects.toMatchObject(refusal("name", "fields.required"));
	// What another hub of the same institution receives is not asked for from here.
	for (const foreign of [fund(secondHub), other.funds[0]?.id ?? "", institutionId]) {
		const asked = rules({ fact: "lapsedLastYear", not: false }, { fact: "gaveToFund", not: false, fundId: foreign });
		await expect(keep(officer, asked)).rejects.toMatchObject(refusal("rule.1", "segments.unknown"));
	}
	const reversed = { fact: "totalYen", not: false, min: 9, max: 3, period: "ever", from: null, to: null } as const;
	await expect(keep(officer, rules(reversed))).rejects.toMatchObject(refusal("rule.0", "segments.bounds"));
	const nonsense = { match: "all", rules: [{ fact: "drop table", not: false }] } as unknown as SegmentRules;
	await expect(keep(officer, nonsense)).rejects.toMatchObject(refusal("rule.0", "segments.malformed"));

	await keepSegment(officer, { segmentId, institutionId, hubId, name: "新しい名前", rules: EVERYBODY });
	expect((await getSegment(officer, segmentId)).name).toBe("新しい名前");
	expect((await listSegments(officer, { hubId })).segments.map(({ id }) => id)).toEqual([segmentId]);
	const gone = rules({ fact: "gaveByCampaign", not: false, campaignId: institutionId });
	expect(await explainSegment(officer, { institutionId, hubId }, gone)).toEqual({ names: {}, gone: [0] });
	await database.prisma.$executeRaw`UPDATE segment SET definition = '{"rules": "?"}' WHERE id = ${segmentId}::uuid`;
	await expect(getSegment(officer, segmentId)).rejects.toMatchObject({ code: "segment_unreadable", status: 409 });
	expect((await listSegments(officer)).segments[0]?.rules).toBeNull();
	await removeSegment(officer, segmentId);
	expect((await listSegments(officer)).segments).toEqual([]);
});
