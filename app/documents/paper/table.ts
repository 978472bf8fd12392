import { BOTTOM, hairline, LEFT, TOP, WIDTH } from "./parts.ts";
import { FAINT, INK, type TextBlock, type TextStyle, type Typesetter } from "./sheet.ts";

export interface TableColumn {
	label: string;
	/** share of the table's width */
	weight: number;
	/** figures stand to the right */
	number?: boolean;
}
export interface PaperTable {
	columns: TableColumn[];
	rows: string[][];
	/** the sum below a stronger rule */
	foot?: string[];
	size?: number;
}

const PADDING = 3;
const GAP = 5;

/** About what a table of one line a row takes: for keeping it on one sheet where it fits one. */
export function heightOfTable({ rows, foot, size = 8 }: PaperTable): number {
	return (rows.length + (foot ? 2 : 1)) * (size * 1.35 + 2 * PADDING) + 4;
}

/** A table of figures, its heading repeated on every sheet it goes on to. Returns the y below. */
export function setTable(set: Typesetter, table: PaperTable, from: number): number {
	const size = table.size ?? 8;
	const weights = table.columns.reduce((sum, column) => sum + column.weight, 0);
	let x = LEFT;
	const places = table.columns.map((column) => {
		const width = (WIDTH * column.weight) / weights;
		const place = { column, left: x, width: width - GAP };
		x += width;
		return place;
	});
	const measure = (cells: readonly string[], style: TextStyle): TextBlock[] =>
		places.map(({ width }, index) => set.block(cells[index] ?? "", width, { leading: 1.35, ...style }));
	const heightOf = (blocks: TextBlock[]) => Math.max(...blocks.map((block) => block.height)) + 2 * PADDING;
	const put = (blocks: TextBlock[], top: number) => {
		for (const [index, { column, left, width }] of places.entries()) {
			const block = blocks[index];
			if (!block) continue;
			const at = column.number ? left + width : left;
			set.place({ ...block, align: column.number ? "right" : "left" }, at, top + PADDING);
		}
		return top + heightOf(blocks);
	};
	// A heading rather shrinks than breaks within a word.
	const sizes = [size - 0.5, size - 1, size - 1.5, size - 2];
	const heading = places.map(({ column, width }) =>
		set.fit(column.label, width, { sizes, maxLines: 1 }, { color: FAINT, leading: 1.35 }),
	);
	const strong = (y: number) => set.add({ kind: "rule", x: LEFT, y, length: WIDTH, thickness: 1, color: INK });
	const begin = (top: number) => {
		strong(top);
		const y = put(heading, top);
		hairline(set, y);
		return y;
	};
	const lines = [
		...table.rows.map((row) => ({ blocks: measure(row, { size }), isFoot: false })),
		...(table.foot ? [{ blocks: measure(table.foot, { size, weight: "bold" }), isFoot: true }] : []),
	];
	let y = from;
	const first = lines[0] ? heightOf(lines[0].blocks) : 0;
	if (y + heightOf(heading) + first > BOTTOM) {
		set.newSheet();
		y = TOP;
	}
	y = begin(y);
	for (const { blocks, isFoot } of lines) {
		if (y + heightOf(blocks) > BOTTOM) {
			set.newSheet();
			y = begin(TOP);
		}
		if (isFoot) strong(y);
		y = put(blocks, y);
		hairline(set, y);
	}
	return y;
}
