import { randomInt } from "node:crypto";
import type { Tx } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { jstDayString, toDay } from "../calendar/fiscal-year";
import { createCampaign } from "../campaigns/create-campaign.server";
import { yen } from "../money/yen";
import { adoptPledgeLetter } from "../pledges/adopt-pledge-letter.server";
import { createReport } from "../reports/create-report.server";
import { createStory } from "../stories/write-story.server";
import { draftPlan } from "../sufficiency/draft-plan.server";
import type { PracticeContent } from "./practice.schema";

type Of<K extends PracticeContent["kind"]> = {
	hubId: string;
	practiceId: string;
	title: string;
	content: Extract<PracticeContent, { kind: K }>;
};

/**
 * Another hub's practice as a draft of one's own. @returns the draft's id
 * @throws AppError practice_no_fund (400), as the noun's own drafts
 */
export async function draftOfPractice(
	tx: Tx,
	ctx: Ctx,
	{ content, ...of }: Of<PracticeContent["kind"]>,
): Promise<string> {
	switch (content.kind) {
		case "pledge_letter":
			return adoptPledgeLetter(tx, ctx, { hubId: of.hubId, fromPracticeId: of.practiceId, letter: content });
		case "sufficiency_plan":
			return planOf(ctx, { ...of, content });
		case "campaign":
			return campaignOf(tx, ctx, { ...of, content });
		case "story":
			return storyOf(ctx, { ...of, content });
		case "report":
			return reportOf(tx, ctx, { ...of, content });
	}
}

async function planOf(ctx: Ctx, { hubId, practiceId, title, content }: Of<"sufficiency_plan">): Promise<string> {
	const { firstFiscalYear, lastFiscalYear } = content;
	const inYen = <L extends { amountYen: string }>(line: L) => ({ ...line, amountYen: yen(BigInt(line.amountYen)) });
	const { planId } = await draftPlan(ctx, {
		...{ hubId, title: [...title].slice(0, 100).join(""), firstFiscalYear, lastFiscalYear },
		costs: content.costs.map(inYen),
		targets: content.targets.map(inYen),
		fromPracticeId: practiceId,
	});
	return planId;
}

/** As long as it ran, from today, for the hub's first open fund: all of it can be changed before it is reviewed. */
async function campaignOf(tx: Tx, ctx: Ctx, { hubId, practiceId, content }: Of<"campaign">): Promise<string> {
	const { kind: _, days, ...words } = content;
	const fund = await tx.fund.findFirst({
		where: { hubId, status: "open" },
		orderBy: [{ sortOrder: "asc" }, { slug: "asc" }],
		select: { id: true },
	});
	if (!fund) {
		throw invalid("practice_no_fund", `hub ${hubId} has no open fund`, { personKey: "practices.noFund" });
	}
	const startsOn = jstDayString(ctx.now);
	const { campaignId } = await createCampaign(ctx, {
		hubId,
		practiceId,
		fields: {
			...words,
			slug: freeWord("campaign"),
			imageId: "",
			startsOn,
			endsOn: toDay(startsOn)
				.add({ days: days - 1 })
				.toString(),
			fundIds: [fund.id],
			offers: [],
		},
	});
	return campaignId;
}

async function storyOf(ctx: Ctx, { hubId, practiceId, content }: Of<"story">): Promise<string> {
	const { kind: _, ...words } = content;
	const { storyId } = await createStory(ctx, {
		hubId,
		practiceId,
		fields: {
			...words,
			...{ slug: freeWord("story"), authorsJa: "", authorsEn: "", campaignId: null, fundId: null },
			sources: [],
		},
		image: { imageId: "", file: null, altJa: "", altEn: "", creditJa: "", creditEn: "" },
	});
	return storyId;
}

/** Of the last whole fiscal year, at the hub's first host. */
async function reportOf(tx: Tx, ctx: Ctx, { hubId, practiceId, content }: Of<"report">): Promise<string> {
	const host = await tx.hubHost.findFirst({ where: { hubId }, orderBy: { isPrimary: "desc" } });
	if (!host) throw invalid("practice_no_fund", `hub ${hubId} has no host`, { personKey: "practices.noFund" });
	const year = toDay(jstDayString(ctx.now)).subtract({ months: 3 }).year;
	const { reportId } = await createReport(ctx, {
		...{ hubId, institutionId: host.institutionId, practiceId, kind: content.reportKind, blocks: content.blocks },
		...{ titleJa: content.titleJa, titleEn: content.titleEn, from: `${year - 1}-04-01`, to: `${year}-03-31` },
	});
	return reportId;
}

/** An address until its writer gives it a better one. */
const freeWord = (word: string) =>
	`${word}-${Array.from({ length: 8 }, () => "abcdefghjkmnpqrstuvwxyz23456789"[randomInt(31)]).join("")}`;
