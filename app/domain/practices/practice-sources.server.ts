import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { queryRow, type Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { fiscalYearOf } from "../calendar/fiscal-year";
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
	return of.kind === "sufficiency_plan" ? readPlan(tx, ctx, of) : readLetter(tx, of);
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
