import { type Yen, yen, ZERO_YEN } from "../money/yen.ts";

/**
 * 所得税の速算表: what is taxable up to a sum, the rate, and the amount taken off.
 * Source: 所得税法89条, 国税庁タックスアンサー No.2260.
 */
const BRACKETS: readonly { upToYen: bigint | null; percent: bigint; offYen: bigint }[] = [
	{ upToYen: 1_949_000n, percent: 5n, offYen: 0n },
	{ upToYen: 3_299_000n, percent: 10n, offYen: 97_500n },
	{ upToYen: 6_949_000n, percent: 20n, offYen: 427_500n },
	{ upToYen: 8_999_000n, percent: 23n, offYen: 636_000n },
	{ upToYen: 17_999_000n, percent: 33n, offYen: 1_536_000n },
	{ upToYen: 39_999_000n, percent: 40n, offYen: 2_796_000n },
	{ upToYen: null, percent: 45n, offYen: 4_796_000n },
];

/** 復興特別所得税: on top of income tax. Source: 復興財源確保法13条 (2.1 %). */
const SURTAX_PER_THOUSAND = 21n;

function bracketOf(taxableYen: bigint) {
	const bracket = BRACKETS.find(({ upToYen }) => upToYen === null || taxableYen <= upToYen);
	if (bracket === undefined) throw new Error("the last bracket has no end");
	return bracket;
}

/** 課税所得金額 is cut to whole thousands before the table is read. */
function inThousands(taxableYen: bigint): bigint {
	return taxableYen <= 0n ? 0n : taxableYen - (taxableYen % 1_000n);
}

/** Income tax of one year on what is taxable, before credits and the surtax. */
export function incomeTax(taxableYen: Yen): Yen {
	const taxable = inThousands(taxableYen);
	if (taxable === 0n) return ZERO_YEN;
	const { percent, offYen } = bracketOf(taxable);
	return yen((taxable * percent) / 100n - offYen);
}

/** The rate of the last yen, in percent. */
export function incomeTaxPercent(taxableYen: Yen): number {
	return Number(bracketOf(inThousands(taxableYen)).percent);
}

/** A saving of income tax with the surtax that goes with it. */
export function withSurtax(taxYen: Yen): Yen {
	return yen((taxYen * (1_000n + SURTAX_PER_THOUSAND)) / 1_000n);
}
