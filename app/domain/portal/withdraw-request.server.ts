import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { DonorCtx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";

/**
 * Takes a request back while nobody has decided it.
 * @throws AppError request_not_found, request_decided
 */
export async function withdrawRequest(ctx: DonorCtx, input: { requestId: string }): Promise<void> {
	const { requestId } = input;
	const request = isUuid(requestId) ? await ctx.db.donorRequest.findUnique({ where: { id: requestId } }) : null;
	if (!request) throw notFound("request", requestId);
	await inTransaction(ctx, async (tx) => {
		const { count } = await tx.donorRequest.updateMany({
			where: { id: requestId, status: "open" },
			data: { status: "withdrawn", decidedAt: ctx.now },
		});
		if (count === 0) {
			throw conflict("request_decided", `request ${requestId} is not open`, { personKey: "portal.requestDecided" });
		}
		await audit(tx, ctx, {
			action: "donor_request.withdrawn",
			subject: { type: "donor_request", id: requestId },
			institutionId: request.institutionId,
		});
	});
}
