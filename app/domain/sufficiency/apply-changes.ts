import { fiscalYearOf } from "../calendar/fiscal-year.ts";
import { yen } from "../money/yen.ts";
import type { CoverageInputs, FunderFigure, OutlookFigure } from "./coverage-inputs.ts";
import type { ScenarioChange } from "./scenario.schema.ts";

/** The figures as they would be: what was received and what the plan needs stay as they are. */
export function applyChanges(inputs: CoverageInputs, changes: readonly ScenarioChange[]): CoverageInputs {
	return changes.reduce(applyChange, inputs);
}

function applyChange(inputs: CoverageInputs, change: ScenarioChange): CoverageInputs {
	switch (change.kind) {
		case "extend_support":
			return { ...inputs, support: extended(inputs, change.years) };
		case "host_contribution": {
			const parts = BigInt(10_000 + change.changeBasisPoints);
			return scaled(inputs, (figure) => figure.category === "host", parts, 10_000n);
		}
		case "monthly_donors": {
			const thousandths = BigInt(Math.round(change.factor * 1000));
			return scaled(inputs, isMonthly, thousandths, 1000n);
		}
		case "lose_largest_funder":
			return withoutLargestFunder(inputs);
	}
}

/** An unknown end stays unknown. */
function extended({ support }: CoverageInputs, years: number): CoverageInputs["support"] {
	if (support.lastFiscalYear === null) return support;
	const lastFiscalYear = support.lastFiscalYear + years;
	return { lastFiscalYear, standAloneFrom: lastFiscalYear + 1 };
}

const isMonthly = ({ source, weightKey }: OutlookFigure) => source === "recurring" && weightKey.startsWith("month:");

function scaled(
	inputs: CoverageInputs,
	which: (figure: OutlookFigure) => boolean,
	parts: bigint,
	of: bigint,
): CoverageInputs {
	const scale = (amount: bigint) => yen((amount * parts) / of);
	const outlook = inputs.outlook.map((figure) =>
		// What was received and is carried on has come already.
		!which(figure) || figure.source === "carried_over"
			? figure
			: {
					...figure,
					yen: scale(figure.yen),
					low: scale(figure.low),
					expected: scale(figure.expected),
					high: scale(figure.high),
				},
	);
	return { ...inputs, outlook };
}

/** Who has decided the most that has not come, from next fiscal year on; null when nobody has. */
export function largestFunder(inputs: Pick<CoverageInputs, "asOf" | "funders">): string | null {
	const sums = new Map<string, bigint>();
	for (const { funder, yen: amount } of comingOf(inputs)) sums.set(funder, (sums.get(funder) ?? 0n) + amount);
	const [largest] = [...sums.entries()].sort(([a, one], [b, other]) =>
		one === other ? (a < b ? -1 : 1) : one < other ? 1 : -1,
	);
	return largest?.[0] ?? null;
}

const comingOf = ({ asOf, funders }: Pick<CoverageInputs, "asOf" | "funders">): FunderFigure[] =>
	funders.filter(({ fiscalYear }) => fiscalYear > fiscalYearOf(asOf));

function withoutLargestFunder(inputs: CoverageInputs): CoverageInputs {
	const funder = largestFunder(inputs);
	if (funder === null) return inputs;
	const keyOf = (row: { fiscalYear: number; category: string; use: string }) =>
		`${row.fiscalYear}/${row.category}/${row.use}`;
	const lost = new Map<string, bigint>();
	for (const figure of comingOf(inputs)) {
		if (figure.funder === funder) lost.set(keyOf(figure), (lost.get(keyOf(figure)) ?? 0n) + figure.yen);
	}
	const outlook = inputs.outlook.map((figure) => {
		const lostYen = figure.source === "fund" ? (lost.get(keyOf(figure)) ?? 0n) : 0n;
		const left = yen(figure.yen > lostYen ? figure.yen - lostYen : 0n);
		return lostYen === 0n ? figure : { ...figure, yen: left, low: left, expected: left, high: left };
	});
	return { ...inputs, outlook };
}
