import type { ReceiptContent } from "~/documents/receipt-content";
import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { actorId } from "../access/actor";
import { authorize } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { jstDayString, taxYearOf } from "../calendar/fiscal-year";
import { type DatedGift, printedGift, type ReceiptDraft } from "./draft-receipts";
import { readGiftFacts } from "./gift-facts.server";
import { type IssuerSettings, issuerSettings } from "./issuer-settings.server";
import { numberReceipts } from "./number-receipts.server";
import { insertPrepared } from "./prepare-receipts.server";
import { type ReceiptState, receipt as receiptStates } from "./receipt.status";

export type LockedReceipt = {
	id: string;
	issuerId: string;
	donorId: string;
	kind: "each" | "annual";
	status: ReceiptState;
	lang: "ja" | "en";
	delivery: "pdf" | "paper";
	numberText: string | null;
	content: ReceiptContent;
	voidedBy: string | null;
	replacedById: string | null;
	lines: { giftId: string; amountYen: bigint; receivedOn: string; active: boolean }[];
};

/** Locks the gifts of a receipt, then the receipt: in this order wherever both are locked. */
export async function lockReceipt(tx: Tx, receiptId: string): Promise<LockedReceipt> {
	await tx.$queryRaw`
		SELECT 1 FROM gift WHERE id IN (SELECT gift_id FROM receipt_gift WHERE receipt_id = ${receiptId}::uuid) ORDER BY id FOR UPDATE`;
	await tx.$queryRaw`SELECT 1 FROM receipt WHERE id = ${receiptId}::uuid FOR UPDATE`;
	const row = await tx.receipt.findUnique({
		where: { id: receiptId },
		include: { gifts: { orderBy: [{ receivedOn: "asc" }, { giftId: "asc" }] }, replacedBy: { select: { id: true } } },
	});
	if (!row) throw notFound("receipt", receiptId);
	return {
		id: row.id,
		issuerId: row.issuerId,
		donorId: row.donorId,
		kind: row.kind === "annual" ? "annual" : "each",
		status: row.status as ReceiptState,
		lang: row.lang === "en" ? "en" : "ja",
		delivery: row.delivery === "paper" ? "paper" : "pdf",
		numberText: row.numberText,
		content: row.content as unknown as ReceiptContent,
		voidedBy: row.voidedBy,
		replacedById: row.replacedBy?.id ?? null,
		lines: row.gifts.map((line) => ({ ...line, receivedOn: line.receivedOn.toISOString().slice(0, 10) })),
	};
}

/** Ends a receipt's validity: it keeps its number, its file and its gifts, and says why. */
export async function endReceipt(tx: Tx, ctx: Ctx, receipt: LockedReceipt, reason: string): Promise<void> {
	receiptStates.assertMove(receipt.status, "void");
	await tx.receiptGift.updateMany({ where: { receiptId: receipt.id, active: true }, data: { active: false } });
	await tx.receipt.update({
		where: { id: receipt.id },
		data: { status: "void", voidedAt: ctx.now, voidedBy: actorId(ctx.actor), voidReason: reason },
	});
	await audit(tx, ctx, {
		action: "receipt.voided",
		subject: { type: "receipt", id: receipt.id },
		institutionId: receipt.issuerId,
		before: { status: receipt.status },
		after: { status: "void", numberText: receipt.numberText, reason },
	});
}

/**
 * Issues what takes the place of a void receipt: the same donor as printed (or as corrected), the same gifts at what they
 * are worth now, a number of its own and the number it stands for.
 * @param giftIds  of the void receipt's chain, all worth something
 */
export async function issueInPlace(
	tx: Tx,
	ctx: Ctx,
	issuer: IssuerSettings,
	old: LockedReceipt,
	input: { gifts: readonly DatedGift[]; donor?: ReceiptContent["donor"] },
): Promise<string> {
	const gifts = [...input.gifts].sort((a, b) => a.receivedOn.localeCompare(b.receivedOn) || (a.id < b.id ? -1 : 1));
	const last = gifts.at(-1);
	if (!last) throw new Error(`nothing is left to put in the place of receipt ${old.id}`);
	const amountYen = gifts.reduce((sum, gift) => sum + gift.worthYen, 0n);
	const draft: ReceiptDraft = {
		donorId: old.donorId,
		kind: old.kind,
		taxYear: taxYearOf(last.receivedOn),
		receivedOn: last.receivedOn,
		amountYen,
		lang: old.lang,
		delivery: old.delivery,
		lines: gifts.map((gift) => ({ giftId: gift.id, amountYen: gift.worthYen, receivedOn: gift.receivedOn })),
		content: {
			...old.content,
			donor: input.donor ?? old.content.donor,
			amountYen: amountYen.toString(),
			receivedOn: last.receivedOn,
			taxYear: taxYearOf(last.receivedOn),
			gifts: gifts.map((gift) => {
				// A fund that was renamed since keeps the name the donor was told.
				const printed = printedGift(gift, old.lang);
				const before = old.content.gifts.find(({ reference }) => reference === printed.reference);
				return before ? { ...printed, fundName: before.fundName, hubName: before.hubName } : printed;
			}),
			replacesNumberText: old.numberText,
		},
	};
	const ids = await insertPrepared(tx, old.issuerId, [draft], { replacesId: old.id });
	const [issued] = await numberReceipts(tx, ctx, issuer, { receiptIds: ids, issuedOn: jstDayString(ctx.now) });
	if (!issued) throw new Error(`no receipt took the place of ${old.id}`);
	return issued.id;
}

/**
 * The gifts of receipt lines as they are now, each with the day that dates its receipt: the line's own where that was the day
 * of the charge, else the day the money reached the bank, which a payout that failed takes away and a later one sets anew.
 * A gift that is not at the bank any more is left out.
 */
export async function giftsNow(
	tx: Tx,
	issuer: IssuerSettings,
	lines: readonly { giftId: string; receivedOn: string }[],
): Promise<DatedGift[]> {
	const facts = await readGiftFacts(
		tx,
		issuer,
		lines.map(({ giftId }) => giftId),
		{ lock: "wait" },
	);
	return facts.flatMap((gift) => {
		const line = lines.find(({ giftId }) => giftId === gift.id);
		if (!line) return [];
		const receivedOn = line.receivedOn === gift.givenOn ? line.receivedOn : gift.arrivedOn;
		return receivedOn === null ? [] : [{ ...gift, receivedOn }];
	});
}

/**
 * A member of staff corrects what a receipt says of its donor: the receipt is void and a new one stands for it.
 * @throws AppError receipt_not_found, forbidden, receipt_not_issued, receipt_issuer_missing, receipt_nothing_left,
 *   receipt_nothing_changed, receipt_gift_elsewhere
 */
export async function replaceReceipt(
	ctx: Ctx,
	input: { receiptId: string; donor: ReceiptContent["donor"]; reason: string },
): Promise<{ receiptId: string }> {
	await authorize(ctx, "void", { type: "Receipt", id: input.receiptId });
	return inTransaction(ctx, async (tx) => {
		const old = await lockReceipt(tx, input.receiptId);
		const again = old.status === "void" && old.replacedById === null;
		if (old.status !== "issued" && !again) {
			throw conflict("receipt_not_issued", `receipt ${old.id} is ${old.status}`, { personKey: "receipts.notIssued" });
		}
		const issuer = await issuerSettings(tx, old.issuerId);
		if (!issuer) throw conflict("receipt_issuer_missing", `institution ${old.issuerId} has no receipt settings`);
		const gifts = (await giftsNow(tx, issuer, old.lines)).filter(({ worthYen }) => worthYen > 0n);
		if (gifts.length === 0) {
			throw conflict("receipt_nothing_left", `all gifts of receipt ${old.id} went back`, {
				personKey: "receipts.nothingLeft",
			});
		}
		if (!again && JSON.stringify(input.donor) === JSON.stringify(old.content.donor)) {
			throw invalid("receipt_nothing_changed", `receipt ${old.id} reads the same`, {
				personKey: "receipts.nothingChanged",
			});
		}
		if (!again) await endReceipt(tx, ctx, old, input.reason);
		await assertFree(tx, old, gifts);
		return { receiptId: await issueInPlace(tx, ctx, issuer, old, { gifts, donor: input.donor }) };
	});
}

/** A gift of a receipt that was void for a while may stand on another one by now. */
async function assertFree(tx: Tx, old: LockedReceipt, gifts: readonly DatedGift[]): Promise<void> {
	const elsewhere = await tx.receiptGift.findFirst({
		where: { giftId: { in: gifts.map(({ id }) => id) }, active: true },
	});
	if (!elsewhere) return;
	throw conflict("receipt_gift_elsewhere", `a gift of receipt ${old.id} is on receipt ${elsewhere.receiptId}`, {
		personKey: "receipts.giftElsewhere",
	});
}
