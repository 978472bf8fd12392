import { type Ctx, contextFor } from "~/domain/access/ctx.server";
import type { Grant } from "~/domain/access/roles";
import { fiscalYearOf, jstDay } from "~/domain/calendar/fiscal-year";
import { yen } from "~/domain/money/yen";
import { createOpportunity, type NewOpportunity } from "~/domain/opportunities/create-opportunity.server";
import { moveOpportunity } from "~/domain/opportunities/move-opportunity.server";
import { changePlan } from "~/domain/sufficiency/change-plan.server";
import { decidePlan } from "~/domain/sufficiency/decide-plan.server";
import { draftPlan } from "~/domain/sufficiency/draft-plan.server";
import type { PlanFields } from "~/domain/sufficiency/plan.schema";
import { submitPlan } from "~/domain/sufficiency/submit-plan.server";
import { getPrisma } from "~/platform/db/client.server";

type Hub = { id: string; slug: string; abbreviation: string; endsIn: number; institutionId: string };

/** Cost lines of an invented centre in millions of yen a year, before its hub's own size. */
const COSTS = [
	{ use: "core_posts", label: "中核教員・主任研究者の人件費", million: 300 },
	{ use: "core_posts", label: "研究支援者・URAの人件費", million: 90 },
	{ use: "running", label: "事務・運営費", million: 110 },
	{ use: "running", label: "光熱水費・情報基盤", million: 70 },
	{ use: "research", label: "融合研究の立ち上げ支援", million: 60 },
	{ use: "facility", label: "共用装置の維持・更新", million: 130 },
	{ use: "talent", label: "若手研究者の雇用", million: 120 },
	{ use: "talent", label: "大学院生・博士研究員の支援", million: 60 },
	{ use: "outreach", label: "国際シンポジウム・アウトリーチ", million: 20 },
] as const;
/** How the targets of a year are made up, in percent. */
const SOURCES = [
	{ category: "competitive", percent: 40 },
	{ category: "host", percent: 20 },
	{ category: "commissioned", percent: 12 },
	{ category: "joint", percent: 10 },
	{ category: "gift", percent: 8 },
	{ category: "subsidy", percent: 5 },
	{ category: "fund_income", percent: 3 },
	{ category: "ip", percent: 2 },
] as const;
const MILLION = 1_000_000n;
/** Those whose support ends first have more than one version. */
const SOONEST = ["ircn", "nanolsi"];

/** Invented plans of every hub, approved by a second person, and a few opportunities. */
export async function seedDemoSufficiency(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	const rows = await prisma.hub.findMany({ include: { supportPeriods: true, hosts: true }, orderBy: { slug: "asc" } });
	const secretariat = await staffOf(ctx, "secretariat@izumi.example", "secretariat", { kind: "programme" });
	for (const [index, row] of rows.entries()) {
		const institutionId = row.hosts.find(({ isPrimary }) => isPrimary)?.institutionId;
		if (institutionId === undefined || (await prisma.sufficiencyPlan.count({ where: { hubId: row.id } })) > 0) continue;
		const endsIn = Math.max(row.adoptedFiscalYear, ...row.supportPeriods.map(({ lastFiscalYear }) => lastFiscalYear));
		await seedPlans(ctx, { ...row, endsIn, institutionId }, index, secretariat);
	}
	await seedOpportunities(ctx);
}

async function staffOf(ctx: Ctx, email: string, role: Grant["role"], scope: Grant["scope"]): Promise<Ctx | null> {
	const user = await (await getPrisma()).user.findUnique({ where: { email } });
	if (!user) return null;
	const { id: userId, name } = user;
	return { ...(await contextFor({ kind: "staff", userId, name, email, grants: [{ role, scope }] })), now: ctx.now };
}

const at = (ctx: Ctx, moment: string): Ctx => ({ ...ctx, now: new Date(moment) });

async function seedPlans(ctx: Ctx, hub: Hub, index: number, secretariat: Ctx | null): Promise<void> {
	const thisYear = fiscalYearOf(ctx.now);
	const writer = (await staffOf(ctx, `officer@${hub.slug}.example`, "officer", { kind: "hub", hubId: hub.id })) ?? ctx;
	if (secretariat === null) return;
	const first = planOf(hub, index, thisYear - 2, 100n);
	const approve = async (planId: string, year: number) => {
		await submitPlan(at(writer, `${year}-10-15T02:00:00Z`), { planId });
		await decidePlan(at(secretariat, `${year}-11-20T06:00:00Z`), { planId, approve: true });
	};
	const begun = at(writer, `${thisYear - 2}-09-10T02:00:00Z`);
	const { planId } = await draftPlan(begun, { hubId: hub.id, ...first });
	await approve(planId, thisYear - 2);
	if (!SOONEST.includes(hub.slug)) return;
	const copied = { hubId: hub.id, copyFrom: planId };
	const revisedOn = at(writer, `${thisYear - 1}-09-12T02:00:00Z`);
	const second = await draftPlan(revisedOn, { ...copied, title: `${hub.abbreviation} 自立化計画（改訂）` });
	const revised = planOf(hub, index, thisYear - 2, 104n);
	await changePlan(revisedOn, {
		planId: second.planId,
		fields: { ...revised, title: `${hub.abbreviation} 自立化計画（改訂）` },
	});
	await approve(second.planId, thisYear - 1);
	const third = await draftPlan(writer, { ...copied, title: `${hub.abbreviation} 自立化計画（支援終了後の見直し案）` });
	const saved = planOf(hub, index, thisYear - 2, 97n);
	const title = `${hub.abbreviation} 自立化計画（支援終了後の見直し案）`;
	await changePlan(writer, { planId: third.planId, fields: { ...saved, title } });
	if (hub.slug === "nanolsi") await submitPlan(writer, { planId: third.planId });
}

/** Ten years of a centre of this hub's size; leaner once support has ended, with targets that reach the cost by then. */
function planOf(hub: Hub, index: number, firstFiscalYear: number, percent: bigint): PlanFields {
	const lastFiscalYear = firstFiscalYear + 9;
	const size = BigInt(78 + ((index * 37) % 48));
	const costs: PlanFields["costs"] = [];
	const targets: PlanFields["targets"] = [];
	for (let fiscalYear = firstFiscalYear; fiscalYear <= lastFiscalYear; fiscalYear += 1) {
		const grown = 1000n + 12n * BigInt(fiscalYear - firstFiscalYear);
		const after = fiscalYear > hub.endsIn ? 90n : 100n;
		const lines = COSTS.map(({ use, label, million }) => ({
			fiscalYear,
			use,
			label,
			amountYen: yen(((BigInt(million) * size * grown * after * percent) / 1_000_000_000n) * MILLION),
		}));
		costs.push(...lines);
		const needed = lines.reduce((sum, { amountYen }) => sum + amountYen, 0n);
		const yearsLeft = BigInt(Math.max(0, Math.min(8, hub.endsIn + 1 - fiscalYear)));
		const reached = (needed * (100n - 7n * yearsLeft)) / 100n;
		targets.push(
			...SOURCES.map((source) => ({
				fiscalYear,
				category: source.category,
				amountYen: yen(((reached * BigInt(source.percent)) / 100n / MILLION) * MILLION),
			})),
		);
	}
	return {
		title: `${hub.abbreviation} 自立化計画`,
		note: "見本の計画です。金額はすべて架空です。",
		firstFiscalYear,
		lastFiscalYear,
		// By line, so that the years of one line stand together.
		costs: COSTS.flatMap(({ label }) => costs.filter((cost) => cost.label === label)),
		targets,
	};
}

type Hoped = Omit<NewOpportunity, "hubId" | "institutionId" | "expectedOn" | "nextStepOn"> & {
	hub: string;
	inDays: number;
	stepInDays: number | null;
	lost?: string;
};
const HOPED: readonly Hoped[] = [
	{
		hub: "nanolsi",
		name: "白山メモリアル財団 若手枠",
		use: "talent",
		amountYen: yen(30_000_000),
		stage: "negotiating",
		inDays: 80,
		nextStep: "理事会の日程を確認する",
		stepInDays: -3,
	},
	{
		hub: "nanolsi",
		name: "株式会社兼六テクノロジー 冠講座",
		use: "core_posts",
		amountYen: yen(120_000_000),
		stage: "asked",
		inDays: 200,
		nextStep: "提案書を届ける",
		stepInDays: 6,
	},
	{
		hub: "nanolsi",
		name: "卒業生有志の装置更新",
		use: "facility",
		amountYen: yen(15_000_000),
		stage: "cultivating",
		inDays: 320,
		nextStep: "見学会に招く",
		stepInDays: 20,
	},
	{
		hub: "ircn",
		name: "本郷こころの財団 研究助成",
		use: "research",
		amountYen: yen(50_000_000),
		stage: "asked",
		inDays: 110,
		nextStep: "面談の記録を送る",
		stepInDays: -1,
	},
	{
		hub: "ircn",
		name: "匿名の篤志家 奨学金",
		use: "talent",
		amountYen: yen(20_000_000),
		stage: "identified",
		inDays: 400,
		nextStep: "紹介者に相談する",
		stepInDays: 14,
	},
	{
		hub: "iiis",
		name: "株式会社つくば寝具 共同広報",
		use: "outreach",
		amountYen: yen(8_000_000),
		stage: "cultivating",
		inDays: 150,
		nextStep: "",
		stepInDays: null,
		lost: "先方の方針変更により見送り",
	},
];

async function seedOpportunities(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	if ((await prisma.opportunity.count()) > 0) return;
	const day = (inDays: number) => jstDay(ctx.now).add({ days: inDays }).toString();
	for (const { hub: slug, inDays, stepInDays, lost, ...hoped } of HOPED) {
		const hub = await prisma.hub.findUnique({ where: { slug }, include: { hosts: { where: { isPrimary: true } } } });
		const institutionId = hub?.hosts[0]?.institutionId;
		if (!hub || institutionId === undefined) continue;
		const officer = await prisma.user.findUnique({ where: { email: `officer@${slug}.example` } });
		const { opportunityId } = await createOpportunity(ctx, {
			...hoped,
			hubId: hub.id,
			institutionId,
			ownerId: officer?.id ?? null,
			expectedOn: day(inDays),
			nextStepOn: stepInDays === null ? null : day(stepInDays),
		});
		if (lost) await moveOpportunity(ctx, { opportunityId, stage: "lost", lostReason: lost });
	}
}
