import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { encodeImage } from "./encode-image.server";
import { IMAGE_MAX_BYTES, sniffImage } from "./image-kinds";

const canvas = (width: number, height: number, background = "#275") =>
	sharp({ create: { width, height, channels: 3, background } });
const refused = (bytes: Uint8Array) =>
	encodeImage(bytes).then(
		() => "taken",
		(error) => error.personKey,
	);

test("what the camera wrote is not kept, and the picture stands upright", async () => {
	const exif = {
		IFD0: { Copyright: "who took it", ImageDescription: "<script>alert(1)</script>" },
		IFD3: { GPSLatitudeRef: "N", GPSLatitude: "36/1 33/1 0/1", GPSLongitudeRef: "E" },
	};
	const taken = await canvas(1000, 600)
		.withIccProfile("p3")
		.withMetadata({ orientation: 6 })
		.withExifMerge(exif)
		.jpeg()
		.toBuffer();
	const asTaken = await sharp(taken).metadata();
	expect([asTaken.orientation, asTaken.exif !== undefined, asTaken.icc !== undefined]).toEqual([6, true, true]);
	const { width, height, files } = await encodeImage(taken);
	expect([width, height]).toEqual([600, 1000]);
	expect(files.map((file) => `${file.width}.${file.format}`)).toEqual([
		...["480.webp", "480.jpg", "960.webp", "960.jpg", "1600.webp", "1600.jpg"],
	]);
	for (const { bytes, format } of files) {
		const kept = await sharp(bytes).metadata();
		expect([kept.format, kept.exif, kept.icc, kept.xmp, kept.iptc, kept.orientation]).toEqual([
			format === "jpg" ? "jpeg" : "webp",
			...[undefined, undefined, undefined, undefined, undefined],
		]);
		expect(bytes.includes("script")).toBe(false);
		expect(bytes.includes("who took it")).toBe(false);
	}
});

test("a picture that is also a page loses the page", async () => {
	const page = Buffer.from("<html><body><script>alert(document.domain)</script></body></html>");
	const png = await canvas(300, 300).png().toBuffer();
	const comment = Buffer.concat([await canvas(300, 300).jpeg().toBuffer(), page]);
	for (const both of [Buffer.concat([png, page]), comment]) {
		const { files } = await encodeImage(both);
		expect(files.some(({ bytes }) => bytes.includes("<script"))).toBe(false);
	}
});

test("other colours, transparency and every kind we take come out as pictures for pages", async () => {
	const cmyk = await canvas(400, 300).toColourspace("cmyk").jpeg().toBuffer();
	expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
	const clear = sharp({
		create: { width: 400, height: 300, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0 } },
	});
	const deep = await canvas(400, 300).toColourspace("rgb16").png().toBuffer();
	const grey = await canvas(400, 300).greyscale().toColourspace("b-w").png().toBuffer();
	const kinds = [cmyk, await clear.png().toBuffer(), deep, grey, await canvas(400, 300).webp().toBuffer()];
	kinds.push(await canvas(400, 300).avif({ effort: 0 }).toBuffer());
	for (const bytes of kinds) {
		const { files } = await encodeImage(bytes);
		const { space, hasAlpha } = await sharp(files[1]?.bytes).metadata();
		expect([space, hasAlpha]).toEqual(["srgb", false]);
	}
	const behind = await encodeImage(kinds[1] ?? Buffer.alloc(0));
	const [corner] = await sharp(behind.files[1]?.bytes).raw().toBuffer();
	expect(corner).toBeGreaterThan(250);
});

/** A PNG of a few bytes that says it is as large as a field. */
function bomb(width: number, height: number): Buffer {
	const chunk = (type: string, body: Buffer) => {
		const whole = Buffer.concat([Buffer.from(type, "latin1"), body]);
		const length = Buffer.alloc(4);
		length.writeUInt32BE(body.length);
		const crc = Buffer.alloc(4);
		crc.writeUInt32BE(crc32(whole));
		return Buffer.concat([length, whole, crc]);
	};
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([1, 0, 0, 0, 0], 8);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	const rows = deflateSync(Buffer.alloc(1024));
	return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

function crc32(bytes: Buffer): number {
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
	}
	return ~crc >>> 0;
}

test("what is no picture, or no good one, is refused in words that say why", async () => {
	const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" onload="alert(1)"/>');
	expect(await refused(svg)).toBe("images.wrongKind");
	expect(await refused(Buffer.from("<!doctype html><img src=x onerror=alert(1)>"))).toBe("images.wrongKind");
	expect(await refused(Buffer.from("%PDF-1.7"))).toBe("images.wrongKind");
	expect(await refused(Buffer.alloc(0))).toBe("images.wrongKind");
	expect(await refused(await canvas(300, 300).gif().toBuffer())).toBe("images.wrongKind");
	expect(await refused(await canvas(300, 300).tiff().toBuffer())).toBe("images.wrongKind");
	// The first bytes of one kind before the rest of another.
	expect(await refused(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), svg]))).toBe("images.broken");
	const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
	const jpeg = await sharp({ create: { width: 600, height: 600, channels: 3, background: "#000", noise } })
		.jpeg()
		.toBuffer();
	expect(await refused(jpeg.subarray(0, jpeg.length / 2))).toBe("images.broken");
	expect(await refused(jpeg.subarray(0, 40))).toBe("images.broken");
	expect(await refused(bomb(30_000, 30_000))).toBe("images.tooManyPoints");
	expect(await refused(bomb(300, 300_000))).toBe("images.tooManyPoints");
	expect(await refused(bomb(400, 400))).toBe("images.broken");
	expect(await refused(Buffer.alloc(IMAGE_MAX_BYTES + 1, 0xff))).toBe("images.tooLarge");
	expect(await refused(await canvas(1, 1).png().toBuffer())).toBe("images.tooSmall");
	const frames = Buffer.alloc(200 * 400 * 3);
	for (let at = 0; at < frames.length; at += 1) frames[at] = at % 251;
	const moving = await sharp(frames, { raw: { width: 200, height: 400, channels: 3, pageHeight: 200 } })
		.webp({ loop: 0, delay: [100, 100] })
		.toBuffer();
	expect((await sharp(moving).metadata()).pages).toBe(2);
	expect(await refused(moving)).toBe("images.animated");
	// After all of that the next picture is taken.
	expect((await encodeImage(jpeg)).width).toBe(600);
});

test("first bytes alone say what a file is", () => {
	expect(sniffImage(Buffer.from("RIFF....WAVE"))).toBe(null);
	expect(sniffImage(Buffer.from("....ftypheic"))).toBe(null);
	expect(sniffImage(Buffer.from("....ftypavif"))).toBe("avif");
});
