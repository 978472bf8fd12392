import { BOTTOM, LEFT, TOP, WIDTH } from "./paper/parts.ts";
import { FAINT, INK, type TextBlock, type TextStyle, type Typesetter } from "./paper/sheet.ts";
import type { PaperParagraph } from "./report-text.ts";

export const ACCENT = "#0f4a4e";
const TRACK = "#ece6da";

/** Text that runs down the sheets: keeps the place, and turns to a new sheet when what comes does not fit. */
export class Flow {
	y = TOP;
	readonly set: Typesetter;

	constructor(set: Typesetter) {
		this.set = set;
		this.newSheet();
	}

	newSheet(): void {
		this.set.newSheet();
		this.y = TOP;
	}

	/** What needs so much height stands whole on one sheet. */
	keep(height: number): void {
		if (this.y + height > BOTTOM && this.y > TOP) this.newSheet();
	}

	skip(points: number): void {
		if (this.y > TOP) this.y += points;
	}

	text(
		text: string,
		style: TextStyle,
		{ indent = 0, width = WIDTH - indent }: { indent?: number; width?: number } = {},
	) {
		if (text.trim() === "") return;
		this.lines(this.set.block(text, width, style), LEFT + indent);
	}

	/** Lines of a block one by one, so that a long paragraph goes on over the sheet's end. */
	lines(block: TextBlock, x: number): void {
		const leading = block.size * (block.leading ?? 1.55);
		for (const line of block.lines) {
			if (this.y + leading > BOTTOM) this.newSheet();
			this.set.place({ ...block, lines: [line], height: leading }, x, this.y);
			this.y += leading;
		}
	}

	heading(text: string): void {
		if (text === "") return;
		this.skip(22);
		this.keep(80);
		this.text(text, { size: 13.5, weight: "bold", leading: 1.4, color: ACCENT });
		this.y += 5;
	}

	paragraphs(paragraphs: readonly PaperParagraph[]): void {
		for (const { text, style, indent, mark, rule } of paragraphs) {
			if (rule) {
				this.keep(20);
				this.set.add({ kind: "rule", x: LEFT, y: this.y + 8, length: 60, thickness: 0.5, color: FAINT });
				this.y += 16;
				continue;
			}
			this.keep(style.size * 1.8);
			if (mark !== "") {
				const top = this.set.block(mark, 20, { ...style });
				this.set.place(top, LEFT + indent - 14, this.y);
			}
			this.text(text, style, { indent });
			this.y += 5;
		}
	}

	/** A share of one, drawn over the whole width. */
	bar(share: number): void {
		const width = WIDTH * Math.min(1, Math.max(0, share));
		this.set.add({ kind: "rule", x: LEFT, y: this.y, length: WIDTH, thickness: 5, color: TRACK });
		if (width > 0) this.set.add({ kind: "rule", x: LEFT, y: this.y, length: width, thickness: 5, color: ACCENT });
		this.y += 11;
	}

	/** A name to the left and its amount to the right on one line. */
	pair(label: string, value: string, style: TextStyle): void {
		const valueWidth = this.set.width(value, { ...style, weight: "bold" });
		const block = this.set.block(label, WIDTH - valueWidth - 16, style);
		this.keep(block.height + 14);
		const top = this.y;
		this.set.place(
			this.set.block(value, valueWidth + 4, { ...style, weight: "bold", align: "right" }),
			LEFT + WIDTH,
			top,
		);
		this.y = this.set.place(block, LEFT, top);
	}

	picture(bytes: Uint8Array, size: { width: number; height: number }, { maxHeight = 300, width = WIDTH } = {}): void {
		const height = Math.min(maxHeight, (width * size.height) / size.width);
		const drawn = (height * size.width) / size.height;
		this.keep(height + 30);
		this.set.add({ kind: "image", x: LEFT, y: this.y, width: drawn, height, png: bytes });
		this.y += height + 6;
	}

	strongRule(): void {
		this.set.add({ kind: "rule", x: LEFT, y: this.y, length: WIDTH, thickness: 1, color: INK });
	}
}
