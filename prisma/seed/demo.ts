import { ensureDemoApiToken } from "~/domain/access/create-api-token.server";
import { createStaff } from "~/domain/access/create-staff.server";
import type { Ctx } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { equalShares } from "~/domain/funds/allocation.schema";
import { openFund } from "~/domain/funds/open-fund.server";
import { publishCoverage } from "~/domain/hubs/publish-coverage.server";
import { publishGiftGoal } from "~/domain/hubs/publish-gift-goal.server";
import { yen } from "~/domain/money/yen";
import { refreshOutcomes } from "~/domain/outcomes/refresh-outcomes.server";
import { refreshOutlook } from "~/domain/sufficiency/refresh-outlook.server";
import { getPrisma } from "~/platform/db/client.server";
import { env } from "~/platform/env.server";
import { seedDemoAppeals } from "./demo-appeals";
import { seedDemoCampaigns, tallyDemoCampaigns } from "./demo-campaigns";
import { seedDemoExternalFunds, seedDemoGiftSpending } from "./demo-external-funds";
import { seedFollowUp } from "./demo-follow-up";
import { DEMO_WEIGHTS } from "./demo-gifts";
import { seedDemoHistory } from "./demo-history";
import { seedDemoImports } from "./demo-imports";
import { demoLogins } from "./demo-logins";
import { seedDemoMailCare } from "./demo-mail-care";
import { seedDemoMailings } from "./demo-mailings";
import { seedDemoPledgeLetters } from "./demo-pledge-letters";
import { seedDemoPledges } from "./demo-pledges";
import { seedDemoReports } from "./demo-reports";
import { seedDemoSnapshots } from "./demo-snapshots";
import { seedDemoStories } from "./demo-stories";
import { seedDemoSufficiency } from "./demo-sufficiency";

type HubRow = { id: string; slug: string; abbreviation: string; hosts: HostRow[] };
type HostRow = { isPrimary: boolean; institution: { id: string; slug: string; legalForm: string } };

/** Everything of the demo that is invented, after the programme's real facts: staff, funds, goals, other money, gifts. */
export async function seedDemo(ctx: Ctx, say: (line: string) => void): Promise<void> {
	const prisma = await getPrisma();
	const hubs = await prisma.hub.findMany({
		include: { hosts: { include: { institution: true } } },
		orderBy: { slug: "asc" },
	});
	await seedStaff(ctx);
	if (env.DEMO_API_TOKEN) await ensureDemoApiToken(ctx, env.DEMO_API_TOKEN);
	for (const [index, hub] of hubs.entries()) {
		await seedFunds(ctx, hub);
		await seedGoals(ctx, hub, index);
	}
	await seedProgrammeFund(ctx, hubs);
	await seedDemoExternalFunds(ctx, hubs);
	say("  staff, funds, goals and external funds are there");
	await seedDemoCampaigns(ctx);
	if (env.stripeSandbox) await seedDemoHistory(say);
	else say("  no gifts are invented: they need the bundled Stripe sandbox, and a Stripe key is set");
	await tallyDemoCampaigns(ctx);
	await seedDemoGiftSpending(ctx);
	await seedDemoSufficiency(ctx);
	await seedDemoPledges(ctx);
	await seedDemoPledgeLetters(ctx);
	say("  pledges are there");
	await seedDemoImports(ctx);
	await seedFollowUp(ctx);
	await seedDemoStories(ctx);
	// A snapshot holds the coverage of every hub; a running installation has a job for it.
	for (const hub of hubs) await refreshOutlook(ctx, hub.id);
	await publishCoverages(ctx, hubs);
	// After all money: it closes a fiscal year.
	await seedDemoSnapshots(ctx);
	say("  a year is closed, and snapshots are there");
	await seedDemoMailCare(ctx);
	await seedDemoAppeals(ctx);
	await seedDemoReports(ctx);
	await seedDemoMailings(ctx);
	await refreshOutcomes(ctx);
}

/** What hubs show of their way to standing alone; the others show nothing, as a hub does until it decides. */
async function publishCoverages(ctx: Ctx, hubs: readonly HubRow[]): Promise<void> {
	for (const [slug, level] of [
		["nanolsi", "sources"],
		["ircn", "ratio"],
	] as const) {
		const hub = hubs.find((one) => one.slug === slug);
		if (hub) await publishCoverage(ctx, { hubId: hub.id, level });
	}
}

async function seedStaff(ctx: Ctx): Promise<void> {
	const prisma = await getPrisma();
	for (const { email, password, name, grant } of demoLogins) {
		await createStaff(ctx, { name, email, password, grants: [{ role: grant.role, scope: await scopeOf() }] });

		async function scopeOf() {
			if (grant.scope === "programme") return { kind: "programme" as const };
			const where = { slug: grant.slug };
			if (grant.scope === "hub") {
				return { kind: "hub" as const, hubId: (await prisma.hub.findUniqueOrThrow({ where })).id };
			}
			return {
				kind: "institution" as const,
				institutionId: (await prisma.institution.findUniqueOrThrow({ where })).id,
			};
		}
	}
}

const DESIGNATED_FORMS = ["national_university_corporation", "inter_university_research_institute_corporation"];

async function seedFunds(ctx: Ctx, hub: HubRow): Promise<void> {
	for (const { institution, isPrimary } of hub.hosts) {
		const common = {
			hubId: hub.id,
			institutionId: institution.id,
			receiptIssuerId: institution.id,
			taxTreatment: DESIGNATED_FORMS.includes(institution.legalForm)
				? ("designated" as const)
				: ("special_public_interest" as const),
			presetYen: [3_000n, 10_000n, 30_000n, 100_000n],
		};
		const suffix = hub.hosts.length > 1 && !isPrimary ? `-${institution.slug}` : "";
		await openFund(ctx, {
			...common,
			slug: `${hub.slug}-general${suffix}`,
			nameJa: "拠点の活動全般",
			nameEn: "Where it is needed most",
			purposeJa: `${hub.abbreviation} の研究と運営のうち、いま最も必要とされるところに使います。`,
			purposeEn: `For what ${hub.abbreviation} needs most in its research and its running.`,
			use: "running",
			sortOrder: isPrimary ? 1 : 4,
		});
		if (!isPrimary) continue;
		await openFund(ctx, {
			...common,
			slug: `${hub.slug}-young`,
			nameJa: "若手研究者の雇用と挑戦",
			nameEn: "Young researchers",
			purposeJa: "若い研究者の雇用と、芽が出るまで時間のかかる研究への挑戦を支えます。",
			purposeEn: "Posts for young researchers, and time for work that takes years to show.",
			use: "talent",
			sortOrder: 2,
		});
		await openFund(ctx, {
			...common,
			slug: `${hub.slug}-outreach`,
			nameJa: "次の世代に科学を伝える",
			nameEn: "Science for the next generation",
			purposeJa: "中学校や高校での授業、一般公開、やさしい言葉での発信に使います。",
			purposeEn: "Lessons at schools, open days, and telling of science in plain words.",
			use: "outreach",
			sortOrder: 3,
		});
	}
}

/** WPI as a whole: in the demo the University of Tokyo stands as its legal recipient, and every hub has the same part. */
async function seedProgrammeFund(ctx: Ctx, hubs: HubRow[]): Promise<void> {
	const institution = hubs
		.flatMap(({ hosts }) => hosts)
		.find((host) => host.institution.slug === "u-tokyo")?.institution;
	if (!institution) return;
	await openFund(ctx, {
		slug: "wpi-whole",
		hubId: null,
		institutionId: institution.id,
		receiptIssuerId: institution.id,
		taxTreatment: "designated",
		nameJa: "WPIの挑戦を支える基金（見本）",
		nameEn: "Fund for WPI as a whole (specimen)",
		purposeJa: "すべての拠点の、まだ誰も知らない問いへの挑戦を支えます。",
		purposeEn: "For every hub's work on what nobody knows yet.",
		use: "research",
		presetYen: [3_000n, 10_000n, 30_000n, 100_000n],
		allocationRuleJa:
			"毎年度末までにお預かりした寄附を、翌年度の初めに、次の割合で各拠点に配分します。配分の結果は毎年公開します。",
		allocationRuleEn:
			"What is received by the end of a fiscal year is shared at the beginning of the next in the parts below. The outcome is published every year.",
		shares: equalShares(hubs.map(({ abbreviation }) => abbreviation)),
	});
}

/** Invented goals, in step with what the demo's donors give; a real hub publishes its own. */
const GOALS_YEN = [300_000, 500_000, 350_000, 600_000, 400_000];

async function seedGoals(ctx: Ctx, hub: HubRow, index: number): Promise<void> {
	const goal = (GOALS_YEN[index % GOALS_YEN.length] ?? 400_000) * (DEMO_WEIGHTS[hub.slug] ?? 1);
	const now = fiscalYearOf(ctx.now);
	await publishGiftGoal(ctx, { hubId: hub.id, fiscalYear: now - 1, goalYen: yen(goal) });
	await publishGiftGoal(ctx, { hubId: hub.id, fiscalYear: now, goalYen: yen(goal) });
}
