import { toJsonNumber, yen } from "~/domain/money/yen";
import type { SufficiencyPlanRow } from "~/domain/sufficiency/list-sufficiency-plans.server";
import { type PlanLines, planYears, type SufficiencyPlan } from "~/domain/sufficiency/plan";

const iso = (moment: Date | null) => moment?.toISOString() ?? null;

export function planRowAnswer(plan: SufficiencyPlanRow) {
	const { id, hub, version, title, status, firstFiscalYear, lastFiscalYear } = plan;
	return {
		id,
		hub,
		version,
		title,
		status,
		firstFiscalYear,
		lastFiscalYear,
		neededYen: toJsonNumber(plan.neededYen),
		...timesOf(plan),
	};
}

export function planAnswer(plan: SufficiencyPlan & { hub: { slug: string } }) {
	const { id, version, status, decisionNote } = plan;
	return {
		...draftAnswer({ id, hub: plan.hub.slug, version, status, fields: plan }),
		...timesOf(plan),
		decisionNote,
		years: planYears(plan).map(({ fiscalYear, neededYen, targetYen }) => ({
			fiscalYear,
			neededYen: toJsonNumber(neededYen),
			targetYen: toJsonNumber(targetYen),
		})),
	};
}

/** A plan by its lines, as whoever has just drafted it is answered. */
export function draftAnswer(given: {
	id: string;
	hub: string;
	version: number;
	status: string;
	fields: PlanLines & { title: string; note: string };
}) {
	const { fields, ...head } = given;
	const { title, note, firstFiscalYear, lastFiscalYear, costs, targets } = fields;
	return {
		...head,
		title,
		note,
		firstFiscalYear,
		lastFiscalYear,
		neededYen: toJsonNumber(yen(costs.reduce((sum, { amountYen }) => sum + amountYen, 0n))),
		costs: costs.map((line) => ({ ...line, amountYen: toJsonNumber(line.amountYen) })),
		targets: targets.map((line) => ({ ...line, amountYen: toJsonNumber(line.amountYen) })),
	};
}

type Times = Pick<SufficiencyPlan, "createdAt" | "submittedAt" | "approvedAt" | "supersededAt">;

function timesOf({ createdAt, submittedAt, approvedAt, supersededAt }: Times) {
	return {
		createdAt: createdAt.toISOString(),
		submittedAt: iso(submittedAt),
		approvedAt: iso(approvedAt),
		supersededAt: iso(supersededAt),
	};
}
