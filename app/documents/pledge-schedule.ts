import { formatDayOfEra } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { hairline, LEFT, WIDTH } from "./paper/parts.ts";
import { FAINT, INK, type TextStyle, type Typesetter } from "./paper/sheet.ts";
import type { PledgeLetterProps } from "./pledge-letter-props.ts";
import { digits } from "./words.ts";

const ROW = 16.5;
const TITLE = 16;
const HEAD = 19;
const SUM = 20;
/** From here on the schedule stands in two columns, so that five years of months fit on one sheet with their signature. */
const ONE_COLUMN_MAX = 6;
const GUTTER = 24;

export interface MeasuredSchedule {
	columns: 1 | 2;
	width: number;
	rowsInAll: number;
	/** on one sheet */
	height: number;
}

export function measureSchedule({ instalments }: PledgeLetterProps): MeasuredSchedule {
	const columns = instalments.length > ONE_COLUMN_MAX ? 2 : 1;
	const width = columns === 1 ? WIDTH : (WIDTH - GUTTER) / 2;
	const rowsInAll = Math.ceil(instalments.length / columns);
	return { columns, width, rowsInAll, height: TITLE + HEAD + rowsInAll * ROW + SUM };
}

/** Every instalment with its day and amount, and their sum; goes on with new sheets. Returns the y below. */
export function setSchedule(
	set: Typesetter,
	props: PledgeLetterProps,
	{ columns, width, rowsInAll }: MeasuredSchedule,
	on: { from: number; bottom: number; newSheet: () => number },
): number {
	const t = getT(props.lang, "document");
	let left = [...props.instalments];
	let rowsLeft = rowsInAll;
	let y = on.from;
	set.line(t("pledge.schedule"), LEFT, y + 10, { size: 10, weight: "bold" });
	y += TITLE;
	while (left.length > 0) {
		const room = Math.floor((on.bottom - y - HEAD - SUM) / ROW);
		if (room < Math.min(2, rowsLeft)) {
			y = on.newSheet();
			continue;
		}
		const rows = Math.min(room, rowsLeft);
		for (let column = 0; column < columns; column++) {
			const x = LEFT + column * (width + GUTTER);
			const here = left.slice(column * rows, (column + 1) * rows);
			if (here.length > 0) setColumn(set, props, here, { x, y, width });
		}
		left = left.slice(rows * columns);
		rowsLeft = Math.ceil(left.length / columns);
		y += HEAD + rows * ROW;
		if (left.length > 0) y = on.newSheet();
	}
	const sum = t("common.amount", { amount: digits(props.amountYen) });
	const total = `${t("receipt.total")}　${sum}`;
	set.line(total, LEFT + WIDTH - 2, y + 14, { size: 9.5, weight: "bold", align: "right" });
	set.add({ kind: "rule", x: LEFT, y: y + SUM - 1, length: WIDTH, thickness: 1, color: INK });
	return y + SUM;
}

function setColumn(
	set: Typesetter,
	{ lang }: PledgeLetterProps,
	instalments: PledgeLetterProps["instalments"],
	at: { x: number; y: number; width: number },
): void {
	const t = getT(lang, "document");
	const { x, width } = at;
	const right = x + width;
	const faint: TextStyle = { size: 8, color: FAINT };
	set.add({ kind: "rule", x, y: at.y, length: width, thickness: 1, color: INK });
	set.line(t("pledge.column.number"), x + 22, at.y + 12.5, { ...faint, align: "right" });
	set.line(t("pledge.column.dueOn"), x + 34, at.y + 12.5, faint);
	set.line(t("receipt.column.amount"), right - 2, at.y + 12.5, { ...faint, align: "right" });
	hairline(set, at.y + HEAD, x, right);
	for (const [index, instalment] of instalments.entries()) {
		const top = at.y + HEAD + index * ROW;
		set.line(String(instalment.number), x + 22, top + 11.8, { size: 9, align: "right", color: FAINT });
		set.line(formatDayOfEra(instalment.dueOn, lang), x + 34, top + 11.8, { size: 9 });
		set.line(digits(instalment.amountYen), right - 2, top + 11.8, { size: 9.5, align: "right" });
		hairline(set, top + ROW, x, right);
	}
}
