import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { fiscalYearOf, jstDayString } from "../calendar/fiscal-year";
import type { CampaignGoalKind } from "../campaigns/campaign.status";
import type { ReportKind } from "../reports/report.status";
import type { StoryLevel } from "../stories/story.status";
import { listPlanActuals } from "../sufficiency/list-plan-actuals.server";
import { planYears } from "../sufficiency/plan";
import { linesOfPlan, PLAN_LINES } from "../sufficiency/plan-lines.server";
import type { PracticeContent, PracticeKind, PracticeResults } from "./practice.schema";

export type PracticeSource = { content: PracticeContent; results: PracticeResults };

/** A copy of what is offered and what came of it; null when the hub has no such thing that is finished. */
export async function readPracticeSource(
	tx: Tx,
	ctx: Ctx,
	of: { hubId: string; kind: PracticeKind; sourceId: string },
): Promise<PracticeSource | null> {
	switch (of.kind) {
		case "sufficiency_plan":
			return readPlan(tx, ctx, of);
		case "pledge_letter":
			return readLetter(tx, of);
		case "campaign":
			return readCampaign(tx, of);
		case "story":
			return readStory(tx, of);
		case "report":
			return readReport(tx, of);
	}
}

type Of = { hubId: string; sourceId: string };

async function readPlan(tx: Tx, ctx: Ctx, { hubId, sourceId }: Of): Promise<PracticeSource | null> {
	const row = await tx.sufficiencyPlan.findFirst({
		where: { id: sourceId, hubId, status: { in: ["approved", "superseded"] } },
		include: PLAN_LINES,
	});
	if (!row) return null;
	const plan = linesOfPlan(row);
	const { firstFiscalYear, lastFiscalYear } = plan;
	const ended = planYears(plan).filter(({ fiscalYear }) => fiscalYear < fiscalYearOf(ctx.now));
	const actuals = await listPlanActuals(ctx, { hubId, firstFiscalYear, lastFiscalYear });
	return {
		content: {
			kind: "sufficiency_plan",
			...{ firstFiscalYear, lastFiscalYear },
			costs: plan.costs.map((line) => ({ ...line, amountYen: line.amountYen.toString() })),
			targets: plan.targets.map((line) => ({ ...line, amountYen: line.amountYen.toString() })),
		},
		results: {
			kind: "sufficiency_plan",
			years: ended.map(({ fiscalYear, targetYen }) => ({
				fiscalYear,
				targetYen: targetYen.toString(),
				actualYen: actuals
					.filter((actual) => actual.fiscalYear === fiscalYear)
					.reduce((sum, { yen }) => sum + yen, 0n)
					.toString(),
			})),
		},
	};
}

const pledgeSums = z.object({ pledges: z.bigint(), promisedYen: z.bigint(), paidYen: z.bigint() });

async function readLetter(tx: Tx, { hubId, sourceId }: Of): Promise<PracticeSource | null> {
	const letter = await tx.pledgeLetter.findFirst({ where: { id: sourceId, hubId, status: "ready" } });
	if (!letter) return null;
	const { titleJa, titleEn, bodyJa, bodyEn } = letter;
	const sums = await queryRow(
		tx,
		pledgeSums,
		Prisma.sql`
		SELECT count(*)::bigint AS "pledges", coalesce(sum(amount_yen), 0)::bigint AS "promisedYen",
			coalesce(sum(paid_yen), 0)::bigint AS "paidYen"
		FROM pledge
		WHERE hub_id = ${hubId}::uuid AND status NOT IN ('draft', 'cancelled') AND created_at >= ${letter.createdAt}`,
	);
	return {
		content: { kind: "pledge_letter", titleJa, titleEn, bodyJa, bodyEn },
		results: {
			kind: "pledge_letter",
			pledges: Number(sums.pledges),
			promisedYen: sums.promisedYen.toString(),
			paidYen: sums.paidYen.toString(),
		},
	};
}

async function readCampaign(tx: Tx, { hubId, sourceId }: Of): Promise<PracticeSource | null> {
	const row = await tx.campaign.findFirst({
		where: { id: sourceId, hubId, status: { in: ["published", "withdrawn"] } },
	});
	if (!row) return null;
	const { titleJa, titleEn, summaryJa, summaryEn, goalKind, goalAmount } = row;
	return {
		content: {
			kind: "campaign",
			...{ titleJa, titleEn, summaryJa, summaryEn },
			storyJa: withoutPictures(row.storyJa),
			storyEn: withoutPictures(row.storyEn),
			goalKind: goalKind as CampaignGoalKind,
			goalAmount: goalAmount.toString(),
			days: Math.round((row.endsOn.getTime() - row.startsOn.getTime()) / 86_400_000) + 1,
		},
		results: { kind: "campaign", outcome: await readOutcome(tx, { kind: "campaign", subjectId: sourceId }) },
	};
}

async function readStory(tx: Tx, { hubId, sourceId }: Of): Promise<PracticeSource | null> {
	const row = await tx.story.findFirst({ where: { id: sourceId, hubId, status: "published" } });
	if (!row?.publishedAt) return null;
	const { titleJa, titleEn, leadJa, leadEn } = row;
	return {
		content: {
			kind: "story",
			...{ titleJa, titleEn, leadJa, leadEn },
			bodyJa: withoutPictures(row.bodyJa),
			bodyEn: withoutPictures(row.bodyEn),
			level: row.level as StoryLevel,
		},
		results: { kind: "story", publishedOn: jstDayString(row.publishedAt) },
	};
}

async function readReport(tx: Tx, { hubId, sourceId }: Of): Promise<PracticeSource | null> {
	const row = await tx.report.findFirst({ where: { id: sourceId, hubId, status: "sent" } });
	if (!row) return null;
	return {
		content: {
			kind: "report",
			reportKind: row.kind as ReportKind,
			titleJa: row.titleJa,
			titleEn: row.titleEn,
			blocks: z.array(z.record(z.string(), z.json())).parse(withoutOwnRows(row.blocks)),
		},
		results: { kind: "report", outcome: await readOutcome(tx, { kind: "report", subjectId: sourceId }) },
	};
}

/** A hub's pictures are its own. */
const withoutPictures = (markdown: string) => markdown.replace(/!\[[^\]]*\]\(image:[^)]*\)\s*/g, "");

/** What names rows of the hub is chosen anew by who takes it; words stay, their pictures do not. */
function withoutOwnRows(value: unknown, key = ""): unknown {
	if (Array.isArray(value)) return key === "fundIds" ? [] : value.map((one) => withoutOwnRows(one));
	if (typeof value === "object" && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutOwnRows(one, name)]));
	}
	if (key === "imageId" || key === "storyId") return "";
	if (typeof value !== "string") return value;
	return /^(?:fund|campaign):[0-9a-f-]{36}$/.test(value) ? "hub" : withoutPictures(value);
}

async function readOutcome(tx: Tx, of: { kind: "campaign" | "report"; subjectId: string }) {
	const row = await tx.outcome.findUnique({ where: { kind_subjectId: of } });
	if (!row) return null;
	return {
		...{ sent: row.sentCount, gifts: row.giftCount, donors: row.donorCount },
		...{ keptYen: row.keptYen.toString(), again: row.againCount, againRipe: row.againRipeCount },
		costYen: row.costYen.toString(),
	};
}
