/**
 * How a rate is held: mails are given out one interval apart, and what was not used is kept for a moment only. Counted so that
 * no minute, wherever it begins, has more than the rate.
 */
const MINUTE_S = 60;

type RateSteps = {
	/** mails that may leave at once */
	burst: number;
	/** between two mails, on average */
	intervalS: number;
};

export function rateSteps(ratePerMinute: number): RateSteps {
	// About a second's worth; a burst takes its place in the minute.
	const burst = Math.max(1, Math.floor(ratePerMinute / (MINUTE_S + 1)));
	return { burst, intervalS: MINUTE_S / (ratePerMinute - burst + 1) };
}

/**
 * @param behindS  how far the moment up to which mails were given out lies behind now
 * @returns mails that may leave now, and how long until `wanted` of them may
 */
export function allowance(ratePerMinute: number, behindS: number, wanted = 1): { mails: number; waitS: number } {
	const { burst, intervalS } = rateSteps(ratePerMinute);
	// A hair's breadth less than whole intervals is what storing moments in microseconds takes away.
	const mails = Math.max(0, Math.min(burst, Math.floor((behindS + 1e-6) / intervalS)));
	return { mails, waitS: Math.max(0, Math.min(wanted, burst) * intervalS - behindS) };
}
