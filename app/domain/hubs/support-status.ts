import {
	daysLeft,
	type FiscalYear,
	fiscalYearOf,
	lastDayOf,
	type Moment,
	monthsLeft,
} from "../calendar/fiscal-year.ts";

/** Years of government support: `support` is the first ten, `extension` what was added. */
export interface SupportPeriod {
	kind: string;
	firstFiscalYear: FiscalYear;
	lastFiscalYear: FiscalYear;
}

/** Where a hub stands on its way to standing alone. */
export interface SupportStatus {
	/** `before` and `unknown` happen too: a hub adopted for next year, and one whose years were not entered. */
	state: "before" | "supported" | "extended" | "ended" | "unknown";
	firstFiscalYear: FiscalYear | null;
	lastFiscalYear: FiscalYear | null;
	/** 31 March that closes the last year, YYYY-MM-DD */
	endsOn: string | null;
	/** to that day: 0 on the day itself, negative after it */
	daysLeft: number | null;
	monthsLeft: number | null;
}

/** From the rows only: support is never inferred from year + 10. */
export function supportStatus(periods: readonly SupportPeriod[], now: Moment): SupportStatus {
	const first = Math.min(...periods.map((period) => period.firstFiscalYear));
	const last = Math.max(...periods.map((period) => period.lastFiscalYear));
	if (periods.length === 0) {
		return {
			state: "unknown",
			firstFiscalYear: null,
			lastFiscalYear: null,
			endsOn: null,
			daysLeft: null,
			monthsLeft: null,
		};
	}
	const year = fiscalYearOf(now);
	const current = periods.find((period) => period.firstFiscalYear <= year && year <= period.lastFiscalYear);
	const end = lastDayOf(last);
	return {
		state: stateOf(current, year, first),
		firstFiscalYear: first,
		lastFiscalYear: last,
		endsOn: end.toString(),
		daysLeft: daysLeft(now, end),
		monthsLeft: monthsLeft(now, end),
	};
}

function stateOf(current: SupportPeriod | undefined, year: FiscalYear, first: FiscalYear): SupportStatus["state"] {
	if (current) return current.kind === "extension" ? "extended" : "supported";
	return year < first ? "before" : "ended";
}
