import { afterEach, beforeEach, vi } from "vitest";

/** A stray console.error fails its test: React and libraries report real mistakes that way. */
let errors: string[] = [];
let expected: RegExp[] = [];

/** For the rare test that provokes one. */
export function expectConsoleError(pattern: RegExp): void {
	expected.push(pattern);
}

beforeEach(() => {
	errors = [];
	expected = [];
	vi.spyOn(console, "error").mockImplementation((...args: unknown[]) => {
		errors.push(args.map((arg) => (arg instanceof Error ? (arg.stack ?? arg.message) : String(arg))).join(" "));
	});
});

afterEach(() => {
	const stray = errors.filter((text) => !expected.some((pattern) => pattern.test(text)));
	const missing = expected.filter((pattern) => !errors.some((text) => pattern.test(text)));
	vi.mocked(console.error).mockRestore?.();
	if (stray.length > 0) throw new Error(`console.error was called:\n${stray.join("\n")}`);
	if (missing.length > 0) throw new Error(`console.error was expected and not called: ${missing.join(", ")}`);
});
