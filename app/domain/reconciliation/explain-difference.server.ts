import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import { enqueue } from "~/platform/queue.server";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";

/**
 * Finance says why a difference is as it is: it stays in the books of differences and no longer asks to be looked at, until
 * its amounts change. An empty note explains nothing.
 * @throws AppError reconciliationdifference_not_found, forbidden, explanation_empty, difference_gone
 */
export async function explainDifference(ctx: Ctx, input: { differenceId: string; note: string }): Promise<void> {
	const { differenceId: id, note } = input;
	await authorize(ctx, "explain", { type: "ReconciliationDifference", id });
	if (note.trim() === "")
		throw invalid("explanation_empty", `no note for difference ${id}`, { personKey: "fields.required" });
	await change(ctx, id, ["open", "explained"], { status: "explained", note, decidedBy: actorId(ctx.actor) });
}

/** Takes an explanation back: the next run looks as far back as this difference again. */
export async function reopenDifference(ctx: Ctx, input: { differenceId: string }): Promise<void> {
	const { differenceId: id } = input;
	await authorize(ctx, "explain", { type: "ReconciliationDifference", id });
	await change(ctx, id, ["explained"], { status: "open", decidedBy: actorId(ctx.actor) });
}

async function change(
	ctx: Ctx,
	id: string,
	from: string[],
	data: { status: "open" | "explained"; note?: string; decidedBy: string | null },
): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		const before = await tx.reconciliationDifference.findUniqueOrThrow({ where: { id } });
		const { count } = await tx.reconciliationDifference.updateMany({ where: { id, status: { in: from } }, data });
		if (count === 0) {
			throw conflict("difference_gone", `difference ${id} is ${before.status}`, { personKey: "reconciliation.gone" });
		}
		await audit(tx, ctx, {
			action: `difference.${data.status === "open" ? "reopened" : "explained"}`,
			subject: { type: "reconciliation_difference", id },
			...(before.institutionId === null ? {} : { institutionId: before.institutionId }),
			before: { status: before.status, note: before.note },
			after: { status: data.status, note: data.note ?? before.note },
		});
	});
}

/**
 * Reads the object of a difference from Stripe once more and books it, as its own event would have: what was only missed
 * is mended by that.
 * @throws AppError difference_not_readable when there is nothing at Stripe to read
 */
export async function readAgain(ctx: Ctx, input: { differenceId: string }): Promise<void> {
	const { differenceId: id } = input;
	await authorize(ctx, "explain", { type: "ReconciliationDifference", id });
	await inTransaction(ctx, async (tx) => {
		const { stripeAccountId, facts, institutionId } = await tx.reconciliationDifference.findUniqueOrThrow({
			where: { id },
		});
		const rootId = rootIdOf(facts);
		if (rootId === null) {
			throw conflict("difference_not_readable", `difference ${id} names no object`, {
				personKey: "reconciliation.notReadable",
			});
		}
		await enqueue(tx, "syncStripeObject", { stripeAccountId, rootId }, { jobKey: `${stripeAccountId}:${rootId}` });
		await audit(tx, ctx, {
			action: "difference.read_again",
			subject: { type: "reconciliation_difference", id },
			...(institutionId === null ? {} : { institutionId }),
			cause: rootId,
		});
	});
}

/** The object whose job books what a difference is about; null when there is none at Stripe. */
export function rootIdOf(facts: unknown): string | null {
	if (typeof facts !== "object" || facts === null || !("rootId" in facts)) return null;
	if ("cause" in facts && facts.cause === "not_at_stripe") return null;
	return typeof facts.rootId === "string" ? facts.rootId : null;
}
