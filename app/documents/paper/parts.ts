import { FAINT, HAIRLINE, INK, PAPER, SEAL_RED, type TextBlock, type TextStyle, type Typesetter } from "./sheet.ts";

/** 22 mm at the sides, so that punched holes touch no text. */
export const LEFT = 62;
export const RIGHT = PAPER.width - LEFT;
export const WIDTH = RIGHT - LEFT;
export const TOP = 62;
export const BOTTOM = PAPER.height - 62;

/** A paragraph; one that stands out; or a small label with its value, in columns. */
export type FactLine = string | { strong: string } | { label: string; value: string };

export interface Fact {
	label: string;
	lines: FactLine[];
}

interface FactRow {
	label: TextBlock;
	lines: { label: TextBlock | null; value: TextBlock }[];
	height: number;
}

export interface FactTable {
	rows: FactRow[];
	padding: number;
	height: number;
}

const LABEL_WIDTH = 92;
const DENSITIES = [
	{ size: 9.5, padding: 6.5, leading: 1.55 },
	{ size: 9, padding: 4.5, leading: 1.45 },
	{ size: 8.5, padding: 3, leading: 1.35 },
];

/** Sets rows of label and value as loosely as `room` allows; the densest may still need more. */
export function measureFacts(set: Typesetter, facts: Fact[], room: number): FactTable {
	const tables = DENSITIES.map((density) => tableOf(set, facts, density));
	const fitting = tables.find((table) => table.height <= room) ?? tables.at(-1);
	return fitting ?? { rows: [], padding: 0, height: 0 };
}

function tableOf(set: Typesetter, facts: Fact[], density: (typeof DENSITIES)[number]): FactTable {
	const { padding, ...style } = density;
	const rows = facts.map((fact) => {
		const label = set.fit(
			fact.label,
			LABEL_WIDTH - 8,
			{ sizes: [style.size, style.size - 0.5, style.size - 1], maxLines: 1 },
			{ color: FAINT, leading: style.leading },
		);
		const lines = fact.lines.map((line) => lineOf(set, line, style));
		const values = lines.reduce((sum, line) => sum + Math.max(line.value.height, line.label?.height ?? 0), 0);
		return { label, lines, height: Math.max(label.height, values) + 2 * padding };
	});
	return { rows, padding, height: rows.reduce((sum, row) => sum + row.height, 0) };
}

const SUB_LABEL_WIDTH = 78;

function lineOf(set: Typesetter, line: FactLine, style: TextStyle): FactRow["lines"][number] {
	const width = WIDTH - LABEL_WIDTH;
	if (typeof line === "string") return { label: null, value: set.block(line, width, style) };
	if ("strong" in line) {
		return { label: null, value: set.block(line.strong, width, { ...style, size: style.size + 4, weight: "bold" }) };
	}
	const label = set.block(line.label, SUB_LABEL_WIDTH - 6, { ...style, color: FAINT });
	return { label, value: set.block(line.value, width - SUB_LABEL_WIDTH, style) };
}

/** Places the rows with hairlines below each; goes on with a new sheet when `bottom` is reached. */
export function setFacts(set: Typesetter, { rows, padding }: FactTable, from: number, bottom: number): number {
	let y = from;
	let limit = bottom;
	for (const row of rows) {
		if (y + row.height > limit) {
			set.newSheet();
			y = TOP;
			limit = BOTTOM;
			hairline(set, y);
		}
		set.place(row.label, LEFT, y + padding);
		let at = y + padding;
		for (const { label, value } of row.lines) {
			if (label !== null) set.place(label, LEFT + LABEL_WIDTH, at);
			set.place(value, LEFT + LABEL_WIDTH + (label === null ? 0 : SUB_LABEL_WIDTH), at);
			at += Math.max(value.height, label?.height ?? 0);
		}
		y += row.height;
		hairline(set, y);
	}
	return y;
}

export function hairline(set: Typesetter, y: number, from = LEFT, to = RIGHT): void {
	set.add({ kind: "rule", x: from, y, length: to - from, thickness: 0.5, color: HAIRLINE });
}

/** The sum between two strong rules: what the eye looks for first. Returns the y below. */
export function setAmount(set: Typesetter, label: string, amount: string, top: number): number {
	const height = 52;
	for (const y of [top, top + height]) {
		set.add({ kind: "rule", x: LEFT, y: y - 0.5, length: WIDTH, thickness: 1, color: INK });
	}
	set.line(label, LEFT + 10, top + 31, { size: 10.5, color: FAINT });
	const sum = set.fit(amount, WIDTH - 150, { sizes: [22, 20, 18, 16], maxLines: 1 }, { weight: "bold" });
	set.line(amount, LEFT + 55 + WIDTH / 2, top + 34, { size: sum.size, weight: "bold", align: "center" });
	return top + height;
}

const ADDRESSEE_WIDTH = 290;
const CORNER_WIDTH = WIDTH - ADDRESSEE_WIDTH - 14;

/** Small pairs such as number and day, right aligned at the top, beside the addressee. Returns the y below. */
export function setCorner(set: Typesetter, pairs: [label: string, value: string][], top: number): number {
	let y = top;
	for (const [label, text] of pairs) {
		const labelStyle = { size: 8, color: FAINT, align: "right" } as const;
		const room = CORNER_WIDTH - set.width(label, labelStyle) - 9;
		const sizes = [9.5, 9, 8.5, 8, 7.5];
		const value = set.fit(text, room, { sizes, maxLines: 1 }, { align: "right", leading: 1.35 });
		set.line(label, RIGHT - set.widest(value) - 9, y + 10.5, labelStyle);
		y = set.place(value, RIGHT, y) + 3.5;
	}
	return y;
}

export interface Addressee {
	postal: string;
	addressLines: string[];
	/** with 様 or 御中 */
	name: string;
	/** department and person */
	below: string;
	/** Japanese addresses stand above the name, others below it. */
	nameFirst: boolean;
}

/** Upper left, where the window of an envelope is. Returns the y below. */
export function setAddressee(set: Typesetter, to: Addressee, top: number): number {
	const small = (text: string) =>
		set.fit(text, ADDRESSEE_WIDTH, { sizes: [9.5, 9, 8.5], maxLines: 2 }, { leading: 1.45 });
	const name = set.fit(to.name, ADDRESSEE_WIDTH, { sizes: [15, 14, 13, 12, 11, 10], maxLines: 2 }, { leading: 1.4 });
	const named = [name, small(to.below)];
	const postal = to.postal === "" ? [] : [to.postal];
	const address = to.nameFirst ? [...to.addressLines, ...postal] : [...postal, ...to.addressLines];
	const groups = to.nameFirst ? [named, address.map(small)] : [address.map(small), named];
	let y = top;
	for (const [index, group] of groups.entries()) {
		if (index > 0) y += total(group) === 0 ? 0 : 5;
		for (const block of group) y = set.place(block, LEFT, y);
	}
	hairline(set, y + 3, LEFT, LEFT + ADDRESSEE_WIDTH);
	return y + 3;
}

export function setTitle(set: Typesetter, title: string, baseline: number): void {
	const japanese = /[\u3040-\u9fff]/.test(title);
	const spacing = japanese ? 7 : 0.4;
	const style: TextStyle = { size: 22, weight: "bold", align: "center", spacing };
	set.line(title, PAPER.width / 2, baseline, style);
}

/** A boxed word at the right of the title: 再発行. */
export function setStamp(set: Typesetter, text: string, right: number, top: number): void {
	const style: TextStyle = { size: 11, weight: "bold", color: SEAL_RED, spacing: 2 };
	const width = set.width(text, style) + 20;
	set.add({ kind: "box", x: right - width, y: top, width, height: 24, thickness: 1.2, color: SEAL_RED });
	set.line(text, right - width + 10, top + 16, style);
}

export function total(blocks: TextBlock[]): number {
	return blocks.reduce((sum, block) => sum + block.height, 0);
}
