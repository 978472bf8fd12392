import sharp, { type Metadata } from "sharp";
import { invalid } from "~/platform/errors";
import {
	IMAGE_MAX_BYTES,
	IMAGE_MAX_POINTS,
	IMAGE_MIN_SIDE,
	IMAGE_WIDTHS,
	type ImageFormat,
	type ImageWidth,
	sniffImage,
} from "./image-kinds";

export type EncodedImage = {
	/** of the largest file, upright */
	width: number;
	height: number;
	files: { width: ImageWidth; format: ImageFormat; bytes: Buffer }[];
};

const READ = { limitInputPixels: IMAGE_MAX_POINTS, failOn: "error", sequentialRead: true } as const;
const SECONDS = 40;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Draws a picture anew in the widths pages use: what is kept has nothing of the bytes that came but their points. Turned
 * upright, in sRGB, without EXIF, GPS, profile or anything behind its end. One at a time: an unpacked picture is large.
 * @throws AppError image_refused (400)
 */
export function encodeImage(bytes: Uint8Array): Promise<EncodedImage> {
	const mine = turn.then(() => encodeNow(bytes));
	turn = mine.catch(() => {});
	return mine;
}

async function encodeNow(bytes: Uint8Array): Promise<EncodedImage> {
	await check(bytes);
	const upright = await readPicture(() =>
		sharp(bytes, READ)
			.timeout({ seconds: SECONDS })
			.autoOrient()
			.toColourspace("srgb")
			.resize({ width: Math.max(...IMAGE_WIDTHS), height: 2400, fit: "inside", withoutEnlargement: true })
			.raw()
			.toBuffer({ resolveWithObject: true }),
	);
	const { width, height, channels } = upright.info;
	if (Math.min(width, height) < IMAGE_MIN_SIDE / 4) throw refuse("tooSmall", `${width} × ${height}`);
	const drawn = () => sharp(upright.data, { raw: { width, height, channels } });
	const files: EncodedImage["files"] = [];
	for (const each of IMAGE_WIDTHS) {
		const sized = () => drawn().resize({ width: each, withoutEnlargement: true });
		files.push({ width: each, format: "webp", bytes: await sized().webp({ quality: 80 }).toBuffer() });
		const flat = sized().flatten({ background: "#fff" });
		const jpeg = await flat.jpeg({ quality: 82, progressive: true, mozjpeg: true }).toBuffer();
		files.push({ width: each, format: "jpg", bytes: jpeg });
	}
	return { width, height, files };
}

async function check(bytes: Uint8Array): Promise<void> {
	if (bytes.byteLength > IMAGE_MAX_BYTES) throw refuse("tooLarge", `${bytes.byteLength} bytes`);
	const kind = sniffImage(bytes);
	if (kind === null) throw refuse("wrongKind", "first bytes are of no picture we take");
	const found = await readPicture(() => sharp(bytes, READ).metadata());
	// AVIF is one of the pictures HEIF may hold.
	const isKind = kind === "avif" ? found.format === "heif" && found.compression === "av1" : found.format === kind;
	if (!isKind) throw refuse("wrongKind", `looks like ${kind} and is ${found.format}`);
	checkSize(found);
}

function checkSize({ width, height, pages }: Metadata): void {
	if (width * height > IMAGE_MAX_POINTS) throw refuse("tooManyPoints", `${width} × ${height}`);
	if ((pages ?? 1) > 1) throw refuse("animated", `${pages} pages`);
	if (Math.min(width, height) < IMAGE_MIN_SIDE) throw refuse("tooSmall", `${width} × ${height}`);
}

async function readPicture<T>(read: () => Promise<T>): Promise<T> {
	try {
		return await read();
	} catch (cause) {
		const words = cause instanceof Error ? cause.message : "";
		if (/exceeds pixel limit/.test(words)) throw refuse("tooManyPoints", words);
		throw refuse("broken", "cannot be decoded", cause);
	}
}

type Refusal = "tooLarge" | "wrongKind" | "tooManyPoints" | "animated" | "tooSmall" | "broken";

function refuse(reason: Refusal, logMessage: string, cause?: unknown) {
	return invalid("image_refused", `picture refused: ${logMessage}`, {
		personKey: `images.${reason}`,
		params: {
			field: "imageFile",
			megabytes: IMAGE_MAX_BYTES / 2 ** 20,
			points: IMAGE_MAX_POINTS / 1e4,
			side: IMAGE_MIN_SIDE,
		},
		cause,
	});
}
