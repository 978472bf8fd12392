import { type Day, daysLeft, toDay } from "../calendar/fiscal-year.ts";

/**
 * Until when a donor may ask in the portal for the money back: so many days after the day it was given, in Japan, that
 * last day included.
 * @param windowDays  the institution's; 0: not in the portal
 */
export function refundWindow(input: { givenOn: Day | null; windowDays: number; today: Day }): {
	open: boolean;
	/** null while no money has come, or where the institution offers none */
	lastDay: string | null;
} {
	const { givenOn, windowDays, today } = input;
	if (givenOn === null || windowDays <= 0) return { open: false, lastDay: null };
	const lastDay = toDay(givenOn).add({ days: windowDays });
	return { open: daysLeft(today, lastDay) >= 0, lastDay: lastDay.toString() };
}
