import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { plainPng, pngOf } from "../../test/factories/documents";
import { cleanPng, PictureError } from "./index.ts";

interface Kind {
	bits: number;
	colour: number;
	interlaced?: boolean;
	width?: number;
	height?: number;
}

function header({ bits, colour, interlaced = false, width = 2, height = 1 }: Kind): Buffer {
	const bytes = Buffer.alloc(13);
	bytes.writeUInt32BE(width, 0);
	bytes.writeUInt32BE(height, 4);
	bytes.set([bits, colour, 0, 0, interlaced ? 1 : 0], 8);
	return bytes;
}

const png = (kind: Kind, rows: number[], extra: [string, Buffer][] = []) =>
	pngOf([["IHDR", header(kind)], ...extra, ["IDAT", deflateSync(Buffer.from(rows))], ["IEND", Buffer.alloc(0)]]);

/** Pixels of what cleanPng wrote: eight bits, RGB, no filter. */
function pixelsOf(file: Uint8Array): number[][] {
	const bytes = Buffer.from(file);
	const width = bytes.readUInt32BE(16);
	const raw = inflateSync(bytes.subarray(bytes.indexOf("IDAT") + 4));
	return Array.from({ length: width }, (_, x) => [...raw.subarray(1 + x * 3, 4 + x * 3)]);
}

const RED = [255, 0, 0];
const WHITE = [255, 255, 255];

describe("cleanPng", () => {
	it.each<[string, Kind, number[], [string, Buffer][]]>([
		["RGB", { bits: 8, colour: 2 }, [0, 255, 0, 0, 255, 255, 255], []],
		["RGB of 16 bits", { bits: 16, colour: 2 }, [0, 255, 255, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255], []],
		["RGB and alpha", { bits: 8, colour: 6 }, [0, 255, 0, 0, 255, 9, 9, 9, 0], []],
		["a palette", { bits: 1, colour: 3 }, [0, 0b01000000], [["PLTE", Buffer.from([255, 0, 0, 255, 255, 255])]]],
		[
			"a palette with clear colours",
			{ bits: 4, colour: 3 },
			[0, 0x01],
			[
				["PLTE", Buffer.from([255, 0, 0, 9, 9, 9])],
				["tRNS", Buffer.from([255, 0])],
			],
		],
		["a filtered row", { bits: 8, colour: 2 }, [1, 255, 0, 0, 0, 255, 255], []],
		["interlaced", { bits: 8, colour: 2, interlaced: true }, [0, 255, 0, 0, 0, 255, 255, 255], []],
	])("reads %s as it looks on white", (_name, kind, rows, extra) => {
		expect(pixelsOf(cleanPng(png(kind, rows, extra)))).toEqual([RED, WHITE]);
	});

	it("reads grey", () => {
		const [grey] = pixelsOf(cleanPng(png({ bits: 8, colour: 0, width: 1 }, [0, 155])));
		expect(grey).toEqual([155, 155, 155]);
	});

	it("keeps nothing but the picture, and no more of it than is printed", () => {
		const clean = Buffer.from(cleanPng(plainPng(500)));
		expect(clean.readUInt32BE(16)).toBe(400);
		expect(clean.includes("tEXt")).toBe(false);
		expect(Buffer.compare(clean, cleanPng(plainPng(500)))).toBe(0);
	});

	const good = plainPng(4);
	const cut = good.slice(0, -20);
	const damaged = Uint8Array.from(good, (byte, index) => (index === 50 ? byte ^ 1 : byte));
	it.each<[string, Uint8Array, PictureError["reason"]]>([
		["nothing", new Uint8Array(), "not_png"],
		["a JPEG", Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]), "not_png"],
		["SVG", new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "not_png"],
		["a file cut off", cut, "not_png"],
		["a damaged file", damaged, "not_png"],
		["too many bytes", new Uint8Array(300_001), "too_large"],
		["too many pixels", png({ bits: 8, colour: 2, width: 2001 }, [0]), "too_many_pixels"],
		["no pixels", png({ bits: 8, colour: 2, width: 0 }, [0]), "not_png"],
		["a kind there is not", png({ bits: 3, colour: 2 }, [0]), "not_png"],
		["a palette that is missing", png({ bits: 8, colour: 3 }, [0, 0, 0]), "not_png"],
		["too little data", png({ bits: 8, colour: 2 }, [0, 1]), "not_png"],
		[
			"a bomb",
			png(
				{ bits: 8, colour: 2 },
				Array.from({ length: 100_000 }, () => 0),
			),
			"not_png",
		],
		["an unknown filter", png({ bits: 8, colour: 2 }, [7, 0, 0, 0, 0, 0, 0]), "not_png"],
	])("refuses %s", (_name, file, reason) => {
		const thrown = (() => {
			try {
				return cleanPng(file);
			} catch (error) {
				return error;
			}
		})();
		expect(thrown).toBeInstanceOf(PictureError);
		expect(thrown).toMatchObject({ reason });
	});
});
