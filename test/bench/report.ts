/** One line of the table: what was measured, and beside what. */
export type Measured = {
	what: string;
	izumi: string;
	beside: string;
	/** ours over the other; absent when there is nothing to compare with */
	ratio?: number;
	/** the ratio we aim at */
	aim?: { atLeast: number } | { atMost: number };
	note?: string;
};

export function printTable(rows: Measured[]): void {
	const lines = rows.map(({ what, izumi, beside, ratio, aim, note }) => [
		what,
		izumi,
		beside,
		ratio === undefined ? "" : ratio.toFixed(2),
		aim === undefined ? "" : "atLeast" in aim ? `>= ${aim.atLeast}` : `<= ${aim.atMost}`,
		ratio === undefined || aim === undefined ? "" : meets(ratio, aim) ? "yes" : "NO",
		note ?? "",
	]);
	const table = [["what", "izumi", "beside", "ratio", "aim", "met", "note"], ...lines];
	const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
	for (const row of table)
		console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
}

function meets(ratio: number, aim: NonNullable<Measured["aim"]>): boolean {
	return "atLeast" in aim ? ratio >= aim.atLeast : ratio <= aim.atMost;
}

export const perSecond = (count: number, ms: number) => (count / ms) * 1000;
export const rate = (value: number) => `${Math.round(value).toLocaleString("en")}/s`;
export const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

/** The middle one of many runs, in milliseconds. */
export async function medianMs(runs: number, work: () => Promise<unknown>): Promise<number> {
	const times: number[] = [];
	for (let run = 0; run < runs; run += 1) {
		const startedMs = performance.now();
		await work();
		times.push(performance.now() - startedMs);
	}
	return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

/** Works through a list with so many at once; the answer is how long it took. */
export async function allAtOnce<T>(
	items: readonly T[],
	atOnce: number,
	work: (item: T) => Promise<unknown>,
): Promise<number> {
	const startedMs = performance.now();
	let next = 0;
	await Promise.all(
		Array.from({ length: atOnce }, async () => {
			for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
		}),
	);
	return performance.now() - startedMs;
}
