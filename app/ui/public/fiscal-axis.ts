/** A line of fiscal years, for drawings; positions are percent of its width. */
export interface FiscalAxis {
	from: number;
	/** the first year after the line */
	until: number;
}

/** Where a fiscal year begins. */
export function percentOf(axis: FiscalAxis, fiscalYear: number): number {
	const share = (fiscalYear - axis.from) / (axis.until - axis.from);
	return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100;
}

/** A day (`YYYY-MM-DD`) as a fiscal year with its part: 1 October is half a year after 1 April. */
export function fiscalPosition(day: string): number {
	const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
	const months = month - 4 + (Math.min(date, 30) - 1) / 30;
	return year + months / 12;
}
