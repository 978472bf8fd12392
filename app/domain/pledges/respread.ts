import { splitYen } from "../money/split-yen.ts";
import { yen } from "../money/yen.ts";
import { type InstalmentAmounts, openYen } from "./instalment-status.ts";

/**
 * Where what is paid too much or too little goes.
 * carry: too much pays the next instalment, too little stays owed where it was due.
 * even: what is still to come is split evenly over the instalments whose day has not come.
 * last: what was due and did not come is added to the last instalment, and what came too much is taken from it.
 */
export const RESPREAD_RULES = ["carry", "even", "last"] as const;
export type RespreadRule = (typeof RESPREAD_RULES)[number];

/**
 * The schedule after the rule was applied on a day: instalments whose day has come close at what came for them, and what
 * they lack goes to those still to come; money that came before its day counts to the instalment before. The sum and all
 * that was paid or written off stay. Applied twice it changes nothing more. With no instalment still to come, nothing moves.
 * @param rows  in their order, settled: only one of them is paid in part
 * @param today  JST, YYYY-MM-DD
 */
export function respread<Row extends InstalmentAmounts>(
	rows: readonly Row[],
	rule: RespreadRule,
	today: string,
): Row[] {
	const isAhead = (row: InstalmentAmounts) => row.dueOn > today && openYen(row) > 0n;
	if (rule === "carry" || !rows.some(isAhead)) return [...rows];
	const missingYen = rows.filter((row) => row.dueOn <= today).reduce((sum, row) => sum + openYen(row), 0n);
	const spread = rows.map((row) =>
		row.dueOn <= today ? { ...row, scheduledYen: row.paidYen + row.writtenOffYen } : { ...row },
	);
	const earlyYen = takeEarly(spread, isAhead);
	const ahead = spread.filter(isAhead);
	if (rule === "even") {
		const restYen = ahead.reduce((sum, row) => sum + openYen(row), 0n) + missingYen - earlyYen;
		const parts = splitYen(yen(restYen), ahead.length);
		for (const [index, row] of ahead.entries()) {
			row.scheduledYen = row.paidYen + row.writtenOffYen + (parts[index] ?? 0n);
		}
	} else {
		moveToLast(ahead, missingYen - earlyYen);
	}
	return spread.filter(({ scheduledYen }) => scheduledYen > 0n);
}

/** Moves money that came before its day onto the instalment before it. @returns how much */
function takeEarly(rows: InstalmentAmounts[], isAhead: (row: InstalmentAmounts) => boolean): bigint {
	const index = rows.findIndex((row) => isAhead(row) && row.paidYen > 0n);
	const row = rows[index];
	const before = rows[index - 1];
	if (!row || !before) return 0n;
	const earlyYen = row.paidYen;
	before.scheduledYen += earlyYen;
	before.paidYen += earlyYen;
	row.paidYen = 0n;
	return earlyYen;
}

function moveToLast(ahead: InstalmentAmounts[], moreYen: bigint): void {
	const last = ahead.at(-1);
	if (last && moreYen > 0n) last.scheduledYen += moreYen;
	let lessYen = moreYen < 0n ? -moreYen : 0n;
	for (const row of [...ahead].reverse()) {
		const cutYen = lessYen < openYen(row) ? lessYen : openYen(row);
		row.scheduledYen -= cutYen;
		lessYen -= cutYen;
	}
}
