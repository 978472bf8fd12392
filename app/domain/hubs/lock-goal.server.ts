import type { Tx } from "~/platform/db/transaction.server";
import { conflict } from "~/platform/errors";
import { goalRevision } from "./gift-goal.schema";

type Goal = { fiscalYear: number; goalYen: bigint; published: boolean };

/** The goal of a hub and year, or null. The hub is locked, so that two who set a first goal come one after the other. */
export async function lockGoal(tx: Tx, key: { hubId: string; fiscalYear: number }): Promise<Goal | null> {
	await tx.$queryRaw`SELECT 1 FROM hub WHERE id = ${key.hubId}::uuid FOR NO KEY UPDATE`;
	return tx.hubGiftGoal.findUnique({ where: { hubId_fiscalYear: key } });
}

/** @throws AppError gift_goal_changed  when somebody else was first */
export function assertRevision(goal: Goal | null, basedOn: string | undefined): void {
	if (basedOn === undefined || basedOn === goalRevision(goal)) return;
	throw conflict("gift_goal_changed", "the goal was changed meanwhile", { personKey: "goals.changed" });
}

/** As audit events hold it. */
export function goalFacts({ fiscalYear, goalYen, published }: Goal) {
	return { fiscalYear, goalYen: goalYen.toString(), published };
}
