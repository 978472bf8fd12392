import type { FundWords, ImportFundRow, KnownFund, KnownReceipt, Wrong } from "./fund-rows.ts";

export type PlannedReceipt = {
	line: number;
	receipt: NonNullable<ImportFundRow["receipt"]>;
	replaces: KnownReceipt | null;
	/** it is there already */
	same: boolean;
};

/**
 * The n-th receipt of a day and amount is the n-th that is there. What is left of an earlier file on the same day and is not
 * in this one is the receipt a changed row means; money of other days stays, since a file need not hold all of it.
 */
export function planReceipts(
	rows: readonly ImportFundRow[],
	words: FundWords,
	known: KnownFund | null,
	wrong: Wrong,
): PlannedReceipt[] {
	const free = new Set(known?.receipts ?? []);
	const planned: PlannedReceipt[] = [];
	for (const { line, receipt } of rows) {
		if (receipt === null) continue;
		if (words.decision !== "decided") wrong(line, "receivedYen", "externalFunds.undecidedReceived");
		else if (receipt.kind === "returned" && words.category === "host")
			wrong(line, "receiptKind", "externalFunds.hostReturns");
		else {
			const same = [...free].find((one) => isSame(one, receipt));
			if (same) free.delete(same);
			planned.push({ line, receipt, replaces: null, same: same !== undefined });
		}
	}
	for (const one of planned) {
		if (one.same) continue;
		const old = [...free].find(
			(receipt) =>
				receipt.imported && receipt.kind === one.receipt.kind && receipt.receivedOn === one.receipt.receivedOn,
		);
		if (!old) continue;
		free.delete(old);
		one.replaces = old;
	}
	refuseReturns(planned, known, wrong);
	return planned;
}

/** No more goes back to a funder than came. */
function refuseReturns(planned: readonly PlannedReceipt[], known: KnownFund | null, wrong: Wrong): void {
	const replaced = new Set(planned.flatMap(({ replaces }) => replaces ?? []));
	const next = planned.filter(({ same }) => !same);
	const signed = (kind: string, yen: bigint) => (kind === "returned" ? -yen : yen);
	let left = (known?.receipts ?? [])
		.filter((receipt) => !replaced.has(receipt))
		.reduce((sum, receipt) => sum + signed(receipt.kind, receipt.amountYen), 0n);
	for (const { receipt } of next) if (receipt.kind === "received") left += BigInt(receipt.amountYen);
	for (const { line, receipt } of next) {
		if (receipt.kind !== "returned") continue;
		const yen = BigInt(receipt.amountYen);
		if (yen > left) wrong(line, "receivedYen", `externalFunds.returnTooMuch?max=${left > 0n ? left : 0n}`);
		else left -= yen;
	}
}

function isSame(known: KnownReceipt, receipt: NonNullable<ImportFundRow["receipt"]>): boolean {
	return (
		known.kind === receipt.kind &&
		known.receivedOn === receipt.receivedOn &&
		known.amountYen === BigInt(receipt.amountYen) &&
		known.indirectYen === BigInt(receipt.indirectYen)
	);
}
