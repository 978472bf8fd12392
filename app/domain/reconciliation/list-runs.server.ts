import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import type { DifferenceKind, DifferenceState } from "./difference-kinds";

export const DIFFERENCES_PER_PAGE = 50;
const RUNS_SHOWN = 20;

const DIFFERENCE = {
	id: true,
	stripeAccountId: true,
	kind: true,
	objectId: true,
	stripeYen: true,
	ledgerYen: true,
	facts: true,
	giftId: true,
	status: true,
	note: true,
	decidedBy: true,
	firstSeenAt: true,
	lastSeenAt: true,
	goneAt: true,
} as const;

type Kept = { kind: DifferenceKind; status: DifferenceState };

/**
 * Differences the actor may see, the latest seen first; those that are open unless asked otherwise.
 * @param input.cursor  id of the last one of the page before
 */
export async function listDifferences(
	ctx: Ctx,
	input: { status?: DifferenceState | undefined; runId?: string; cursor?: string | undefined },
) {
	await authorize(ctx, "read", "ReconciliationDifference");
	const rows = await ctx.db.reconciliationDifference.findMany({
		where: input.runId === undefined ? { status: input.status ?? "open" } : { lastRunId: input.runId },
		select: DIFFERENCE,
		orderBy: [{ firstSeenAt: "desc" }, { id: "desc" }],
		take: DIFFERENCES_PER_PAGE + 1,
		...(input.cursor === undefined ? {} : { cursor: { id: input.cursor }, skip: 1 }),
	});
	const differences = rows.slice(0, DIFFERENCES_PER_PAGE).map((row) => ({ ...row, ...(row as Kept) }));
	return {
		differences,
		nextCursor: rows.length > DIFFERENCES_PER_PAGE ? (differences.at(-1)?.id ?? null) : null,
	};
}

const RUN = {
	id: true,
	stripeAccountId: true,
	fromDay: true,
	toDay: true,
	status: true,
	stripeCount: true,
	ourCount: true,
	stripeYen: true,
	ledgerYen: true,
	differenceCount: true,
	error: true,
	requestedBy: true,
	startedAt: true,
	finishedAt: true,
	cursor: true,
} as const;

/** The latest comparisons, and the accounts the actor may compare now. */
export async function listRuns(ctx: Ctx) {
	await authorize(ctx, "read", "ReconciliationRun");
	const [runs, accounts] = await Promise.all([
		ctx.db.reconciliationRun.findMany({
			select: RUN,
			orderBy: [{ startedAt: "desc" }, { id: "desc" }],
			take: RUNS_SHOWN,
		}),
		ctx.db.stripeAccount.findMany({
			select: { id: true, label: true, institutionId: true, institution: { select: { nameJa: true, nameEn: true } } },
			orderBy: { id: "asc" },
		}),
	]);
	const mine = accounts.filter(({ institutionId }) =>
		mayDo(ctx, "explain", "ReconciliationDifference", { institutionId }),
	);
	return { runs, accounts: mine };
}

/** One comparison. @throws AppError reconciliationrun_not_found */
export async function getRun(ctx: Ctx, runId: string) {
	await authorize(ctx, "read", { type: "ReconciliationRun", id: runId });
	return ctx.db.reconciliationRun.findUniqueOrThrow({ where: { id: runId }, select: RUN });
}
