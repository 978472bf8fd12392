import { vi } from "vitest";

const WAIT = { timeout: 45_000, interval: 250 };

/** Tries until it holds: what a webhook and its job change is true a moment later. Also usable before the tests. */
export function eventually(attempt: () => Promise<void>): Promise<void> {
	return vi.waitFor(attempt, WAIT);
}
