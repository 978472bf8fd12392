import { z } from "zod";
import { Prisma } from "~/platform/db/client.server";
import { inTransaction, queryRows, type Tx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString, taxYearOf } from "../calendar/fiscal-year";
import { type DatedGift, draftEach } from "./draft-receipts";
import { issuerSettings } from "./issuer-settings.server";
import { numberReceipts } from "./number-receipts.server";
import { dropPrepared, insertPrepared } from "./prepare-receipts.server";
import { endReceipt, giftsNow, issueInPlace, type LockedReceipt, lockReceipt } from "./replace-receipt.server";
import { requestVoidedMail } from "./request-receipt-mail.server";

/** Why the product itself made a receipt void. Keys of console.json under `receipts.voidReasons`. */
export const REVISED = "gift_changed";
const REVISER = "reviseReceipts";

/**
 * Brings the receipts of a gift to what the gift is worth now: one that says otherwise becomes void, and a new one takes its
 * place while something is left. Called again without a change it does nothing. A receipt in preparation is dropped: the
 * next annual issue finds its gifts again. What staff made void stays void.
 */
export async function reviseReceipts(ctx: Ctx, { giftId }: { giftId: string }): Promise<void> {
	await inTransaction(ctx, async (tx) => {
		await tx.$queryRaw`SELECT 1 FROM gift WHERE id = ${giftId}::uuid FOR UPDATE`;
		const end = await endOfChain(tx, giftId);
		if (end === null) return;
		const receipt = await lockReceipt(tx, end);
		const issuer = await issuerSettings(tx, receipt.issuerId);
		if (!issuer) return;
		const gifts = await giftsNow(tx, issuer, await linesOfChain(tx, receipt.id));
		const left = gifts.filter(({ worthYen }) => worthYen > 0n);
		if (receipt.status === "prepared") {
			if (!says(receipt, left)) await dropPrepared(tx, [receipt.id]);
			return;
		}
		if (receipt.status === "issued" ? says(receipt, left) : left.length === 0 || receipt.voidedBy !== REVISER) return;
		// An annual receipt is of one tax year: what now counts in another one gets a receipt of its own.
		const stays = (gift: DatedGift) =>
			receipt.kind === "each" || taxYearOf(gift.receivedOn) === receipt.content.taxYear;
		const [kept, moved] = [left.filter(stays), left.filter((gift) => !stays(gift))];
		if (receipt.status === "issued")
			await endReceipt(tx, { ...ctx, actor: { kind: "job", name: REVISER } }, receipt, REVISED);
		if (kept.length > 0) await issueInPlace(tx, ctx, issuer, receipt, { gifts: kept });
		else await requestVoidedMail(tx, ctx, receipt.id);
		const drafts = moved.map((gift) => draftEach(gift, issuer));
		const receiptIds = await insertPrepared(tx, receipt.issuerId, drafts);
		await numberReceipts(tx, ctx, issuer, { receiptIds, issuedOn: jstDayString(ctx.now) });
	});
}

/** Whether a receipt says what its gifts are worth and when they came, and of all of them. */
function says(receipt: LockedReceipt, gifts: readonly DatedGift[]): boolean {
	const lines = receipt.lines.filter(({ active }) => active);
	return (
		lines.length === gifts.length &&
		gifts.every((gift) =>
			lines.some(
				(line) => line.giftId === gift.id && line.amountYen === gift.worthYen && line.receivedOn === gift.receivedOn,
			),
		)
	);
}

const idSchema = z.object({ id: z.uuid() });

/** The last receipt of the chain the gift is in: a receipt, what replaced it, and so on. */
async function endOfChain(tx: Tx, giftId: string): Promise<string | null> {
	const [row] = await queryRows(
		tx,
		idSchema,
		Prisma.sql`
		WITH RECURSIVE later AS (
			SELECT r.id, 0 AS step FROM receipt r JOIN receipt_gift rg ON rg.receipt_id = r.id WHERE rg.gift_id = ${giftId}::uuid
			UNION
			SELECT r.id, later.step + 1 FROM receipt r JOIN later ON r.replaces_id = later.id
		)
		SELECT l.id FROM later l
		WHERE NOT EXISTS (SELECT 1 FROM receipt n WHERE n.replaces_id = l.id)
		ORDER BY l.id DESC LIMIT 1`,
	);
	return row?.id ?? null;
}

const lineSchema = z.object({ giftId: z.uuid(), receivedOn: z.string() });

/** Every gift that ever stood in the chain that ends with this receipt and has no receipt outside it. */
function linesOfChain(tx: Tx, receiptId: string) {
	return queryRows(
		tx,
		lineSchema,
		Prisma.sql`
		WITH RECURSIVE earlier AS (
			SELECT id, replaces_id FROM receipt WHERE id = ${receiptId}::uuid
			UNION
			SELECT r.id, r.replaces_id FROM receipt r JOIN earlier ON r.id = earlier.replaces_id
		)
		SELECT DISTINCT ON (rg.gift_id) rg.gift_id AS "giftId", rg.received_on::text AS "receivedOn"
		FROM receipt_gift rg JOIN earlier e ON e.id = rg.receipt_id
		WHERE NOT EXISTS (SELECT 1 FROM receipt_gift o WHERE o.gift_id = rg.gift_id AND o.active AND o.receipt_id NOT IN (SELECT id FROM earlier))
		ORDER BY rg.gift_id, rg.receipt_id DESC`,
	);
}
