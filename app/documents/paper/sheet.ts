import { breakLines } from "./break-lines.ts";
import { ASCENT_EM, type Face, type Faces, type Weight } from "./face.ts";

/** A4 in points. */
export const PAPER = { width: 595.28, height: 841.89 } as const;
export const INK = "#1a1a1a";
export const FAINT = "#5c5c5c";
export const HAIRLINE = "#8a8a8a";
export const SEAL_RED = "#b3261e";

export type Item =
	| {
			kind: "text";
			x: number;
			top: number;
			width: number;
			text: string;
			size: number;
			weight: Weight;
			color: string;
			spacing: number;
	  }
	| { kind: "rule"; x: number; y: number; length: number; thickness: number; color: string }
	| {
			kind: "box";
			x: number;
			y: number;
			width: number;
			height: number;
			thickness: number;
			color: string;
			fill?: string;
	  }
	| { kind: "image"; x: number; y: number; width: number; height: number; png: Uint8Array }
	| {
			kind: "drawing";
			x: number;
			y: number;
			width: number;
			height: number;
			/** side of the square canvas the paths are drawn on */
			canvas: number;
			paths: { d: string; fill?: string; stroke?: string; strokeWidth?: number; opacity?: number }[];
	  }
	| { kind: "watermark"; text: string; size: number };

export interface Sheet {
	items: Item[];
}

export interface TextStyle {
	size: number;
	weight?: Weight;
	color?: string;
	align?: "left" | "right" | "center";
	/** between letters, in points */
	spacing?: number;
	/** distance of baselines, in em */
	leading?: number;
}

export interface TextBlock extends TextStyle {
	/** printable */
	lines: string[];
	height: number;
}

/** Upper edge of an ideograph above the baseline, in em: where the eye sees a line begin. */
const IDEOGRAPH_TOP_EM = 0.88;
const LEADING_EM = 1.55;

/**
 * Sets type on sheets by measure: every line is broken here, so nothing wraps, moves or is cut when it is rendered.
 * Coordinates are points from the upper left corner.
 */
export class Typesetter {
	readonly sheets: Sheet[] = [];
	readonly #faces: Faces;
	#sheet: Sheet | undefined;

	constructor(faces: Faces) {
		this.#faces = faces;
	}

	/** What is set from now on stands on a new sheet. */
	newSheet(): void {
		this.turnTo(this.sheets.push({ items: [] }) - 1);
	}

	turnTo(index: number): void {
		this.#sheet = this.sheets[index];
	}

	add(item: Item): void {
		this.#sheet?.items.push(item);
	}

	/** Under everything that is on the sheet, whenever it was set. */
	addBelow(item: Item): void {
		this.#sheet?.items.unshift(item);
	}

	width(text: string, style: TextStyle): number {
		const face = this.#face(style);
		return face.width(face.printable(text), style.size, style.spacing);
	}

	/** Breaks text to a width. `text` may hold line feeds. */
	block(text: string, width: number, style: TextStyle): TextBlock {
		const face = this.#face(style);
		const lines = text.split("\n").flatMap((paragraph) => this.#lines(face, paragraph, width, style));
		return { ...style, lines, height: lines.length * style.size * (style.leading ?? LEADING_EM) };
	}

	/** The largest of `sizes` at which the text needs no more than `maxLines`; else the smallest, on as many as it takes. */
	fit(
		text: string,
		width: number,
		fit: { sizes: number[]; maxLines: number },
		style: Omit<TextStyle, "size">,
	): TextBlock {
		let block = this.block(text, width, { ...style, size: fit.sizes[0] ?? 10 });
		for (const size of fit.sizes.slice(1)) {
			if (block.lines.length <= fit.maxLines) break;
			block = this.block(text, width, { ...style, size });
		}
		return block;
	}

	/** One line on its baseline; `x` is its left edge, right edge or middle, by `align`. */
	line(text: string, x: number, baseline: number, style: TextStyle): void {
		this.#put(this.#face(style).printable(text), x, baseline, style);
	}

	/** A block whose first line's letters begin at `top`. Returns the y below it. */
	place(block: TextBlock, x: number, top: number): number {
		const leading = block.size * (block.leading ?? LEADING_EM);
		const gap = leading - block.size;
		block.lines.forEach((line, index) => {
			this.#put(line, x, top + gap / 2 + index * leading + block.size * IDEOGRAPH_TOP_EM, block);
		});
		return top + block.height;
	}

	/** The width of a block's widest line. */
	widest(block: TextBlock): number {
		const face = this.#face(block);
		return Math.max(0, ...block.lines.map((line) => face.width(line, block.size, block.spacing)));
	}

	#put(printable: string, x: number, baseline: number, style: TextStyle): void {
		if (printable.trim() === "") return;
		const width = this.#face(style).width(printable, style.size, style.spacing);
		const shift = style.align === "right" ? width : style.align === "center" ? width / 2 : 0;
		const { size, weight = "regular", color = INK, spacing = 0 } = style;
		const top = baseline - size * ASCENT_EM;
		this.add({ kind: "text", x: x - shift, top, width, text: printable, size, weight, color, spacing });
	}

	#face(style: { weight?: Weight }): Face {
		return this.#faces[style.weight ?? "regular"];
	}

	#lines(face: Face, paragraph: string, width: number, style: TextStyle): string[] {
		return breakLines(face.printable(paragraph), width, (text) => face.width(text, style.size, style.spacing));
	}
}
