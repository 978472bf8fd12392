import { crc32, deflateSync, inflateSync } from "node:zlib";

/** Why an uploaded picture is refused. */
export class PictureError extends Error {
	override name = "PictureError";
	readonly reason: "too_large" | "too_many_pixels" | "not_png";

	constructor(reason: PictureError["reason"], message: string) {
		super(message);
		this.reason = reason;
	}
}

const MAX_BYTES = 300_000;
const MAX_SIDE = 2000;
/** Pixels kept on the longer side: 21 mm at about 480 dpi. More would only make each receipt slower and larger. */
const KEPT_SIDE = 400;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Picture {
	width: number;
	height: number;
	bits: number;
	/** 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha */
	colour: number;
	interlaced: boolean;
	palette: Buffer;
	transparency: Buffer;
	data: Buffer;
}

/**
 * Reads a PNG (PNG specification, third edition) pixel by pixel and writes it anew as it looks on white paper: nothing but
 * the picture is kept, no larger than print can show.
 * @throws PictureError
 */
export function cleanPng(bytes: Uint8Array): Uint8Array {
	if (bytes.byteLength > MAX_BYTES) throw new PictureError("too_large", `${bytes.byteLength} bytes`);
	const picture = readPng(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
	return writePng(shrink(onWhite(picture)));
}

function broken(what: string): PictureError {
	return new PictureError("not_png", what);
}

function readPng(file: Buffer): Picture {
	if (!file.subarray(0, 8).equals(SIGNATURE)) throw broken("no PNG");
	const chunks = new Map<string, Buffer[]>();
	for (let at = 8; !chunks.has("IEND"); ) {
		if (at + 12 > file.length) throw broken("ends too early");
		const length = file.readUInt32BE(at);
		const end = at + 8 + length;
		if (end + 4 > file.length) throw broken("ends too early");
		if (crc32(file.subarray(at + 4, end)) !== file.readUInt32BE(end)) throw broken("damaged");
		const type = file.toString("latin1", at + 4, at + 8);
		chunks.set(type, [...(chunks.get(type) ?? []), file.subarray(at + 8, end)]);
		at = end + 4;
	}
	const header = chunks.get("IHDR")?.[0];
	const data = chunks.get("IDAT");
	if (header?.length !== 13 || data === undefined) throw broken("incomplete");
	const [bits = 0, colour = 0, , , interlace = 0] = header.subarray(8);
	const picture = {
		...{ width: header.readUInt32BE(0), height: header.readUInt32BE(4), bits, colour, interlaced: interlace === 1 },
		palette: chunks.get("PLTE")?.[0] ?? Buffer.alloc(0),
		transparency: chunks.get("tRNS")?.[0] ?? Buffer.alloc(0),
		data: Buffer.concat(data),
	};
	check(picture);
	return picture;
}

const BITS: Record<number, number[]> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function check({ width, height, bits, colour, palette }: Picture): void {
	if (width === 0 || height === 0 || !BITS[colour]?.includes(bits)) throw broken("no such kind of picture");
	if (width > MAX_SIDE || height > MAX_SIDE) throw new PictureError("too_many_pixels", `${width} x ${height}`);
	if (colour === 3 && (palette.length === 0 || palette.length % 3 !== 0)) throw broken("no palette");
}

interface Pass {
	x: number;
	y: number;
	dx: number;
	dy: number;
}
const WHOLE: Pass[] = [{ x: 0, y: 0, dx: 1, dy: 1 }];
/** The seven passes of Adam7. */
const ADAM7: Pass[] = [
	{ x: 0, y: 0, dx: 8, dy: 8 },
	{ x: 4, y: 0, dx: 8, dy: 8 },
	{ x: 0, y: 4, dx: 4, dy: 8 },
	{ x: 2, y: 0, dx: 4, dy: 4 },
	{ x: 0, y: 2, dx: 2, dy: 4 },
	{ x: 1, y: 0, dx: 2, dy: 2 },
	{ x: 0, y: 1, dx: 1, dy: 2 },
];

interface Rgb {
	width: number;
	height: number;
	/** three bytes a pixel */
	pixels: Uint8Array;
}

/** The picture as it looks on white paper. */
function onWhite(picture: Picture): Rgb {
	const { width, height, bits, colour } = picture;
	const pixels = new Uint8Array(width * height * 3).fill(255);
	const bitsPerPixel = bits * (CHANNELS[colour] ?? 1);
	const passes = (picture.interlaced ? ADAM7 : WHOLE)
		.map((pass) => ({
			...pass,
			columns: Math.ceil((width - pass.x) / pass.dx),
			rows: Math.ceil((height - pass.y) / pass.dy),
		}))
		.filter(({ columns, rows }) => columns > 0 && rows > 0)
		.map((pass) => ({ ...pass, rowBytes: Math.ceil((pass.columns * bitsPerPixel) / 8) }));
	const expected = passes.reduce((sum, pass) => sum + pass.rows * (pass.rowBytes + 1), 0);
	const raw = inflate(picture.data, expected);
	let at = 0;
	for (const pass of passes) {
		let before: Buffer = Buffer.alloc(pass.rowBytes);
		for (let row = 0; row < pass.rows; row++) {
			const line = raw.subarray(at + 1, at + 1 + pass.rowBytes);
			unfilter(raw[at] ?? 0, line, before, Math.max(1, bitsPerPixel >> 3));
			for (let column = 0; column < pass.columns; column++) {
				const to = ((pass.y + row * pass.dy) * width + pass.x + column * pass.dx) * 3;
				paint(picture, line, column, pixels, to);
			}
			before = line;
			at += pass.rowBytes + 1;
		}
	}
	return { width, height, pixels };
}

function inflate(data: Buffer, expected: number): Buffer {
	let raw: Buffer;
	try {
		raw = inflateSync(data, { maxOutputLength: expected });
	} catch {
		throw broken("damaged data");
	}
	if (raw.length !== expected) throw broken("too little data");
	return raw;
}

/** Undoes a row's filter in place; `step` is the distance to the byte at the left. */
function unfilter(filter: number, line: Buffer, above: Buffer, step: number): void {
	if (filter > 4) throw broken("no such filter");
	for (let i = 0; i < line.length; i++) {
		const left = i >= step ? (line[i - step] ?? 0) : 0;
		const up = above[i] ?? 0;
		const corner = i >= step ? (above[i - step] ?? 0) : 0;
		const guess = [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0][filter] ?? 0;
		line[i] = ((line[i] ?? 0) + guess) & 0xff;
	}
}

function paeth(left: number, up: number, corner: number): number {
	const guess = left + up - corner;
	const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
	if (toLeft <= toUp && toLeft <= toCorner) return left;
	return toUp <= toCorner ? up : corner;
}

/** Writes one pixel of a row, as seen on white. */
function paint(picture: Picture, line: Buffer, column: number, pixels: Uint8Array, to: number): void {
	const { bits, colour, palette, transparency } = picture;
	const channels = CHANNELS[colour] ?? 1;
	const sample = (channel: number): number => {
		const index = column * channels + channel;
		if (bits >= 8) return line[index * (bits >> 3)] ?? 0;
		const shift = 8 - bits - ((index * bits) & 7);
		return ((line[(index * bits) >> 3] ?? 0) >> shift) & ((1 << bits) - 1);
	};
	const first = sample(0);
	let alpha = 255;
	let rgb: [number, number, number];
	if (colour === 3) {
		rgb = [palette[first * 3] ?? 0, palette[first * 3 + 1] ?? 0, palette[first * 3 + 2] ?? 0];
		alpha = transparency[first] ?? 255;
	} else if (colour === 2 || colour === 6) {
		rgb = [first, sample(1), sample(2)];
		if (colour === 6) alpha = sample(3);
	} else {
		const grey = bits < 8 ? Math.round((first * 255) / ((1 << bits) - 1)) : first;
		rgb = [grey, grey, grey];
		if (colour === 4) alpha = sample(1);
	}
	for (const [channel, value] of rgb.entries()) {
		pixels[to + channel] = Math.round((value * alpha + 255 * (255 - alpha)) / 255);
	}
}

/** Averages blocks of pixels until the longer side has no more than what is kept. */
function shrink({ width, height, pixels }: Rgb): Rgb {
	const scale = Math.min(1, KEPT_SIDE / Math.max(width, height));
	if (scale === 1) return { width, height, pixels };
	const [columns, rows] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
	const small = new Uint8Array(columns * rows * 3);
	for (let row = 0; row < rows; row++) {
		const [top, bottom] = span(row, rows, height);
		for (let column = 0; column < columns; column++) {
			const [left, right] = span(column, columns, width);
			for (let channel = 0; channel < 3; channel++) {
				let sum = 0;
				for (let y = top; y < bottom; y++) {
					for (let x = left; x < right; x++) sum += pixels[(y * width + x) * 3 + channel] ?? 0;
				}
				small[(row * columns + column) * 3 + channel] = Math.round(sum / ((bottom - top) * (right - left)));
			}
		}
	}
	return { width: columns, height: rows, pixels: small };
}

function span(index: number, of: number, length: number): [number, number] {
	const from = Math.floor((index * length) / of);
	return [from, Math.max(from + 1, Math.floor(((index + 1) * length) / of))];
}

/** RGB without alpha goes into a PDF as it is; anything else would be taken apart for each receipt. */
function writePng({ width, height, pixels }: Rgb): Uint8Array {
	const rowBytes = width * 3;
	const rows = Buffer.alloc(height * (rowBytes + 1));
	for (let row = 0; row < height; row++) {
		rows.set(pixels.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1);
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 2, 0, 0, 0], 8);
	const data = deflateSync(rows, { level: 9 });
	const file = [SIGNATURE, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))];
	return new Uint8Array(Buffer.concat(file));
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}
