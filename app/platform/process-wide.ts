/**
 * Keeps one value per process even when a module is loaded twice: the web process runs our sources and, beside them,
 * the bundled routes, and both must share one database pool, one clock and one environment.
 */
export function processWide<T>(name: string, make: () => T): T {
	const key = Symbol.for(`izumi.${name}`);
	const store = globalThis as unknown as Record<symbol, T | undefined>;
	const present = store[key];
	if (present !== undefined) return present;
	const made = make();
	store[key] = made;
	return made;
}
