/** What pages ask for; every picture has a file of each. A picture narrower than that keeps its own width in it. */
export const IMAGE_WIDTHS = [480, 960, 1600] as const;
export type ImageWidth = (typeof IMAGE_WIDTHS)[number];
export const IMAGE_FORMATS = ["webp", "jpg"] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

export const IMAGE_MAX_BYTES = 15 * 2 ** 20;
/** A picture of more points is refused before it is unpacked: 64 million are 256 MB in memory. */
export const IMAGE_MAX_POINTS = 64_000_000;
export const IMAGE_MIN_SIDE = 160;
export const IMAGE_TEXT_MAX = { alt: 300, credit: 120 } as const;

/** Where a picture is: a path, the same for everybody and for good. */
export function imageUrl(imageId: string, width: ImageWidth, format: ImageFormat): string {
	return `/images/${imageId}/${width}.${format}`;
}

type Bytes = Uint8Array;
const ascii = (bytes: Bytes, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
const startsWith = (bytes: Bytes, signature: readonly number[]) => signature.every((byte, at) => bytes[at] === byte);

/** What the first bytes say it is; a name and a content type say nothing. */
export function sniffImage(bytes: Bytes): "jpeg" | "png" | "webp" | "avif" | null {
	if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "jpeg";
	if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
	if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "webp";
	if (ascii(bytes, 4, 8) === "ftyp" && ["avif", "mif1"].includes(ascii(bytes, 8, 12))) return "avif";
	return null;
}

/** A picture as forms and pages name it, in both languages. */
export interface ImageWords {
	altJa: string;
	altEn: string;
	creditJa: string;
	creditEn: string;
}

/** What a page needs to show a picture without moving when it arrives. */
export interface ShownImage {
	id: string;
	width: number;
	height: number;
	/** widths worth asking for, ascending */
	widths: number[];
	alt: string;
	credit: string;
}

export function toShownImage(
	image: ImageWords & { id: string; width: number; height: number },
	lang: "ja" | "en",
): ShownImage {
	const { id, width, height } = image;
	const inLang = (ja: string, en: string) => (lang === "en" && en !== "" ? en : ja);
	const narrower = IMAGE_WIDTHS.filter((each) => each < width);
	const enough = IMAGE_WIDTHS.find((each) => each >= width);
	const widths = enough === undefined ? narrower : [...narrower, enough];
	return {
		id,
		width,
		height,
		widths,
		alt: inLang(image.altJa, image.altEn),
		credit: inLang(image.creditJa, image.creditEn),
	};
}
