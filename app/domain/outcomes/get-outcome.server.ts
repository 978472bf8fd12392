import { notFound } from "~/platform/errors";
import { authorize, isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listOutcomes, type OutcomeRow, spreadOfOthers } from "./list-outcomes.server";
import { OUTCOME_KINDS, type OutcomeKind, type RateName, type Spread } from "./outcome";
import { refreshOutcome } from "./refresh-outcomes.server";

/** Own earlier ones that stand beside it. */
const PAST_SHOWN = 6;

/**
 * What came of one ask when it was counted last (each hour, or when somebody asks for it), with the hub's own earlier ones and the spread of other hubs.
 * @returns outcome null before it was sent or began, and until it is counted
 * @throws AppError outcome_not_found
 */
export async function getOutcome(
	ctx: Ctx,
	of: { kind: string; subjectId: string },
): Promise<{
	kind: OutcomeKind;
	outcome: OutcomeRow | null;
	past: OutcomeRow[];
	spread: Record<RateName, Spread | null>;
}> {
	const kind = await seenKind(ctx, of);
	const [outcome] = (await listOutcomes(ctx, { kind, subjectId: of.subjectId, limit: 1 })).outcomes;
	const hubId = outcome?.hubId ?? null;
	const [{ outcomes: past }, spread] = await Promise.all([
		!outcome || hubId === null
			? { outcomes: [] }
			: listOutcomes(ctx, { kind, hubId, beforeDay: outcome.startedOn, limit: PAST_SHOWN }),
		spreadOfOthers(ctx, { kind, hubId }),
	]);
	return { kind, outcome: outcome ?? null, past, spread };
}

/** Counts one ask anew at once. @throws AppError outcome_not_found */
export async function countOutcome(ctx: Ctx, of: { kind: string; subjectId: string }): Promise<void> {
	const kind = await seenKind(ctx, of);
	await refreshOutcome(ctx, { kind, subjectId: of.subjectId });
}

async function seenKind(ctx: Ctx, of: { kind: string; subjectId: string }): Promise<OutcomeKind> {
	const kind = OUTCOME_KINDS.find((one) => one === of.kind);
	await authorize(ctx, "read", "Outcome");
	if (kind && isUuid(of.subjectId) && (await maySee(ctx, kind, of.subjectId))) return kind;
	throw notFound("outcome", `${of.kind} ${of.subjectId}`.slice(0, 80));
}

async function maySee(ctx: Ctx, kind: OutcomeKind, id: string): Promise<boolean> {
	const where = { where: { id }, select: { id: true } };
	if (kind === "campaign") return (await ctx.db.campaign.findUnique(where)) !== null;
	if (kind === "appeal") return (await ctx.db.appeal.findUnique(where)) !== null;
	return (await ctx.db.report.findUnique(where)) !== null;
}
