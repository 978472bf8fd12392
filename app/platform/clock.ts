import { processWide } from "./process-wide";

type Source = () => Date;

const state = processWide("clock", () => ({ source: null as Source | null }));

/** The only place that asks what time it is. */
export function currentTime(): Date {
	return state.source ? state.source() : new Date();
}

/** For seeding and tests: a fixed moment, a clock of one's own, or null for the real one. */
export function setClock(clock: Date | Source | null): void {
	state.source = clock instanceof Date ? () => new Date(clock) : clock;
}
