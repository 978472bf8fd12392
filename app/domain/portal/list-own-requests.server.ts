import type { DonorCtx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { giftReference } from "../gifts/gift-reference";

const OWN_REQUESTS_PER_PAGE = 20;

/**
 * What the donor asked for and what became of it, newest first.
 * @param input.cursor  id of the last request of the page before
 */
export async function listOwnRequests(ctx: DonorCtx, input: { cursor?: string }) {
	const rows = await ctx.db.donorRequest.findMany({
		where: { donorId: { in: ctx.actor.donorIds }, ...(input.cursor && { id: { lt: input.cursor } }) },
		include: {
			institution: { select: { nameJa: true, nameEn: true } },
			receipt: { select: { numberText: true } },
		},
		orderBy: { id: "desc" },
		take: OWN_REQUESTS_PER_PAGE + 1,
	});
	const page = rows.slice(0, OWN_REQUESTS_PER_PAGE);
	return {
		requests: page.map((request) => ({
			id: request.id,
			kind: request.kind,
			status: request.status,
			reason: request.reason,
			answer: request.answer,
			amountYen: request.amountYen,
			giftId: request.giftId,
			giftReference: request.giftId ? giftReference(request.giftId) : null,
			receiptNumber: request.receipt?.numberText ?? null,
			institution: ctx.lang === "ja" ? request.institution.nameJa : request.institution.nameEn,
			askedOn: jstDayString(request.createdAt),
			decidedOn: request.decidedAt ? jstDayString(request.decidedAt) : null,
		})),
		nextCursor: rows.length > OWN_REQUESTS_PER_PAGE ? (page.at(-1)?.id ?? null) : null,
	};
}
