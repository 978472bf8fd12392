import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { Faces } from "./paper/face.ts";
import { qrCode } from "./paper/qr-code.ts";
import type { SetDocument } from "./paper/render-sheets.tsx";
import { INK, type Item, PAPER, Typesetter } from "./paper/sheet.ts";
import type { ShareImageProps } from "./share-image.ts";

export interface PosterProps {
	lang: Lang;
	/** whose it is */
	kicker: string;
	title: string;
	summary: string;
	/** what the code opens */
	url: string;
	/** the address as a person types it */
	shortUrl: string;
	/** who receives the gifts */
	recipients: string[];
	/** days it runs, written out; empty: without end */
	days: string;
	drawing: ShareImageProps["drawing"];
}

const LEFT = 56;
const WIDTH = PAPER.width - 2 * LEFT;
const PRIMARY = "#0f4a4e";
const CODE = 176;
const LARGEST_DRAWING = 260;
const SMALLEST_DRAWING = 90;

/** Sets an A4 poster with a code to read by telephone: to hang up at an open day, or to put into a letter. */
export function setPoster(faces: Faces, props: PosterProps): SetDocument {
	const t = getT(props.lang, "document");
	const set = new Typesetter(faces);
	set.newSheet();
	set.add({ kind: "rule", x: 0, y: 0, length: PAPER.width, thickness: 14, color: PRIMARY });
	let y = set.place(set.fit(props.kicker, WIDTH, { sizes: [17, 15, 13], maxLines: 2 }, { color: PRIMARY }), LEFT, 56);
	const title = { weight: "bold", leading: 1.4 } as const;
	y = set.place(set.fit(props.title, WIDTH, { sizes: [44, 40, 36, 32, 28], maxLines: 3 }, title), LEFT, y + 14);
	const room = { sizes: [15, 14, 13, 12, 11, 10], maxLines: 7 };
	y = set.place(set.fit(props.summary, WIDTH, room, { leading: 1.85 }), LEFT, y + 18);

	const top = PAPER.height - 290;
	// The drawing takes what the words leave.
	const size = Math.min(LARGEST_DRAWING, top - y - 40);
	if (size >= SMALLEST_DRAWING) {
		set.add(drawingOf(props.drawing, { x: PAPER.width - LEFT - size, y: y + 10 + (top - y - 40 - size) / 2, size }));
	}
	set.add(qrCode(props.url, { x: LEFT, y: top, size: CODE }));
	const beside = LEFT + CODE + 22;
	const narrow = PAPER.width - LEFT - beside;
	y = set.place(set.block(t("poster.scan"), narrow, { size: 17, weight: "bold", leading: 1.5 }), beside, top + 12);
	y = set.place(set.block(t("poster.without"), narrow, { size: 11 }), beside, y + 10);
	if (props.days) set.place(set.block(props.days, narrow, { size: 12, color: PRIMARY }), beside, y + 12);
	y = set.place(set.fit(props.shortUrl, WIDTH, { sizes: [13, 11, 9, 7], maxLines: 1 }, {}), LEFT, top + CODE + 16);
	const foot = t("poster.recipients", { names: props.recipients.join(t("poster.comma")) });
	set.place(set.fit(foot, WIDTH, { sizes: [9.5, 8.5, 7.5], maxLines: 2 }, { color: INK }), LEFT, y + 8);
	return {
		sheets: set.sheets,
		facts: { title: props.title, subject: props.kicker, author: "Izumi", lang: props.lang, issuedOn: "" },
	};
}

function drawingOf(drawing: PosterProps["drawing"], at: { x: number; y: number; size: number }): Item {
	const paths = drawing.map(({ d, width = 1, solid, faint }) => ({
		d,
		...(solid ? { fill: PRIMARY } : { stroke: PRIMARY, strokeWidth: width }),
		...(faint && { opacity: 0.45 }),
	}));
	return { kind: "drawing", x: at.x, y: at.y, width: at.size, height: at.size, canvas: 120, paths };
}
