import { inTransaction, type Tx } from "~/platform/db/transaction.server";
import { conflict, invalid } from "~/platform/errors";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import type { Channel, Precision } from "../ledger/kinds";
import { bookReceipts } from "./book-receipts.server";
import { FIRST_FUND_DAY } from "./external-fund.schema";
import { type LockedFund, lockFund } from "./locked-fund.server";
import { toDate } from "./record-external-fund.server";
import { refreshOutlookOf } from "./refresh-outlook-of.server";

export type ReceiptInput = {
	externalFundId: string;
	/** JST day, not after today */
	receivedOn: string;
	amountYen: bigint;
	/** of amountYen, booked under use `running` (間接経費) */
	indirectYen?: bigint;
	precision?: Precision;
	channel?: Channel;
	note?: string;
	/** of one form: sent twice it is booked once */
	entryKey?: string;
	/** false: one of the same day and amount is refused, since it is likely the same */
	another?: boolean;
	/** needed in a closed fiscal year */
	adjustmentReason?: string;
};

/**
 * Books money received of an award, or what a host gave: the hub's own part of it.
 * @throws AppError externalfund_not_found, forbidden, external_fund_voided, external_fund_undecided,
 *   external_fund_receipt_invalid (400), external_fund_receipt_known, year_closed (409)
 */
export async function receiveExternalFund(ctx: Ctx, input: ReceiptInput): Promise<{ receiptId: string | null }> {
	return inTransaction(ctx, async (tx) => {
		const fund = await lockFund(tx, ctx, input.externalFundId);
		if (fund.decision !== "decided") {
			throw conflict("external_fund_undecided", `external fund ${fund.id} is ${fund.decision}`, {
				personKey: "externalFunds.undecidedReceived",
			});
		}
		const receiptId = await bookOne(tx, ctx, fund, "received", input);
		if (receiptId !== null) await refreshOutlookOf(tx, fund.hubId);
		return { receiptId };
	});
}

/** @returns null when this form was booked before */
export async function bookOne(
	tx: Tx,
	ctx: Ctx,
	fund: LockedFund,
	kind: "received" | "returned",
	input: ReceiptInput,
): Promise<string | null> {
	const { receivedOn, amountYen, indirectYen = 0n, precision = "yen", entryKey } = input;
	const today = jstDayString(ctx.now);
	if (receivedOn < FIRST_FUND_DAY || (receivedOn > today && ctx.actor.kind !== "job")) {
		throw refused("receivedOn", receivedOn > today ? `fields.dayTo?to=${today}` : "fields.day");
	}
	if (amountYen <= 0n) throw refused("amountYen", "fields.amount.zero");
	if (indirectYen < 0n || indirectYen > amountYen) throw refused("indirectYen", "externalFunds.indirectTooMuch");
	if (precision === "million_yen" && amountYen % 1_000_000n !== 0n)
		throw refused("amountYen", "externalFunds.wholeMillions");
	if (precision === "million_yen" && indirectYen > 0n) throw refused("indirectYen", "externalFunds.indirectNeedsYen");
	const sourceKey = entryKey ? `form:${entryKey}` : undefined;
	const inKind = fund.hostKind === "posts" || fund.hostKind === "space";
	if (input.another === false) await refuseSame(tx, fund.id, kind, { receivedOn, amountYen, sourceKey });
	const channel = input.channel ?? (inKind ? "in_kind" : "bank_transfer");
	const [receiptId] = await bookReceipts(
		tx,
		ctx,
		fund,
		[{ kind, receivedOn, amountYen, indirectYen, precision, channel, note: input.note ?? "", sourceKey }],
		input.adjustmentReason,
	);
	return receiptId ?? null;
}

async function refuseSame(
	tx: Tx,
	externalFundId: string,
	kind: string,
	{ receivedOn, amountYen, sourceKey = "" }: { receivedOn: string; amountYen: bigint; sourceKey?: string },
): Promise<void> {
	const where = { externalFundId, kind, amountYen, receivedOn: toDate(receivedOn) ?? undefined, voidedAt: null };
	const same = await tx.externalFundReceipt.findFirst({ where, select: { id: true, sourceKey: true } });
	if (!same || same.sourceKey === sourceKey) return;
	throw conflict("external_fund_receipt_known", `receipt ${same.id} has the same day and amount`, {
		personKey: "externalFunds.receiptKnown",
		params: { field: "another" },
	});
}

/** A key of errors.json with its values behind a question mark, as schemas give them. */
function refused(field: string, message: string) {
	const [personKey = "", values] = message.split("?", 2);
	return invalid("external_fund_receipt_invalid", `${field} is refused: ${message}`, {
		personKey,
		params: { ...Object.fromEntries(new URLSearchParams(values)), field },
	});
}
