import { BOTTOM, RIGHT, total } from "./paper/parts.ts";
import { FAINT, type TextBlock, type Typesetter } from "./paper/sheet.ts";

export interface PrintedIssuer {
	name: string;
	address: string;
	representativeTitle: string;
	representativeName: string;
	/** 法人番号 and the like, under the name */
	small: string[];
	seal: Uint8Array | null;
}

const BLOCK_WIDTH = 272;
/** 21 mm, the usual width of an official seal (角印). */
const SEAL_SIZE = 60;

/**
 * Issuer and representative, at the right of the sheet and standing on `bottom`. The seal covers the end of the
 * representative's name, as is the custom. Returns its upper edge.
 */
export function setIssuer(set: Typesetter, issuer: PrintedIssuer, bottom = BOTTOM): number {
	const measured = measureIssuer(set, issuer);
	measured.place(bottom - measured.height);
	return bottom - measured.height;
}

export function measureIssuer(
	set: Typesetter,
	issuer: PrintedIssuer,
): { height: number; place: (top: number) => void } {
	const { seal } = issuer;
	const width = BLOCK_WIDTH - (seal === null ? 0 : SEAL_SIZE * 0.6);
	const plain = (text: string) =>
		set.fit(text, width, { sizes: [9, 8.5, 8], maxLines: 2 }, { leading: 1.5, color: FAINT });
	const strong = (text: string) =>
		set.fit(text, width, { sizes: [13, 12, 11, 10], maxLines: 2 }, { leading: 1.55, weight: "bold" });
	const person = strong(
		[issuer.representativeTitle, issuer.representativeName].filter((part) => part !== "").join("　"),
	);
	const blocks = [plain(issuer.address), strong(issuer.name), person, ...issuer.small.map(plain)];
	const x = RIGHT - BLOCK_WIDTH;
	const place = (top: number) => {
		let y = top;
		for (const block of blocks) {
			y = set.place(block, x, y);
			if (block === person && seal !== null) setSeal(set, seal, { x, bottom: y, block });
		}
	};
	return { height: total(blocks), place };
}

function setSeal(set: Typesetter, png: Uint8Array, name: { x: number; bottom: number; block: TextBlock }): void {
	const lines = name.block.lines.length;
	const end = name.x + set.width(name.block.lines.at(-1) ?? "", name.block);
	const middle = name.bottom - name.block.height / Math.max(1, lines) / 2;
	const x = Math.min(end - SEAL_SIZE * 0.3, RIGHT - SEAL_SIZE);
	set.add({ kind: "image", x, y: middle - SEAL_SIZE / 2, width: SEAL_SIZE, height: SEAL_SIZE, png });
}
