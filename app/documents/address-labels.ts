import type { Faces } from "./paper/face.ts";
import type { SetDocument } from "./paper/render-sheets.tsx";
import { Typesetter } from "./paper/sheet.ts";

/** One address as a label or a letter's head prints it. */
export interface PaperAddress {
	/** 〒 and number, or empty */
	postal: string;
	lines: string[];
	/** with 様 or 御中 */
	name: string;
	/** department and person, 様 with the person */
	below: string;
	/** Japanese addresses stand above the name, others below it */
	nameFirst: boolean;
}

export interface AddressLabelsProps {
	layout: LabelLayout;
	labels: PaperAddress[];
	/** labels already used on the first sheet */
	skip: number;
	/** how far the printer is off, in mm, to the right and down */
	shift: { right: number; down: number };
	title: string;
}

const MM = 72 / 25.4;

/** A4 sheets as Japanese makers cut them, in mm: 86.4 × 42.3 with edges; 70 × 42.3 and 70 × 33.9 from edge to edge. */
const LAYOUTS = {
	"12": { columns: 2, rows: 6, width: 86.4, height: 42.3, left: 18.6, top: 21.6 },
	"21": { columns: 3, rows: 7, width: 70, height: 42.3, left: 0, top: 0.45 },
	"24": { columns: 3, rows: 8, width: 70, height: 33.9, left: 0, top: 12.9 },
} as const;
export const LABEL_LAYOUTS = ["12", "21", "24"] as const;
export type LabelLayout = (typeof LABEL_LAYOUTS)[number];

/** Printers reach no nearer to the edge of the paper, and no letter should stand at a cut. */
const EDGE = 6;
const NAME_SIZES = [12, 11, 10, 9, 8];
const SMALL_SIZES = [8.5, 8, 7.5, 7, 6.5];

/** Sets address labels on A4 sheets; each address fits its label whatever its length. */
export function setAddressLabels(faces: Faces, props: AddressLabelsProps): SetDocument {
	const layout = LAYOUTS[props.layout];
	const perSheet = layout.columns * layout.rows;
	const skip = Math.max(0, Math.min(props.skip, perSheet - 1));
	const set = new Typesetter(faces);
	set.newSheet();
	for (const [index, label] of props.labels.entries()) {
		const place = (index + skip) % perSheet;
		if (index > 0 && place === 0) set.newSheet();
		const x = layout.left + (place % layout.columns) * layout.width + props.shift.right;
		const y = layout.top + Math.floor(place / layout.columns) * layout.height + props.shift.down;
		setLabel(set, label, { x: x * MM, y: y * MM, width: layout.width * MM, height: layout.height * MM });
	}
	return {
		sheets: set.sheets,
		facts: { title: props.title, subject: props.title, author: "Izumi", lang: "ja", issuedOn: "" },
	};
}

type Box = { x: number; y: number; width: number; height: number };

function setLabel(set: Typesetter, label: PaperAddress, box: Box): void {
	const width = box.width - 2 * EDGE * MM;
	const room = box.height - 2 * 3.5 * MM;
	let blocks = blocksOf(set, label, width, 0);
	for (let step = 1; heightOf(blocks) > room && step < SMALL_SIZES.length; step += 1) {
		blocks = blocksOf(set, label, width, step);
	}
	let y = box.y + Math.max(2 * MM, (box.height - heightOf(blocks)) / 2);
	for (const block of blocks) y = set.place(block, box.x + EDGE * MM, y);
}

function blocksOf(set: Typesetter, label: PaperAddress, width: number, step: number) {
	const small = (text: string) => set.block(text, width, { size: SMALL_SIZES[step] ?? 6.5, leading: 1.4 });
	const sizes = NAME_SIZES.slice(step);
	// One line a little smaller reads better than a name broken in two.
	const oneLine = set.fit(label.name, width, { sizes, maxLines: 1 }, { leading: 1.5 });
	const name =
		oneLine.lines.length === 1 ? oneLine : set.fit(label.name, width, { sizes, maxLines: 2 }, { leading: 1.4 });
	const named = [
		name,
		...(label.below === ""
			? []
			: [set.block(label.below, width, { size: (SMALL_SIZES[step] ?? 6.5) + 1, leading: 1.4 })]),
	];
	const address = label.lines.map(small);
	const postal = label.postal === "" ? [] : [small(label.postal)];
	return label.nameFirst ? [...named, ...address, ...postal] : [...postal, ...address, ...named];
}

const heightOf = (blocks: readonly { height: number }[]) => blocks.reduce((sum, { height }) => sum + height, 0);
