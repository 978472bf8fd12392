import type { ReceiptContent } from "~/documents/receipt-content";
import { notFound } from "~/platform/errors";
import { authorize, isUuid, mayDo, mayEver } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { listChanges } from "../audit/list-changes.server";

/** One receipt with its chain, copies and trail. @throws AppError forbidden, receipt_not_found */
export async function getReceipt(ctx: Ctx, receiptId: string) {
	await authorize(ctx, "read", "Receipt");
	const receipt = isUuid(receiptId)
		? await ctx.db.receipt.findUnique({
				where: { id: receiptId },
				include: {
					issuer: { select: { reissue: true } },
					gifts: { orderBy: [{ receivedOn: "asc" }, { giftId: "asc" }] },
					reprints: { orderBy: { id: "desc" } },
				},
			})
		: null;
	if (!receipt) throw notFound("receipt", receiptId);
	const institution = await ctx.db.institution.findUniqueOrThrow({ where: { id: receipt.issuerId } });
	const { gifts, reprints, issuer, ...row } = receipt;
	return {
		receipt: { ...row, content: row.content as unknown as ReceiptContent },
		institution,
		reissue: issuer.reissue === "certificate" ? ("certificate" as const) : ("reprint" as const),
		gifts,
		reprints,
		chain: await readChain(ctx, receipt.id),
		changes: await listChanges(ctx, { subject: { type: "receipt", id: receipt.id } }),
		may: {
			/** of a hub's officer too: a receipt that can be read holds a gift of that hub */
			issue: mayEver(ctx, "issue", "Receipt"),
			void: mayDo(ctx, "void", "Receipt", receipt),
		},
	};
}

const LINK = { id: true, numberText: true, status: true, replacesId: true } as const;
/** A chain is as long as a gift has refunds; a longer one is followed no further. */
const LONGEST = 50;

/** What was replaced by what, oldest first. Each step is narrowed to what the actor may read. */
async function readChain(ctx: Ctx, receiptId: string) {
	type Link = { id: string; numberText: string | null; status: string; replacesId: string | null };
	const start = await ctx.db.receipt.findUnique({ where: { id: receiptId }, select: LINK });
	const chain: Link[] = start ? [start] : [];
	for (let first = chain[0]; first?.replacesId && chain.length < LONGEST; first = chain[0]) {
		const before = await ctx.db.receipt.findUnique({ where: { id: first.replacesId }, select: LINK });
		if (!before) break;
		chain.unshift(before);
	}
	for (let last = chain.at(-1); last && chain.length < LONGEST; last = chain.at(-1)) {
		const after: Link | null = await ctx.db.receipt.findUnique({ where: { replacesId: last.id }, select: LINK });
		if (!after) break;
		chain.push(after);
	}
	return chain;
}
