/** An empty value removes its key, an empty hash removes all. */
export function mergedMetadata(
	before: Record<string, string> | null,
	change: Record<string, string>,
): Record<string, string> {
	if (Object.keys(change).length === 0) return {};
	return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ""));
}
