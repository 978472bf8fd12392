import type { Category, Channel, Precision, Use } from "../ledger/kinds.ts";
import type { LedgerLine, LedgerPosting } from "../ledger/post-entries.server.ts";

/** What of an external fund its postings carry; none of it changes once anything is booked. */
export type PostedFund = { id: string; hubId: string; institutionId: string; category: Category; use: Use };

export type PostedReceipt = {
	id: string;
	/** returned: money given back to the funder; never of a host */
	kind: "received" | "returned";
	/** JST day */
	receivedOn: string;
	amountYen: bigint;
	/** of amountYen, booked under use `running` (間接経費) */
	indirectYen: bigint;
	precision: Precision;
	channel: Channel;
};

/** The ledger transaction of one receipt or return. */
export function receiptPosting(
	fund: PostedFund,
	receipt: PostedReceipt,
	adjustmentReason: string | null = null,
): LedgerPosting {
	return {
		kind: kindOf(fund, receipt),
		idempotencyKey: `external_fund_receipt:${receipt.id}`,
		cause: { type: "external_fund_receipt", id: receipt.id },
		occurredOn: receipt.receivedOn,
		precision: receipt.precision,
		adjustmentReason,
		lines: linesOf(fund, receipt, receipt.kind === "returned" ? -1n : 1n),
	};
}

/**
 * Books a wrong receipt back, on the receipt's own day: no money moved, so no other year may change.
 * @param reversesId  id of the receipt's ledger transaction
 */
export function receiptReversal(
	fund: PostedFund,
	receipt: PostedReceipt,
	reversesId: bigint,
	adjustmentReason: string | null = null,
): LedgerPosting {
	return {
		kind: kindOf(fund, receipt),
		idempotencyKey: `external_fund_receipt_void:${receipt.id}`,
		cause: { type: "external_fund_receipt", id: receipt.id },
		occurredOn: receipt.receivedOn,
		precision: receipt.precision,
		reversesId,
		adjustmentReason,
		lines: linesOf(fund, receipt, receipt.kind === "returned" ? 1n : -1n),
	};
}

const kindOf = (fund: PostedFund, receipt: PostedReceipt) =>
	fund.category === "host"
		? ("host_contribution_received" as const)
		: receipt.kind === "returned"
			? ("external_fund_returned" as const)
			: ("external_fund_received" as const);

function linesOf(fund: PostedFund, receipt: PostedReceipt, sign: 1n | -1n): LedgerLine[] {
	const { id: externalFundId, hubId, institutionId, category } = fund;
	const host = category === "host";
	const indirectYen = fund.use === "running" ? 0n : receipt.indirectYen;
	const income = (use: Use, amountYen: bigint): LedgerLine => ({
		account: host ? "host_contribution" : "external_fund_income",
		amountYen: -sign * amountYen,
		institutionId,
		purpose: { hubId, externalFundId, category, channel: receipt.channel, use },
	});
	return [
		{ account: host ? "host_resources" : "institution_bank", amountYen: sign * receipt.amountYen, institutionId },
		...(receipt.amountYen > indirectYen ? [income(fund.use, receipt.amountYen - indirectYen)] : []),
		...(indirectYen > 0n ? [income("running", indirectYen)] : []),
	];
}
