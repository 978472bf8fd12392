import type { ImportUnit } from "./import-mapping.ts";

const UNIT_YEN: Record<ImportUnit, bigint> = { yen: 1n, thousand_yen: 1_000n, million_yen: 1_000_000n };

/**
 * What a difference between a printed total and the sum of the printed rows is: none, no more than the rows' rounding may make
 * (half a unit each, and half for the total), or more.
 */
export function closest(differenceYen: bigint, unit: ImportUnit, rows: number): "equal" | "rounding" | "differs" {
	if (differenceYen === 0n) return "equal";
	const size = differenceYen < 0n ? -differenceYen : differenceYen;
	return unit !== "yen" && size * 2n <= UNIT_YEN[unit] * BigInt(rows + 1) ? "rounding" : "differs";
}
