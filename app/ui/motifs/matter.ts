import type { Drawing } from "./drawing.ts";
import { circle, dots, line, noise, type Point, polar, range, smooth, TAU } from "./geometry.ts";

function hexagon(cx: number, cy: number, radius: number, turn = Math.PI / 6): Point[] {
	return range(6, (i) => polar(cx, cy, radius, turn + (TAU * i) / 6));
}

/** A fine tip reads a living surface, line by line. */
export function probe(): Drawing {
	const scan = range(7, (row) =>
		smooth(
			range(13, (i): Point => {
				const x = 8 + i * 8.7;
				const bump = 22 * Math.exp(-((x - 60 - row) ** 2) / 190) + 9 * Math.exp(-((x - 30 + row * 2) ** 2) / 120);
				return [x, 66 + row * 8 - bump * (1 - row / 8)];
			}),
		),
	).join("");
	return [
		{ d: scan, width: 1.4 },
		{ d: "M52 12H68L60 38Z", solid: true },
		{ d: "M8 12H110", width: 3 },
	];
}

/** Valleys of energy, and the pass between them. */
export function pathways(): Drawing {
	const valley = (cx: number, cy: number, tilt: number, sizes: number[]) =>
		sizes
			.map((size) =>
				line(
					range(18, (i) => {
						const angle = (TAU * i) / 18;
						const r = size * (1 + 0.14 * Math.sin(2 * angle + tilt));
						return polar(cx, cy, r, angle);
					}),
					true,
				),
			)
			.join("");
	return [
		{ d: valley(34, 82, 0.6, [9, 18, 28]) + valley(86, 36, 2.2, [9, 18, 28]), width: 1.1, faint: true },
		{ d: "M34 82C50 84 50 60 60 59S68 34 86 36", width: 2.4 },
		{
			d: dots([
				[34, 82],
				[86, 36],
			]),
			width: 9,
		},
		{ d: circle(60, 59, 3.6), width: 1.6 },
	];
}

/** Atoms in order on one side, not yet on the other. */
export function lattice(): Drawing {
	const atoms = range(8, (row) =>
		range(8, (column): Point => {
			const disorder = Math.max(0, column - 3) * 2;
			const seed = row * 9 + column;
			return [
				14 + column * 13 + (row % 2) * 6.5 + (noise(seed) - 0.5) * disorder - 3,
				16 + row * 12.6 + (noise(seed + 70) - 0.5) * disorder,
			];
		}),
	);
	const bonds = atoms
		.map((row) => line(row.slice(0, 5)))
		.concat(range(4, (column) => line(atoms.map((row) => row[column] ?? [0, 0]))))
		.join("");
	return [
		{ d: bonds, width: 0.9, faint: true },
		{ d: dots(atoms.flat()), width: 4.6 },
	];
}

/** A porous framework inside a cell. */
export function framework(): Drawing {
	const centres: Point[] = [[60, 60], ...hexagon(60, 60, 27.7, 0)];
	return [
		{ d: circle(60, 60, 53), width: 2 },
		{ d: centres.map(([x, y]) => line(hexagon(x, y, 16), true)).join(""), width: 1.4 },
		{ d: dots(centres), width: 6 },
	];
}

/** Sheets one atom thin, laid upon each other. */
export function sheets(): Drawing {
	const sheet = (y: number) => `M60 ${y}L108 ${y + 22}L60 ${y + 44}L12 ${y + 22}Z`;
	return [
		{ d: [64, 50, 36].map(sheet).join(""), width: 1.2, faint: true },
		{ d: sheet(18), width: 2 },
		{ d: "M28 32.6L76 54.7M44 25.3L92 47.3M44 54.7L92 32.7M28 47.3L76 25.3", width: 1.2 },
		{
			d: dots([
				[60, 18],
				[108, 40],
				[60, 62],
				[12, 40],
				[60, 40],
			]),
			width: 5,
		},
	];
}

/** What is used returns. */
export function cycle(): Drawing {
	const arc = (radius: number, from: number, to: number) =>
		smooth(range(7, (i) => polar(60, 60, radius, from + ((to - from) * i) / 6)));
	const rings = [22, 32, 42, 52].map((radius, ring) =>
		range(3, (i) => {
			const start = (TAU * i) / 3 + ring * 0.42;
			return arc(radius, start, start + 1.62);
		}).join(""),
	);
	const heads = range(3, (i) => polar(60, 60, 42, (TAU * i) / 3 + 0.84 + 1.86));
	return [
		{ d: (rings[0] ?? "") + (rings[3] ?? ""), width: 1.2, faint: true },
		{ d: (rings[1] ?? "") + (rings[2] ?? ""), width: 2.2 },
		{ d: dots(heads), width: 6.5 },
		{ d: dots([[60, 60]]), width: 10 },
	];
}

/** Rings of carbon, and a leaf that answers. */
export function molecule(): Drawing {
	const rings = [
		[34, 76],
		[34 + 27.7, 76],
		[34 + 13.9, 52],
	] as const;
	return [
		{ d: rings.map(([x, y]) => line(hexagon(x, y, 16), true)).join(""), width: 1.8 },
		{ d: rings.map(([x, y]) => circle(x, y, 8)).join(""), width: 0.9, faint: true },
		{ d: "M62 44C66 22 84 10 110 10C110 34 94 48 62 44Z", width: 2 },
		{ d: "M62 44C74 34 88 24 110 10M78 32C79 27 79 23 78 20M88 25C93 27 97 27 101 26", width: 1 },
		{ d: dots([[62, 44]]), width: 6 },
	];
}
