import { defineStates } from "../states.ts";

/** 所見, 改善点 or advice: open until its hub answers, closed by who gave it. */
export const finding = defineStates("finding", {
	initial: ["open"],
	moves: { open: ["answered", "closed"], answered: ["open", "closed"], closed: [] },
});

export const FINDING_STATES = finding.all;
export type FindingState = (typeof FINDING_STATES)[number];

export const FINDING_KINDS = ["finding", "improvement", "advice"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export const EVALUATION_KINDS = ["self_evaluation", "site_visit", "follow_up", "interim", "final"] as const;
export type EvaluationKind = (typeof EVALUATION_KINDS)[number];

export const HUB_INDICATORS = [
	"foreign_researchers",
	"coauthorship",
	"principal_investigators",
	"young_researchers",
	"women_researchers",
] as const;
export type HubIndicator = (typeof HUB_INDICATORS)[number];
