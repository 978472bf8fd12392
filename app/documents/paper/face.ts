import { createRequire } from "node:module";
import { Font } from "@react-pdf/renderer";

/** What we use of fontkit's font: react-pdf opens it, and the same object measures here. */
interface OpenFont {
	unitsPerEm: number;
	characterSet: number[];
	glyphForCodePoint(codePoint: number): OpenGlyph;
	_cmapProcessor?: {
		uvs?: { varSelectors?: { toArray(): Selectors[] } } | null;
		lookup(codePoint: number, selector?: number): number;
	};
}
interface OpenGlyph {
	id: number;
	codePoints: number[];
	advanceWidth: number;
	path: { scale(x: number, y: number): { translate(x: number, y: number): { toSVG(): string } } };
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
	missing: boolean;
}

/** A weight of the family: what it can print, and how wide that is. */
export class Face {
	readonly #font: OpenFont;
	readonly #codePointOf: Map<number, number>;
	readonly #variants: Map<string, string>;
	readonly #clusters = new Map<string, Cluster>();
	/** in font units */
	readonly #widths = new Map<string, number>();

	constructor(font: OpenFont) {
		this.#font = font;
		this.#variants = addVariants(font);
		this.#codePointOf = preferredCodePoints(font);
	}

	/**
	 * The text as it can be printed: what has no glyph becomes 〓, an unknown variant of a character its usual form, and
	 * of characters that look the same here (⼭ and 山) one. So the same text always gives the same bytes, whatever this
	 * process printed before. Only for printing: variants of characters are private code points in it.
	 */
	printable(text: string): string {
		return clustersOf(text)
			.map((cluster) => this.#cluster(cluster).text)
			.join("");
	}

	/** Characters that would be printed as 〓 or without their marks. */
	missing(text: string): string[] {
		return clustersOf(text).filter((cluster) => this.#cluster(cluster).missing);
	}

	/** Of printable text. Without kerning, so slightly more than what is printed, never less. */
	width(printable: string, size: number, spacing = 0): number {
		let em = 0;
		let count = 0;
		for (const char of printable) {
			const known = this.#widths.get(char) ?? this.#glyph(char)?.advanceWidth ?? 0;
			this.#widths.set(char, known);
			em += known;
			count += 1;
		}
		return (em / this.#font.unitsPerEm) * size + Math.max(0, count - 1) * spacing;
	}

	/** Printable text as the data of one SVG path, its baseline beginning at a point: for pictures, whose maker has no fonts. */
	outline(printable: string, at: { x: number; y: number; size: number }): string {
		const scale = at.size / this.#font.unitsPerEm;
		let { x } = at;
		let path = "";
		for (const char of printable) {
			const glyph = this.#glyph(char);
			if (glyph) path += glyph.path.scale(scale, -scale).translate(x, at.y).toSVG();
			x += this.width(char, at.size);
		}
		return path;
	}

	#glyph(char: string): OpenGlyph | null {
		const glyph = this.#font.glyphForCodePoint(char.codePointAt(0) ?? SPACE);
		return glyph.id === 0 ? null : glyph;
	}

	#cluster(cluster: string): Cluster {
		const known = this.#clusters.get(cluster);
		if (known !== undefined) return known;
		const made = this.#read(cluster);
		this.#clusters.set(cluster, made);
		return made;
	}

	#read(cluster: string): Cluster {
		const [base = GETA] = cluster;
		if (PRIVATE.test(base)) return this.#standIn(base);
		const glyph = this.#glyph(this.#variants.get(cluster) ?? base);
		if (glyph === null) return this.#standIn(base);
		const codePoint = this.#codePointOf.get(glyph.id);
		// fontkit keeps a glyph with the first text it was asked for: without this, one donor's spelling of a name would be
		// what a reader copies out of another's receipt.
		glyph.codePoints = [codePoint ?? base.codePointAt(0) ?? SPACE];
		const text = codePoint === undefined ? (this.#variants.get(cluster) ?? base) : String.fromCodePoint(codePoint);
		return { text, missing: false };
	}

	/** Š as S, what has no such letter as 〓; a mark alone is left out. */
	#standIn(letter: string): Cluster {
		if (/^\p{M}/u.test(letter)) return { text: "", missing: false };
		const bare = BARE_LETTERS[letter] ?? letter.normalize("NFD")[0] ?? GETA;
		const known = bare !== letter && /^\p{Script=Latin}/u.test(bare) && this.#glyph(bare) !== null;
		return { text: known ? bare : GETA, missing: true };
	}
}

/** Latin letters whose stroke is no mark that Unicode takes apart. */
const BARE_LETTERS: Record<string, string> = {
	...{ Ł: "L", ł: "l", Ħ: "H", ħ: "h", Ŧ: "T", ŧ: "t", ı: "i", Ŋ: "N", ŋ: "n", ſ: "s", Ĳ: "I", ĳ: "i", ŉ: "n" },
};

/** Several characters may share a glyph: a radical and its ideograph, a hyphen and its unbreakable twin. */
function preferredCodePoints(font: OpenFont): Map<number, number> {
	const preferred = new Map<number, number>();
	for (const codePoint of [...font.characterSet].sort((a, b) => rank(a) - rank(b) || a - b)) {
		const { id } = font.glyphForCodePoint(codePoint);
		if (id !== 0 && !preferred.has(id)) preferred.set(id, codePoint);
	}
	return preferred;
}

/** Of characters with one glyph the plainest is taken: ideographs before radicals, ／ before the mathematical ∕. */
function rank(codePoint: number): number {
	const between = (from: number, to: number) => codePoint >= from && codePoint <= to;
	if (between(0x2e80, 0x2fdf) || between(0x2000, 0x200b)) return 3;
	if (between(0xf900, 0xfaff) || codePoint >= 0x2f800) return 2;
	const plain = codePoint < 0x2b0 || between(0x2010, 0x2027) || between(0x3000, 0x9fff) || codePoint >= 0xff00;
	return plain ? 0 : 1;
}

/** Where variants are put: nobody's text may hold such characters, which mean something else on every machine. */
const PRIVATE = /[\ue000-\uf8ff\u{f0000}-\u{10ffff}]/u;
const FIRST_PRIVATE = 0xe000;

interface Selectors {
	varSelector: number;
	nonDefaultUVS?: Iterable<{ unicodeValue: number; glyphID: number }>;
}

/**
 * Opens the glyphs of variation selectors (辻󠄀 with one dot), each under a private code point: fontkit's own search stops
 * at the list of usual forms, and react-pdf parts a selector from its character.
 * @returns private character by character and selector; empty where fontkit is built otherwise: then usual forms are printed
 */
function addVariants(font: OpenFont): Map<string, string> {
	const processor = font._cmapProcessor;
	const selectors = processor?.uvs?.varSelectors?.toArray();
	const variants = new Map<string, string>();
	if (!processor || !selectors) return variants;
	const glyphs: number[] = [];
	for (const { varSelector, nonDefaultUVS } of selectors) {
		for (const { unicodeValue, glyphID } of nonDefaultUVS ?? []) {
			const privateChar = String.fromCodePoint(FIRST_PRIVATE + glyphs.length);
			variants.set(String.fromCodePoint(unicodeValue, varSelector), privateChar);
			glyphs.push(glyphID);
		}
	}
	const lookup = processor.lookup.bind(processor);
	processor.lookup = (codePoint, selector) => glyphs[codePoint - FIRST_PRIVATE] ?? lookup(codePoint, selector);
	return variants;
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
	return typeof data === "object" && data !== null && "glyphForCodePoint" in data && "characterSet" in data;
}
