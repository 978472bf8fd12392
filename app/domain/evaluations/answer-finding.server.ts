import { Prisma } from "~/platform/db/client.server";
import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { type FindingState, finding } from "./finding.status";

/** What an answer does: a hub's says what it did, the secretariat's accepts it or asks again. */
const MOVES = {
	answer: { to: "answered", may: "respond" },
	ask_again: { to: "open", may: "record" },
	close: { to: "closed", may: "record" },
} as const satisfies Record<string, { to: FindingState; may: "respond" | "record" }>;
export type FindingMove = keyof typeof MOVES;
export const FINDING_MOVES = Object.keys(MOVES) as FindingMove[];

/**
 * Adds a hub's response (対応状況) or the secretariat's word on it, and moves the finding. A second response before the
 * secretariat's is added to the first.
 * @throws AppError finding_not_found, forbidden, finding_moved (409)
 */
export async function answerFinding(
	ctx: Ctx,
	input: { findingId: string; move: FindingMove; text: string },
): Promise<void> {
	const { findingId, text } = input;
	const { to, may } = MOVES[input.move];
	await authorize(ctx, may, { type: "Finding", id: findingId });
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw(Prisma.sql`SELECT 1 FROM finding WHERE id = ${findingId}::uuid FOR UPDATE`);
		const row = await tx.finding.findUnique({ where: { id: findingId } });
		if (!row) throw notFound("finding", findingId);
		const from = row.status as FindingState;
		if (from !== to && !finding.canMove(from, to)) {
			throw conflict("finding_moved", `finding ${findingId} is ${from}`, { personKey: "followUp.findingMoved" });
		}
		const actorName = ctx.actor.kind === "staff" ? ctx.actor.name : "";
		await tx.findingResponse.create({
			data: { findingId, text, status: to, actorId: actorId(ctx.actor), actorName, at: ctx.now },
		});
		await tx.finding.update({
			where: { id: findingId },
			data: { status: to, closedAt: to === "closed" ? ctx.now : null },
		});
		await audit(tx, ctx, {
			action: `finding.${input.move}`,
			subject: { type: "hub", id: row.hubId },
			before: { findingId, status: from },
			after: { findingId, status: to },
		});
	});
}
