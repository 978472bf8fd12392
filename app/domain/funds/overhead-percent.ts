/** `12.5` is 1250 hundredths of a percent; read and written by its digits, never as a float. */
export function formatOverheadPercent(basisPoints: number): string {
	return `${Math.trunc(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, "0")}`;
}

/** @returns null for what is no percentage from 0 to 100 with two decimals at most; a percent sign may follow */
export function parseOverheadPercent(text: string): number | null {
	const match = /^(\d{1,3})(?:\.(\d{1,2}))?\s?%?$/.exec(text.normalize("NFKC").trim());
	if (match === null) return null;
	const basisPoints = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
	return basisPoints <= 10_000 ? basisPoints : null;
}
