import type { DonorCtx } from "../access/ctx.server";

/** More than anybody has; a list is by year, and the oldest are still in the download of all data. */
const AT_MOST = 500;

/** Every receipt issued to the donor, newest tax year first; void ones too, since a number never goes away. */
export async function listOwnReceipts(ctx: DonorCtx) {
	const receipts = await ctx.db.receipt.findMany({
		where: { donorId: { in: ctx.actor.donorIds } },
		include: {
			issuer: { select: { reissue: true, legalNameJa: true, legalNameEn: true } },
			gifts: { select: { giftId: true } },
			replacedBy: { select: { numberText: true } },
			requests: { where: { status: "open" }, select: { kind: true } },
		},
		orderBy: [{ taxYear: "desc" }, { id: "desc" }],
		take: AT_MOST,
	});
	return receipts.map((receipt) => ({
		id: receipt.id,
		taxYear: receipt.taxYear,
		numberText: receipt.numberText ?? "",
		status: receipt.status,
		kind: receipt.kind,
		amountYen: receipt.amountYen,
		issuedOn: receipt.issuedOn?.toISOString().slice(0, 10) ?? null,
		receivedOn: receipt.receivedOn.toISOString().slice(0, 10),
		issuer: ctx.lang === "ja" ? receipt.issuer.legalNameJa : receipt.issuer.legalNameEn,
		giftCount: receipt.gifts.length,
		replacedBy: receipt.replacedBy?.numberText ?? null,
		/** only what counts and came as PDF is downloaded here */
		file: fileOf(receipt),
		/** what a lost one is answered with */
		copy: receipt.issuer.reissue === "certificate" ? ("certificate" as const) : ("reprint" as const),
		paperAsked: receipt.requests.some(({ kind }) => kind === "paper_receipt"),
	}));
}

function fileOf(receipt: { status: string; delivery: string; fileKey: string | null }) {
	if (receipt.status !== "issued") return "none" as const;
	if (receipt.delivery === "paper") return "paper" as const;
	return receipt.fileKey === null ? ("waits" as const) : ("ready" as const);
}
