import { type Ctx, contextFor, jobContext } from "~/domain/access/ctx.server";
import type { Grant } from "~/domain/access/roles";
import { receiveExternalFund } from "~/domain/external-funds/receive-external-fund.server";
import { recordExternalFund } from "~/domain/external-funds/record-external-fund.server";
import { openFund } from "~/domain/funds/open-fund.server";
import type { Use } from "~/domain/ledger/kinds";
import { yen } from "~/domain/money/yen";
import { createOpportunity } from "~/domain/opportunities/create-opportunity.server";
import { createPledge } from "~/domain/pledges/create-pledge.server";
import { decidePlan } from "~/domain/sufficiency/decide-plan.server";
import { draftPlan } from "~/domain/sufficiency/draft-plan.server";
import { refreshOutlook } from "~/domain/sufficiency/refresh-outlook.server";
import { submitPlan } from "~/domain/sufficiency/submit-plan.server";
import { hubScope, institutionScope } from "./staff";
import type { TestWorld } from "./world";

export const million = (millions: number) => BigInt(millions) * 1_000_000n;

/** Somebody of staff without an account: enough for what asks rights only. */
export const staffWith = (name: string, grant: Grant): Promise<Ctx> =>
	contextFor({ kind: "staff", userId: name, name, email: `${name}@staff.example`, grants: [grant] });

/** The hub of docs/guides/coverage.md, as of 20 November 2026: what the guide says in words is made here of rows. */
export async function makeWorkedHub(world: TestWorld): Promise<{ hubId: string; ctx: Ctx }> {
	const ctx = await jobContext("factory");
	const nanolsi = await hubScope("nanolsi");
	const kanazawa = await institutionScope("kanazawa-u");
	const hubId = nanolsi.kind === "hub" ? nanolsi.hubId : "";
	const institutionId = kanazawa.kind === "institution" ? kanazawa.institutionId : "";
	await approvePlan(hubId, nanolsi);
	await recordFunds(ctx, { hubId, institutionId });
	await promise(ctx, world);
	await createOpportunity(ctx, {
		...{ hubId, institutionId, name: "泉財団による教授職の寄附", use: "core_posts", stage: "asked" },
		...{ amountYen: yen(million(50)), expectedOn: "2027-06-30", nextStep: "", nextStepOn: null, note: "" },
		...{ donorId: null, fundId: null, ownerId: null },
	});
	await refreshOutlook(ctx, hubId);
	return { hubId, ctx };
}

async function approvePlan(hubId: string, scope: Grant["scope"]): Promise<void> {
	const officer = await staffWith("plan-officer", { role: "officer", scope });
	const secretariat = await staffWith("plan-secretariat", { role: "secretariat", scope: { kind: "programme" } });
	const cost = (fiscalYear: number, use: Use, millions: number) => ({
		...{ fiscalYear, use, label: "" },
		amountYen: yen(million(millions)),
	});
	const { planId } = await draftPlan(officer, {
		...{ hubId, title: "自立化計画", firstFiscalYear: 2026, lastFiscalYear: 2028, targets: [] },
		costs: [
			cost(2026, "core_posts", 300),
			cost(2026, "research", 150),
			cost(2027, "core_posts", 400),
			cost(2027, "running", 120),
			cost(2027, "research", 100),
			cost(2027, "facility", 50),
			cost(2028, "core_posts", 400),
		].map((line) => ({ ...line, label: `${line.use} ${line.fiscalYear}` })),
	});
	await submitPlan(officer, { planId });
	await decidePlan(secretariat, { planId, approve: true });
}

async function recordFunds(ctx: Ctx, of: { hubId: string; institutionId: string }): Promise<void> {
	await recordExternalFund(ctx, {
		...of,
		...{ category: "host", hostKind: "posts", valuationBasis: "教授5名、准教授10名の人件費", use: "core_posts" },
		...{ title: "中核教員の配置", funder: "金沢大学", decidedOn: "2026-04-01", source: "staff" },
		years: [{ fiscalYear: 2027, plannedYen: million(250), decidedYen: million(250) }],
	});
	const { id: externalFundId } = await recordExternalFund(ctx, {
		...of,
		...{ category: "competitive", use: "research", title: "先端計測の共同拠点", funder: "泉科学財団" },
		...{ number: "IZ-2026-01", hubShareBasisPoints: 6000, decidedOn: "2026-04-10", source: "staff" },
		years: [
			{ fiscalYear: 2026, plannedYen: million(300), decidedYen: million(300), carriedOverYen: million(50) },
			{
				...{ fiscalYear: 2027, plannedYen: million(250), decidedYen: million(250) },
				...{ directYen: million(175), indirectYen: million(75) },
			},
		],
	});
	await receiveExternalFund(ctx, { externalFundId, receivedOn: "2026-06-15", amountYen: million(180) });
	await recordExternalFund(ctx, {
		...of,
		...{ category: "joint", use: "research", title: "計測装置の共同研究", funder: "株式会社渡邉製作所" },
		...{ decision: "pending", source: "staff" },
		years: [{ fiscalYear: 2027, plannedYen: million(40) }],
	});
}

async function promise(ctx: Ctx, world: TestWorld): Promise<void> {
	const gift = await world.give({ email: "pledger@example.jp", amountYen: "3000" });
	const { donorId, institutionId, hubId } = await world.gift(gift.giftId);
	const paper = {
		...{ donorId, status: "active" as const, source: "paper" as const, signedOn: "2026-05-01", signatory: "" },
		...{ conditions: "", note: "", respreadRule: "carry" as const, lang: "ja" as const },
	};
	const thirty = { amountYen: million(30) };
	await createPledge(ctx, {
		...{ ...paper, fundId: world.fundId, amountYen: million(90), startOn: "2026-12-31" },
		rule: { dates: ["2026-12-31", "2027-12-31", "2028-12-31"].map((dueOn) => ({ dueOn, ...thirty })) },
	});
	const talent = await openFund(ctx, {
		...{ slug: "nanolsi-talent", hubId: hubId ?? "", institutionId, receiptIssuerId: institutionId },
		...{ nameJa: "若手の研究", nameEn: "Young researchers", purposeJa: "若手の研究に使います。" },
		...{ purposeEn: "For young researchers.", use: "talent", taxTreatment: "designated", overheadBasisPoints: 0 },
		presetYen: [3000n, 10_000n, 30_000n],
	});
	// Nothing has come of it in the 143 days since it was due.
	await createPledge(ctx, {
		...{ ...paper, fundId: talent.id, amountYen: million(4), startOn: "2026-06-30" },
		rule: { dates: [{ dueOn: "2026-06-30", amountYen: million(4) }] },
	});
}
