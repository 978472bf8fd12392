import { inTransaction } from "~/platform/db/transaction.server";
import { authorize, mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listErasureBlockers } from "../donors/list-erasure-blockers.server";
import { giftReference } from "../gifts/gift-reference";
import { donorName } from "../names/person-name";

/**
 * One request with what a decision needs: the gift or receipt it is about, and what stands in an erasure's way.
 * @throws AppError forbidden, donorrequest_not_found
 */
export async function getRequest(ctx: Ctx, input: { requestId: string }) {
	const { requestId } = input;
	await authorize(ctx, "read", { type: "DonorRequest", id: requestId });
	const request = await ctx.db.donorRequest.findUniqueOrThrow({
		where: { id: requestId },
		include: {
			donor: true,
			institution: { select: { nameJa: true, nameEn: true } },
			gift: { include: { fund: { select: { nameJa: true, nameEn: true } } } },
			receipt: { select: { id: true, numberText: true, paperSentOn: true, content: true } },
		},
	});
	const { donor, gift } = request;
	const ja = ctx.lang === "ja";
	const plans = await ctx.db.recurringPlan.findMany({
		where: { donorId: donor.id, NOT: { status: "cancelled" } },
		select: { id: true, status: true, amountYen: true, unit: true },
	});
	const erasure = request.kind === "erasure" && request.status === "open" && donor.erasedAt === null;
	const decider = request.decidedBy
		? await ctx.db.user.findUnique({ where: { id: request.decidedBy }, select: { name: true } })
		: null;
	return {
		id: request.id,
		kind: request.kind,
		status: request.status,
		reason: request.reason,
		answer: request.answer,
		amountYen: request.amountYen,
		createdAt: request.createdAt,
		decidedAt: request.decidedAt,
		decidedBy: decider?.name ?? null,
		institution: ja ? request.institution.nameJa : request.institution.nameEn,
		donor: {
			id: donor.id,
			name: donorName({ ...donor, donorKind: donor.kind === "company" ? "company" : "individual" }, ctx.lang),
			email: donor.email,
			address: [donor.postalCode, donor.prefecture, donor.city, donor.addressLine].filter(Boolean).join(" "),
			erased: donor.erasedAt !== null,
		},
		gift: gift && {
			id: gift.id,
			reference: giftReference(gift.id),
			amountYen: gift.amountYen,
			givenOn: gift.givenOn?.toISOString().slice(0, 10) ?? null,
			fund: ja ? gift.fund.nameJa : gift.fund.nameEn,
		},
		receipt: request.receipt && { id: request.receipt.id, numberText: request.receipt.numberText },
		plans,
		blockers: erasure ? await inTransaction(ctx, (tx) => listErasureBlockers(tx, donor.id)) : null,
		mayDecide:
			request.status === "open" &&
			(request.kind === "erasure" ? mayDo(ctx, "erase", "Donor", donor) : ctx.ability.can("decide", "DonorRequest")),
	};
}
