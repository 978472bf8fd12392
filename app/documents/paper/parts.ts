import { FAINT, HAIRLINE, INK, PAPER, SEAL_RED, type TextBlock, type TextStyle, type Typesetter } from "./sheet.ts";

/** 22 mm at the sides, so that punched holes touch no text. */
export const LEFT = 62;
export const RIGHT = PAPER.width - LEFT;
export const WIDTH = RIGHT - LEFT;
export const TOP = 62;
export const BOTTOM = PAPER.height - 62;

export interface Fact {
	label: string;
	/** paragraphs, or blocks set beforehand */
	value: string[];
}

const LABEL_WIDTH = 92;
const FACT_SIZE = 9.5;
const FACT_PADDING = 6.5;

/** Rows of label and value with hairlines between; goes on with a new sheet when `bottom` is reached. */
export function setFacts(set: Typesetter, facts: Fact[], from: number, bottom: number): number {
	let y = from;
	let limit = bottom;
	hairline(set, y);
	for (const fact of facts) {
		const label = set.fit(fact.label, LABEL_WIDTH - 8, { sizes: [9.5, 9, 8.5], maxLines: 1 }, { color: FAINT });
		const width = WIDTH - LABEL_WIDTH;
		const values = fact.value.map((text) => set.block(text, width, { size: FACT_SIZE }));
		const height = Math.max(label.height, total(values)) + 2 * FACT_PADDING;
		if (y + height > limit) {
			set.newSheet();
			y = TOP;
			limit = BOTTOM;
			hairline(set, y);
		}
		set.place(label, LEFT, y + FACT_PADDING);
		let at = y + FACT_PADDING;
		for (const value of values) at = set.place(value, LEFT + LABEL_WIDTH, at);
		y += height;
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
	set.line(sum.lines.join(""), LEFT + 55 + WIDTH / 2, top + 34, { ...sum, align: "center" });
	return top + height;
}

/** Small pairs such as number and day, right aligned at the top. Returns the y below. */
export function setCorner(set: Typesetter, pairs: [label: string, value: string][], top: number): number {
	let y = top;
	for (const [label, value] of pairs) {
		const baseline = y + 9;
		set.line(value, RIGHT, baseline, { size: 9.5, align: "right" });
		set.line(label, RIGHT - set.width(value, { size: 9.5 }) - 9, baseline, { size: 8, color: FAINT, align: "right" });
		y += 16;
	}
	return y;
}

export interface Addressee {
	postal: string;
	addressLines: string[];
	/** department and the like, above the name */
	above: string[];
	/** with 様 or 御中 */
	name: string;
	below: string[];
}

/** Upper left, where the window of an envelope is. Returns the y below. */
export function setAddressee(set: Typesetter, to: Addressee, top: number): number {
	const width = 290;
	const small = { sizes: [9.5, 9, 8.5], maxLines: 2 };
	let y = top;
	for (const text of [to.postal, ...to.addressLines].filter((line) => line !== "")) {
		y = set.place(set.fit(text, width, small, { leading: 1.45 }), LEFT, y);
	}
	y += 5;
	for (const text of to.above) y = set.place(set.fit(text, width, small, { leading: 1.45 }), LEFT, y);
	const name = set.fit(to.name, width, { sizes: [15, 14, 13, 12, 11, 10], maxLines: 2 }, { leading: 1.4 });
	y = set.place(name, LEFT, y);
	for (const text of to.below) y = set.place(set.fit(text, width, small, { leading: 1.45 }), LEFT, y);
	hairline(set, y + 2, LEFT, LEFT + width);
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
