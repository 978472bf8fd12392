import { breakLines } from "./paper/break-lines.ts";
import { type Face, openFaces } from "./paper/face.ts";

/** What a shared link shows of a page. */
export interface ShareImageProps {
	/** whose it is: a hub, the programme */
	kicker: string;
	title: string;
	/** one line at the foot: the site */
	foot: string;
	/** lines of a drawing on a canvas of 120 by 120 */
	drawing: readonly { d: string; width?: number; solid?: boolean; faint?: boolean }[];
	/** how far it is, when it has a goal: 0 to 1 and the words beside the bar */
	progress?: { share: number; label: string };
}

export const SHARE_IMAGE = { width: 1200, height: 630 } as const;

const LEFT = 80;
const TEXT_WIDTH = 690;
const TITLE_TOP = 190;
const TITLE = { largest: 68, smallest: 44, leading: 1.4, bottom: 520, bottomAboveBar: 435 };
const KICKER = { largest: 34, smallest: 24 };
const COLOUR = { paper: "#faf6ee", ink: "#1d2a2c", soft: "#4e5b5c", primary: "#0f4a4e", line: "#dcd2c1" };

/**
 * The picture of a shared link (Open Graph) as PNG, 1200 by 630. Text becomes outlines, so that no font is needed where it is drawn.
 */
export async function drawShareImage(props: ShareImageProps): Promise<Uint8Array> {
	const { regular, bold } = await openFaces();
	// The encoder is large, and most of what a process does needs no picture.
	const { default: sharp } = await import("sharp");
	return sharp(Buffer.from(svgOf(regular, bold, props)))
		.png({ compressionLevel: 9, palette: true })
		.toBuffer();
}

function svgOf(regular: Face, bold: Face, props: ShareImageProps): string {
	const { width, height } = SHARE_IMAGE;
	const room = (props.progress ? TITLE.bottomAboveBar : TITLE.bottom) - TITLE_TOP;
	const title = fitTitle(bold, bold.printable(props.title), room);
	const titleTop = TITLE_TOP + title.size * 0.85;
	const text = (face: Face, words: string, y: number, size: number, fill: string) =>
		`<path fill="${fill}" d="${face.outline(cut(face, face.printable(words), size), { x: LEFT, y, size })}"/>`;
	const lines = title.lines.map(
		(line, at) =>
			`<path fill="${COLOUR.ink}" d="${bold.outline(line, { x: LEFT, y: titleTop + at * title.size * TITLE.leading, size: title.size })}"/>`,
	);
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="${width}" height="${height}" fill="${COLOUR.paper}"/>
<rect width="${width}" height="14" fill="${COLOUR.primary}"/>
${drawingOf(props.drawing)}
${text(bold, props.kicker, 140, fitLine(bold, props.kicker), COLOUR.primary)}
${lines.join("")}
${props.progress ? barOf(regular, props.progress) : ""}
${text(regular, props.foot, 575, 28, COLOUR.soft)}
</svg>`;
}

/** As large as it fits; what is longer than the smallest size holds ends in an ellipsis. */
function fitTitle(face: Face, title: string, room: number): { size: number; lines: string[] } {
	const broken = (size: number) => breakLines(title, TEXT_WIDTH, (text) => face.width(text, size));
	const most = (size: number) => Math.floor(room / (size * TITLE.leading));
	for (let size = TITLE.largest; size > TITLE.smallest; size -= 4) {
		const lines = broken(size);
		if (lines.length <= most(size)) return { size, lines };
	}
	const size = TITLE.smallest;
	const lines = broken(size);
	if (lines.length <= most(size)) return { size, lines };
	const kept = lines.slice(0, most(size));
	return { size, lines: [...kept.slice(0, -1), cut(face, `${kept.at(-1)}…`, size)] };
}

function fitLine(face: Face, text: string): number {
	let size = KICKER.largest;
	while (size > KICKER.smallest && face.width(face.printable(text), size) > TEXT_WIDTH) size -= 2;
	return size;
}

function cut(face: Face, printable: string, size: number): string {
	if (face.width(printable, size) <= TEXT_WIDTH) return printable;
	const chars = [...printable.replace(/…$/, "")];
	while (chars.length > 0 && face.width(`${chars.join("")}…`, size) > TEXT_WIDTH) chars.pop();
	return `${chars.join("")}…`;
}

function drawingOf(drawing: ShareImageProps["drawing"]): string {
	const strokes = drawing.map(
		({ d, width = 1, solid, faint }) =>
			`<path d="${d}"${solid ? ` fill="${COLOUR.primary}"` : ` fill="none" stroke="${COLOUR.primary}" stroke-width="${width}"`}${faint ? ' opacity="0.45"' : ""}/>`,
	);
	return `<g transform="translate(820 130) scale(3)" stroke-linecap="round" stroke-linejoin="round">${strokes.join("")}</g>`;
}

function barOf(face: Face, { share, label }: { share: number; label: string }): string {
	const filled = Math.max(0, Math.min(1, share)) * TEXT_WIDTH;
	const words = face.outline(cut(face, face.printable(label), 28), { x: LEFT, y: 470, size: 28 });
	return `<path fill="${COLOUR.ink}" d="${words}"/>
<rect x="${LEFT}" y="490" width="${TEXT_WIDTH}" height="16" rx="8" fill="${COLOUR.line}"/>
<rect x="${LEFT}" y="490" width="${filled}" height="16" rx="8" fill="${COLOUR.primary}"/>`;
}
