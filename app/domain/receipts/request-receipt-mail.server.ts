import type { Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { requestMail } from "../mails/request-mail.server";

export const RECEIPT_MAIL_KINDS = ["receipt-ready", "receipt-replaced", "receipt-voided"] as const;
export type ReceiptMailKind = (typeof RECEIPT_MAIL_KINDS)[number];

/**
 * Tells the donor of a receipt's file: ready in the portal, or in place of one that is void now. Of paper nothing is said
 * until it replaces something: it comes by post.
 */
export async function requestReceiptMail(tx: Tx, ctx: Ctx, receiptId: string): Promise<void> {
	const receipt = await tx.receipt.findUniqueOrThrow({
		where: { id: receiptId },
		select: { replacesId: true, delivery: true, status: true },
	});
	if (receipt.status !== "issued") return;
	if (receipt.replacesId !== null) await request(tx, ctx, "receipt-replaced", receiptId);
	else if (receipt.delivery === "pdf") await request(tx, ctx, "receipt-ready", receiptId);
}

/** Tells the donor that a receipt is void and that nothing takes its place. */
export function requestVoidedMail(tx: Tx, ctx: Ctx, receiptId: string): Promise<void> {
	return request(tx, ctx, "receipt-voided", receiptId);
}

async function request(tx: Tx, ctx: Ctx, kind: ReceiptMailKind, receiptId: string): Promise<void> {
	const { donor, lang, issuerId } = await tx.receipt.findUniqueOrThrow({
		where: { id: receiptId },
		select: { lang: true, issuerId: true, donor: { select: { id: true, email: true, erasedAt: true } } },
	});
	if (donor.email === "" || donor.erasedAt !== null) return;
	await requestMail(tx, ctx, {
		kind,
		onceKey: `${kind}:${receiptId}`,
		toAddress: donor.email,
		lang,
		institutionId: issuerId,
		donorId: donor.id,
		subject: { type: "receipt", id: receiptId },
	});
}
