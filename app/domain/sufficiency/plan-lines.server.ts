import { z } from "zod";
import type { Prisma } from "~/platform/db/client.server";
import { USES } from "../ledger/kinds";
import { yen } from "../money/yen";
import { type PlanLines, TARGET_CATEGORIES } from "./plan";

/** A plan's lines in the order in which they are read. */
export const PLAN_LINES = {
	costs: { orderBy: [{ sortOrder: "asc" as const }, { fiscalYear: "asc" as const }, { id: "asc" as const }] },
	targets: { orderBy: [{ fiscalYear: "asc" as const }, { category: "asc" as const }] },
} satisfies Prisma.SufficiencyPlanInclude;

type Row = {
	firstFiscalYear: number;
	lastFiscalYear: number;
	costs: { fiscalYear: number; use: string; label: string; amountYen: bigint }[];
	targets: { fiscalYear: number; category: string; amountYen: bigint }[];
};

const use = z.enum(USES);
const category = z.enum(TARGET_CATEGORIES);

export function linesOfPlan({ firstFiscalYear, lastFiscalYear, costs, targets }: Row): PlanLines {
	return {
		firstFiscalYear,
		lastFiscalYear,
		costs: costs.map((line) => ({
			fiscalYear: line.fiscalYear,
			use: use.parse(line.use),
			label: line.label,
			amountYen: yen(line.amountYen),
		})),
		targets: targets.map((line) => ({
			fiscalYear: line.fiscalYear,
			category: category.parse(line.category),
			amountYen: yen(line.amountYen),
		})),
	};
}
