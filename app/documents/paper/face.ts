import { createRequire } from "node:module";
import { Font } from "@react-pdf/renderer";

/** What we use of fontkit's font: react-pdf opens it, and the same object measures here. */
interface OpenFont {
	unitsPerEm: number;
	characterSet: number[];
	glyphsForString(text: string): OpenGlyph[];
}
interface OpenGlyph {
	id: number;
	codePoints: number[];
	advanceWidth: number;
}

export type Weight = "regular" | "bold";

export const FAMILY = "Noto Serif JP";
export const FONT_WEIGHTS: Record<Weight, number> = { regular: 400, bold: 600 };
const FILES: Record<Weight, string> = {
	regular: "400Regular/NotoSerifJP_400Regular.ttf",
	bold: "600SemiBold/NotoSerifJP_600SemiBold.ttf",
};

/** Set where a font has no glyph (他の文字が組めないときの下駄): a reader sees that something stood there. */
export const GETA = "〓";
const SPACE = 0x20;
/** Distance from a line's upper edge to its baseline as react-pdf sets it, in em of this family. */
export const ASCENT_EM = 1.151;
/** Room for such a line, in em: react-pdf leaves out, without a word, a line that does not fit its box. */
export const LINE_EM = 1.6;

interface Cluster {
	text: string;
	/** in em */
	width: number;
	missing: boolean;
}

/** A weight of the family: what it can print, and how wide that is. */
export class Face {
	readonly #font: OpenFont;
	readonly #codePointOf: Map<number, number>;
	readonly #clusters = new Map<string, Cluster>();

	constructor(font: OpenFont) {
		this.#font = font;
		this.#codePointOf = preferredCodePoints(font);
	}

	/**
	 * The text as it can be printed: what has no glyph becomes 〓, an unknown variant of a character its usual form, and
	 * of characters that look the same here (⼭ and 山) one. So the same text always gives the same bytes, whatever this
	 * process printed before.
	 */
	printable(text: string): string {
		return clustersOf(text)
			.map((cluster) => this.#cluster(cluster).text)
			.join("");
	}

	/** Characters that would be printed as 〓. */
	missing(text: string): string[] {
		return clustersOf(text).filter((cluster) => this.#cluster(cluster).missing);
	}

	/** Without kerning, so slightly more than what is printed, never less. */
	width(text: string, size: number, spacing = 0): number {
		const clusters = clustersOf(text);
		const em = clusters.reduce((sum, cluster) => sum + this.#cluster(cluster).width, 0);
		return em * size + Math.max(0, clusters.length - 1) * spacing;
	}

	#cluster(cluster: string): Cluster {
		const known = this.#clusters.get(cluster);
		if (known !== undefined) return known;
		const made = this.#read(cluster);
		this.#clusters.set(cluster, made);
		return made;
	}

	#read(cluster: string): Cluster {
		const [base = SPACE, selector] = [...cluster].map((char) => char.codePointAt(0) ?? SPACE);
		const glyph = this.#font.glyphsForString(cluster)[0];
		if (glyph === undefined || glyph.id === 0) {
			if (/^\p{M}/u.test(cluster)) return { text: "", width: 0, missing: false };
			return { ...this.#cluster(GETA), missing: true };
		}
		const codePoint = this.#codePointOf.get(glyph.id);
		// fontkit keeps a glyph with the first text it was asked for: without this, one donor's spelling of a name would be
		// what a reader copies out of another's receipt.
		glyph.codePoints = codePoint !== undefined || selector === undefined ? [codePoint ?? base] : [base, selector];
		const text = String.fromCodePoint(...glyph.codePoints);
		return { text, width: glyph.advanceWidth / this.#font.unitsPerEm, missing: false };
	}
}

/** Several characters may share a glyph: a radical and its ideograph, a hyphen and its unbreakable twin. */
function preferredCodePoints(font: OpenFont): Map<number, number> {
	const preferred = new Map<number, number>();
	for (const codePoint of [...font.characterSet].sort((a, b) => rank(a) - rank(b) || a - b)) {
		const id = font.glyphsForString(String.fromCodePoint(codePoint))[0]?.id;
		if (id !== undefined && id !== 0 && !preferred.has(id)) preferred.set(id, codePoint);
	}
	return preferred;
}

function rank(codePoint: number): number {
	const radical = codePoint >= 0x2e80 && codePoint <= 0x2fdf;
	const typographicSpace = codePoint >= 0x2000 && codePoint <= 0x200b;
	const compatibility = (codePoint >= 0xf900 && codePoint <= 0xfaff) || codePoint >= 0x2f800;
	return radical || typographicSpace ? 2 : compatibility ? 1 : 0;
}

/** Controls, marks of direction, joiners: they have no form of their own and could turn a line around. */
const UNSEEN = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]+/gu;
const CLUSTER = /.(?:[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])?/gsu;
/** A letter with marks after it, and f-ligatures: composed where a composed form exists. Ideographs are never touched. */
const COMPOSABLE = /[\p{L}\p{N}][\u0300-\u036f\u3099\u309a]+/gu;

function clustersOf(text: string): string[] {
	const plain = text
		.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ")
		.replace(UNSEEN, "")
		.replace(COMPOSABLE, (letters) => letters.normalize("NFC"))
		.replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize("NFKC"));
	return plain.match(CLUSTER) ?? [];
}

export type Faces = Record<Weight, Face>;
let opened: Promise<Faces> | undefined;

/** Once per process: 8 MB of font are read, and a table of glyphs is made. */
export function openFaces(): Promise<Faces> {
	opened ??= openAll();
	return opened;
}

async function openAll(): Promise<Faces> {
	registerOnce();
	return { regular: await openFace("regular"), bold: await openFace("bold") };
}

/** react-pdf is one module however often ours is loaded (bundled routes and sources), so it is asked. */
function registerOnce(): void {
	if (Font.getRegisteredFontFamilies().includes(FAMILY)) return;
	const require = createRequire(import.meta.url);
	const weights = Object.keys(FILES) as Weight[];
	Font.register({
		family: FAMILY,
		fonts: weights.map((weight) => ({
			src: require.resolve(`@expo-google-fonts/noto-serif-jp/${FILES[weight]}`),
			fontWeight: FONT_WEIGHTS[weight],
		})),
	});
}

async function openFace(weight: Weight): Promise<Face> {
	const descriptor = { fontFamily: FAMILY, fontWeight: FONT_WEIGHTS[weight], fontStyle: "normal" as const };
	await Font.load(descriptor);
	const source: unknown = Font.getFont(descriptor)?.data;
	if (!isOpenFont(source)) throw new Error(`the font ${FILES[weight]} did not open`);
	return new Face(source);
}

function isOpenFont(data: unknown): data is OpenFont {
	return typeof data === "object" && data !== null && "glyphsForString" in data && "characterSet" in data;
}
