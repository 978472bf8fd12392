import { inTransaction } from "~/platform/db/transaction.server";
import { notFound } from "~/platform/errors";
import type { DonorCtx } from "../access/ctx.server";
import { insertRequest } from "./insert-request.server";

/**
 * Asks an institution to forget what it need not keep. Nothing is erased until staff have looked at it.
 * @throws AppError donor_not_found, request_open_already
 */
export async function askErasure(
	ctx: DonorCtx,
	input: { donorId: string; reason: string },
): Promise<{ requestId: string }> {
	const { donorId, reason } = input;
	const donor = ctx.actor.donorIds.includes(donorId) ? await ctx.db.donor.findUnique({ where: { id: donorId } }) : null;
	if (!donor) throw notFound("donor", donorId);
	const { institutionId } = donor;
	const requestId = await inTransaction(ctx, (tx) =>
		insertRequest(tx, ctx, { kind: "erasure", donorId, institutionId, reason }),
	);
	return { requestId };
}
