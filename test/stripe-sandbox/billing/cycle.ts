import type Stripe from "stripe";

const DAY = 24 * 60 * 60;

export interface Interval {
	interval: "day" | "week" | "month" | "year";
	count: number;
}

/** When a subscription bills: `anchor`, and so many intervals before or after it. */
export interface Cycle extends Interval {
	anchor: number;
	/** The wished day of the month, which a shorter month ends before: 31 is always the last day. */
	day: number;
}

const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** The moment `n` intervals after the anchor, at its time of day in UTC. 31 January, 28 or 29 February, 31 March. */
export function boundary({ anchor, day, interval, count }: Cycle, n: number): number {
	if (interval === "day") return anchor + n * count * DAY;
	if (interval === "week") return anchor + n * count * 7 * DAY;
	const from = new Date(anchor * 1000);
	const months = n * count * (interval === "year" ? 12 : 1);
	const first = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1));
	const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()];
	const midnight = Date.UTC(year, month, Math.min(day, lastDayOf(year, month))) / 1000;
	return midnight + (anchor % DAY);
}

const LENGTH = { day: DAY, week: 7 * DAY, month: 30.44 * DAY, year: 365.25 * DAY };

/** The first boundary after a moment. */
export function boundaryAfter(cycle: Cycle, moment: number): number {
	let n = Math.floor((moment - cycle.anchor) / (LENGTH[cycle.interval] * cycle.count)) - 1;
	while (boundary(cycle, n) <= moment) n += 1;
	return boundary(cycle, n);
}

/** The last boundary at or before a moment. */
export function boundaryUpTo(cycle: Cycle, moment: number): number {
	let n = Math.floor((moment - cycle.anchor) / (LENGTH[cycle.interval] * cycle.count)) + 1;
	while (boundary(cycle, n) > moment) n -= 1;
	return boundary(cycle, n);
}

export const dayOf = (moment: number): number => new Date(moment * 1000).getUTCDate();

/** The first moment after now that fits the wished day, month and time in UTC; a time left out is that of now. */
export function nextAnchor(config: Stripe.Subscription.BillingCycleAnchorConfig, now: number): number {
	const today = new Date(now * 1000);
	const timeSeconds =
		(config.hour ?? today.getUTCHours()) * 3600 +
		(config.minute ?? today.getUTCMinutes()) * 60 +
		(config.second ?? today.getUTCSeconds());
	for (let ahead = 0; ahead <= 24; ahead++) {
		const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + ahead, 1));
		const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()];
		if (config.month !== null && config.month !== month + 1) continue;
		const at = Date.UTC(year, month, Math.min(config.day_of_month, lastDayOf(year, month))) / 1000 + timeSeconds;
		if (at > now) return at;
	}
	throw new Error("no such day within two years");
}
