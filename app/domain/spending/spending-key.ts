type KeyedLine = { institutionId: string; fiscalYear: number; voucher: string; line: number | string };

/** What makes it the same line of spending: the institution's voucher, numbered anew each fiscal year, and its line. */
export function spendingKey({ institutionId, fiscalYear, voucher, line }: KeyedLine): string {
	return `spending:${institutionId}:${fiscalYear}:${foldVoucher(voucher)}:${line}`;
}

/** Width, case and spaces make no other voucher. */
export function foldVoucher(voucher: string): string {
	return voucher.normalize("NFKC").replace(/\s+/gu, "").toUpperCase();
}
