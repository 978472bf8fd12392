import { RIGHT, total } from "./paper/parts.ts";
import { FAINT, type TextStyle, type Typesetter } from "./paper/sheet.ts";

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
const LEFT_EDGE = RIGHT - BLOCK_WIDTH;
/** 21 mm, the usual width of an official seal (角印). */
const SEAL_SIZE = 60;

export interface MeasuredIssuer {
	height: number;
	place: (top: number) => void;
}

const STRONG: Omit<TextStyle, "size"> = { leading: 1.55, weight: "bold" };
/** The share of the seal that stands on the end of the name. */
const ON_NAME = 0.3;

/**
 * Issuer and representative, for the right of the sheet. The seal covers the end of the representative's name, as is the
 * custom, and nothing else: the lines above stay clear of it.
 */
export function measureIssuer(set: Typesetter, issuer: PrintedIssuer): MeasuredIssuer {
	const { seal } = issuer;
	const width = BLOCK_WIDTH - (seal === null ? 0 : SEAL_SIZE + 6);
	const plain = (text: string, within: number) =>
		set.fit(text, within, { sizes: [9, 8.5, 8], maxLines: 2 }, { leading: 1.5, color: FAINT });
	const name = set.fit(issuer.name, width, { sizes: [13, 12, 11, 10], maxLines: 2 }, STRONG);
	const beside = [...issuer.small.map((text) => plain(text, width)), name];
	const above = [plain(issuer.address, BLOCK_WIDTH), ...beside];
	const clear = Math.max(0, ...beside.map((block) => set.widest(block)));
	const person = measurePerson(set, issuer, { width, clear });
	const height = total(above) + person.height;
	const place = (top: number) => {
		let y = top;
		for (const block of above) y = set.place(block, LEFT_EDGE, y);
		person.place(y);
	};
	return { height, place };
}

/**
 * 学長　泉　太郎[印]: title at the left, the name's end under the seal.
 * @param of.clear  how far the lines above reach: the seal stands to the right of them
 */
function measurePerson(set: Typesetter, issuer: PrintedIssuer, of: { width: number; clear: number }): MeasuredIssuer {
	const { representativeTitle: title, representativeName: name, seal } = issuer;
	const room = of.width + (seal === null ? 0 : 6 + SEAL_SIZE * ON_NAME);
	const together = [title, name].filter((part) => part !== "").join("　");
	const oneLine = set.fit(together, room, { sizes: [13, 12, 11], maxLines: 1 }, STRONG);
	const { size } = oneLine;
	const fits = oneLine.lines.length <= 1;
	const apart = [title, name].map((text) => set.block(text, room, { ...STRONG, size }));
	const nameEnd = Math.max(of.clear + 8 + SEAL_SIZE * ON_NAME, ...(fits ? [oneLine] : apart).map((b) => set.widest(b)));
	const parts = seal === null && fits ? [oneLine] : apart;
	const height = fits ? size * (STRONG.leading ?? 1) : total(parts);
	const place = (top: number) => {
		let y = top;
		for (const part of parts) {
			const underSeal = seal !== null && part === parts.at(-1);
			set.place(part, underSeal ? LEFT_EDGE + nameEnd - set.widest(part) : LEFT_EDGE, y);
			if (!fits) y += part.height;
		}
		if (seal === null) return;
		const middle = top + height - size * (STRONG.leading ?? 1) * 0.5;
		const x = LEFT_EDGE + nameEnd - SEAL_SIZE * ON_NAME;
		// Black print shines through red ink; and the white ground of a scanned seal covers nothing.
		set.addBelow({ kind: "image", x, y: middle - SEAL_SIZE / 2, width: SEAL_SIZE, height: SEAL_SIZE, png: seal });
	};
	return { height, place };
}
