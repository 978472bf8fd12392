import path from "node:path";
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

const PACKAGE = path.join(import.meta.dirname, "../../node_modules/pdfjs-dist");

/** A piece of text as it lies on its sheet, in points from the upper left; what is turned (a watermark) is `turned`. */
export interface PdfText {
	text: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
	baseline: number;
	turned: boolean;
}

export interface PdfSheet {
	width: number;
	height: number;
	texts: PdfText[];
	/** all of it without spaces, in the order it was drawn */
	joined: string;
}

export interface PdfFacts {
	title: string;
	author: string;
	subject: string;
	lang: string | null;
	createdOn: string;
}

/** Letters hang this much below the baseline and stand this much above it, in em: ideographs as they look. */
const BELOW_EM = 0.12;
const ABOVE_EM = 0.86;

export async function readPdf(bytes: Uint8Array): Promise<{ sheets: PdfSheet[]; facts: PdfFacts }> {
	return withPdf(bytes, async (pdf) => {
		const sheets: PdfSheet[] = [];
		for (let number = 1; number <= pdf.numPages; number++) sheets.push(await readSheet(await pdf.getPage(number)));
		const info = (await pdf.getMetadata()).info as Record<string, string>;
		const { Title = "", Author = "", Subject = "", Language = null, CreationDate = "" } = info;
		return {
			sheets,
			facts: { title: Title, author: Author, subject: Subject, lang: Language, createdOn: CreationDate },
		};
	});
}

async function readSheet(page: PDFPageProxy): Promise<PdfSheet> {
	const { width, height } = page.getViewport({ scale: 1 });
	const { items } = await page.getTextContent();
	const texts = items.flatMap((item): PdfText[] => {
		if (!("str" in item) || item.str.trim() === "") return [];
		const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
		const size = Math.hypot(a, b);
		return [
			{
				text: item.str,
				left: x,
				right: x + item.width,
				top: height - y - size * ABOVE_EM,
				bottom: height - y + size * BELOW_EM,
				baseline: height - y,
				turned: Math.abs(b) > 0.01,
			},
		];
	});
	return {
		width,
		height,
		texts,
		joined: texts
			.map(({ text }) => text)
			.join("")
			.replace(/\s+/g, ""),
	};
}

export interface Picture {
	width: number;
	height: number;
	/** four bytes a pixel */
	pixels: Uint8ClampedArray;
	png: Uint8Array;
}

interface Canvas {
	canvas: { toBuffer(type: "image/png"): Uint8Array };
	context: {
		fillStyle: string;
		fillRect(x: number, y: number, width: number, height: number): void;
		getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
	};
}

/** Draws one sheet as a person would see it; `scale` 1 is 72 dpi. */
export async function drawSheet(bytes: Uint8Array, number = 1, scale = 1): Promise<Picture> {
	return withPdf(bytes, async (pdf) => {
		const page = await pdf.getPage(number);
		const viewport = page.getViewport({ scale });
		const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
		// pdf.js brings a canvas of its own, which does not mix with another copy's.
		const { canvas, context } = (pdf.canvasFactory as { create(width: number, height: number): Canvas }).create(
			width,
			height,
		);
		context.fillStyle = "white";
		context.fillRect(0, 0, width, height);
		await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
		const { data } = context.getImageData(0, 0, width, height);
		return { width, height, pixels: data, png: new Uint8Array(canvas.toBuffer("image/png")) };
	});
}

async function withPdf<T>(bytes: Uint8Array, use: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
	const task = getDocument({
		data: new Uint8Array(bytes),
		standardFontDataUrl: `${PACKAGE}/standard_fonts/`,
		cMapUrl: `${PACKAGE}/cmaps/`,
		cMapPacked: true,
		verbosity: 0,
	});
	try {
		return await use(await task.promise);
	} finally {
		await task.destroy();
	}
}

/** Pairs of texts on a sheet that lie on each other by more than a point. */
export function overlaps(sheet: PdfSheet): string[] {
	const flat = sheet.texts.filter(({ turned }) => !turned);
	const found: string[] = [];
	for (const [index, a] of flat.entries()) {
		for (const b of flat.slice(index + 1)) {
			const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
			const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
			if (wide > 1 && high > 1) found.push(`${a.text} × ${b.text}`);
		}
	}
	return found;
}

/** Texts that leave the sheet's margins. */
export function outside(sheet: PdfSheet, margin: number): string[] {
	return sheet.texts
		.filter(({ turned }) => !turned)
		.filter(
			({ left, top, right, bottom }) =>
				left < margin || top < margin || right > sheet.width - margin || bottom > sheet.height - margin,
		)
		.map(({ text }) => text);
}
