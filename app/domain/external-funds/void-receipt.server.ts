import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid, notFound } from "~/platform/errors";
import { isUuid } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { audit } from "../audit/audit.server";
import { adjustmentFor } from "../ledger/closed-years.server";
import type { Channel, Precision } from "../ledger/kinds";
import { postEntries } from "../ledger/post-entries.server";
import { voidedKey } from "./fund-key";
import { bookedTransaction, type LockedFund, lockFund, receivedNet } from "./locked-fund.server";
import { receiptReversal } from "./receipt-postings";
import { refreshOutlookOf } from "./refresh-outlook-of.server";

/**
 * Books a wrong receipt or return back. It stays to be seen, with its reason.
 * @throws AppError externalfund_not_found, receipt_not_found, forbidden, external_fund_receipt_returned (409: more was given
 *   back than would be left), reason_missing (400)
 */
export async function voidReceipt(
	ctx: Ctx,
	input: { externalFundId: string; receiptId: string; reason: string },
): Promise<void> {
	const reason = reasonOf(input.reason);
	await inTransaction(ctx, async (tx) => {
		const fund = await lockFund(tx, ctx, input.externalFundId);
		const where = { id: input.receiptId, externalFundId: fund.id };
		const row = isUuid(input.receiptId) ? await tx.externalFundReceipt.findFirst({ where }) : null;
		if (!row) throw notFound("receipt", input.receiptId);
		if (row.voidedAt) return;
		if (row.kind === "received" && (await receivedNet(tx, fund.id)).amountYen < row.amountYen) {
			throw conflict("external_fund_receipt_returned", `more was given back of ${fund.id} than would be left`, {
				personKey: "externalFunds.receiptReturned",
			});
		}
		await reverseReceipt(tx, ctx, fund, row, reason);
		await refreshOutlookOf(tx, fund.hubId);
	});
}

type ReceiptRow = {
	id: string;
	kind: string;
	receivedOn: Date;
	amountYen: bigint;
	indirectYen: bigint;
	precision: string;
	channel: string;
	sourceKey: string;
};

export async function reverseReceipt(
	tx: Tx,
	ctx: Ctx,
	fund: LockedFund,
	row: ReceiptRow,
	reason: string,
): Promise<void> {
	const receivedOn = row.receivedOn.toISOString().slice(0, 10);
	const reversesId = await bookedTransaction(tx, "external_fund_receipt", row.id);
	const receipt = {
		...row,
		receivedOn,
		kind: row.kind === "returned" ? ("returned" as const) : ("received" as const),
		precision: row.precision as Precision,
		channel: row.channel as Channel,
	};
	const adjustment = await adjustmentFor(tx, receivedOn, reason);
	await postEntries(tx, [receiptReversal(fund, receipt, reversesId, adjustment)]);
	await tx.externalFundReceipt.update({
		where: { id: row.id },
		data: { voidedAt: ctx.now, voidReason: reason, sourceKey: voidedKey(row.sourceKey, row.id) },
	});
	await audit(tx, ctx, {
		action: "external_fund.receipt_voided",
		subject: { type: "external_fund", id: fund.id },
		institutionId: fund.institutionId,
		before: { receiptId: row.id, amountYen: row.amountYen.toString(), receivedOn },
		after: { receiptId: row.id, reason },
	});
}

/** @throws AppError reason_missing */
export function reasonOf(text: string): string {
	const reason = text.trim().slice(0, 500);
	if (reason !== "") return reason;
	throw invalid("reason_missing", "no reason was given", { personKey: "fields.required", params: { field: "reason" } });
}
