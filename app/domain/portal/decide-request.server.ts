import { inTransaction } from "~/platform/db/transaction.server";
import { conflict, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { eraseDonor, type KeptRecords } from "../donors/erase-donor.server";
import { requestMail } from "../mails/request-mail.server";
import { markPaperSent } from "../receipts/mark-paper-sent.server";
import { requestRefund } from "../refunds/request-refund.server";
import type { RequestKind } from "./request.schema";

/**
 * Answers a donor's request. `done` of a refund asks for the money to go back, of an erasure forgets the donor, of a paper
 * receipt says that it was posted; the donor is told in any case.
 * @returns what was kept, when a donor was forgotten
 * @throws AppError forbidden, donorrequest_not_found, request_decided, and what requestRefund and eraseDonor throw
 */
export async function decideRequest(
	ctx: Ctx,
	input: { requestId: string; decision: "done" | "refused"; answer: string },
): Promise<{ kind: RequestKind; kept: KeptRecords | null }> {
	const { requestId, decision, answer } = input;
	await authorize(ctx, "decide", { type: "DonorRequest", id: requestId });
	return inTransaction(ctx, async (tx) => {
		const taken = await tx.donorRequest.updateMany({
			where: { id: requestId, status: "open" },
			data: { status: decision, answer, decidedBy: actorId(ctx.actor), decidedAt: ctx.now },
		});
		const request = await tx.donorRequest.findUnique({ where: { id: requestId }, include: { donor: true } });
		if (!request) throw notFound("request", requestId);
		if (taken.count === 0) {
			throw conflict("request_decided", `request ${requestId} is ${request.status}`, {
				personKey: "portal.requestDecided",
			});
		}
		// Whoever may not forget a donor may not refuse it for the institution either.
		if (request.kind === "erasure") await authorize(ctx, "erase", { type: "Donor", id: request.donorId });
		const { email, lang } = request.donor;
		const kept = decision === "done" ? await carryOut(ctx, request) : null;
		await audit(tx, ctx, {
			action: `donor_request.${decision}`,
			subject: { type: "donor_request", id: requestId },
			institutionId: request.institutionId,
			after: { kind: request.kind, ...(kept && { kept }) },
		});
		await requestMail(tx, ctx, {
			kind: "request-answered",
			onceKey: `request-answered:${requestId}`,
			toAddress: email,
			lang,
			institutionId: request.institutionId,
			donorId: request.donorId,
			subject: { type: "donor_request", id: requestId },
			requestedBy: actorId(ctx.actor),
		});
		return { kind: request.kind as RequestKind, kept };
	});
}

type Asked = {
	kind: string;
	donorId: string;
	giftId: string | null;
	receiptId: string | null;
	amountYen: bigint | null;
	reason: string;
};

async function carryOut(ctx: Ctx, request: Asked): Promise<KeptRecords | null> {
	const { kind, donorId, giftId, receiptId, amountYen, reason } = request;
	if (kind === "refund" && giftId && amountYen) {
		await requestRefund(ctx, { giftId, amountYen, note: reason || "-" });
	}
	if (kind === "paper_receipt" && receiptId) {
		await markPaperSent(ctx, { receiptIds: [receiptId] });
	}
	return kind === "erasure" ? eraseDonor(ctx, { donorId }) : null;
}
