import type { Drawing } from "./drawing.ts";
import { circle, dots, line, type Point, polar, range, smooth, TAU } from "./geometry.ts";

/** A neuron that grows by branching. */
export function dendrite(): Drawing {
	const byDepth: string[][] = [[], [], [], []];
	const tips: Point[] = [];
	const grow = (x: number, y: number, angle: number, length: number, depth: number): void => {
		const [endX, endY] = polar(x, y, length, angle);
		byDepth[depth]?.push(
			line([
				[x, y],
				[endX, endY],
			]),
		);
		if (depth === 3) {
			tips.push([endX, endY]);
			return;
		}
		grow(endX, endY, angle - 0.46 + depth * 0.04, length * 0.76, depth + 1);
		grow(endX, endY, angle + 0.52 - depth * 0.05, length * 0.7, depth + 1);
	};
	grow(60, 70, -Math.PI / 2 - 0.05, 21, 0);
	grow(60, 70, -0.28, 19, 1);
	grow(60, 70, Math.PI + 0.24, 19, 1);
	return [
		{ d: "M60 70C58 86 64 96 60 116", width: 2.4 },
		{ d: (byDepth[0] ?? []).concat(byDepth[1] ?? []).join(""), width: 2.2 },
		{ d: (byDepth[2] ?? []).join(""), width: 1.5 },
		{ d: (byDepth[3] ?? []).join(""), width: 1 },
		{ d: dots(tips), width: 3 },
		{ d: circle(60, 70, 7), solid: true },
	];
}

/** One cell, two, four, eight. */
export function cleavage(): Drawing {
	const cluster = (cx: number, cy: number, count: number, ring: number, radius: number) =>
		range(count, (i) => {
			const [x, y] = polar(cx, cy, ring, (TAU * i) / count + count);
			return circle(x, y, radius);
		}).join("");
	return [
		{ d: circle(60, 60, 54), width: 1, faint: true },
		{ d: circle(60, 60, 50), width: 2 },
		{ d: cluster(60, 60, 9, 37, 11.8), width: 1.5 },
		{ d: cluster(60, 60, 4, 15.5, 10.6), width: 1.5 },
		{
			d: dots([
				...range(9, (i) => polar(60, 60, 37, (TAU * i) / 9 + 9)),
				...range(4, (i) => polar(60, 60, 15.5, (TAU * i) / 4 + 4)),
			]),
			width: 4.4,
		},
	];
}

/** A grown organ and its double made of numbers. */
export function twin(): Drawing {
	const blob = (cx: number, cy: number, size: number): Point[] =>
		range(24, (i) => {
			const angle = (TAU * i) / 24;
			return polar(cx, cy, size * (1 + 0.11 * Math.sin(3 * angle + 0.4) + 0.05 * Math.sin(5 * angle)), angle);
		});
	const grid = range(7, (row) => range(7, (column): Point => [50 + column * 9, 36 + row * 9]))
		.flat()
		.filter(([x, y]) => Math.hypot(x - 78, y - 62) < 31);
	return [
		{ d: line(blob(44, 56, 35), true), width: 2 },
		{ d: line(blob(44, 56, 24), true), width: 1.2 },
		{ d: line(blob(44, 56, 13), true), width: 1.2, faint: true },
		{ d: dots(grid), width: 2.6 },
		{ d: dots([[44, 56]]), width: 6 },
	];
}

/** Microbes of many shapes, joined by unseen threads. */
export function microbiota(): Drawing {
	const places: readonly (readonly [x: number, y: number, angle: number, length: number])[] = [
		[28, 30, 0.6, 9],
		[62, 20, -0.4, 6],
		[94, 36, 1.2, 9],
		[44, 56, 2.2, 7],
		[76, 60, 0.2, 10],
		[24, 82, -0.7, 8],
		[56, 92, 0.9, 9],
		[94, 88, -1.0, 7],
	];
	const centres = places.map(([x, y]): Point => [x, y]);
	const threads = [
		[0, 1, 2, 4, 3, 0],
		[3, 5, 6, 4, 7, 6],
		[1, 3, 6],
	].map((path) => line(path.map((i) => centres[i] ?? [0, 0])));
	return [
		{ d: threads.join(""), width: 0.9, faint: true },
		{
			d: places
				.map(([x, y, angle, length]) => line([polar(x, y, length, angle), polar(x, y, length, angle + Math.PI)]))
				.join(""),
			width: 8,
		},
		{
			d: dots([
				[14, 54],
				[106, 62],
				[42, 38],
				[76, 42],
				[40, 106],
				[76, 108],
				[80, 12],
			]),
			width: 5,
		},
	];
}

/** Antibodies around what they recognise. */
export function antibodies(): Drawing {
	const ring = range(7, (i) => {
		const angle = (TAU * i) / 7 - Math.PI / 2;
		const stem = polar(60, 60, 52, angle);
		const fork = polar(60, 60, 40, angle);
		return line([stem, fork]) + line([polar(60, 60, 29, angle - 0.24), fork, polar(60, 60, 29, angle + 0.24)]);
	}).join("");
	return [
		{ d: ring, width: 2.6 },
		{ d: circle(60, 60, 17), width: 1.4 },
		{ d: circle(60, 60, 6), solid: true },
		{ d: dots(range(14, (i) => polar(60, 60, 22.5, (TAU * i) / 14 + 0.1))), width: 3 },
	];
}

/** Brain waves slow down as the night deepens, under a moon. */
export function slumber(): Drawing {
	const waves = range(4, (row) => {
		const cycles = [11, 8, 5, 3][row] ?? 3;
		const height = 6 + row * 4.5;
		const step = 104 / (cycles * 2);
		const peaks = range(
			cycles * 2,
			(i): Point => [8 + (i + 0.5) * step, 52 + row * 17 + (i % 2 === 0 ? height : -height)],
		);
		return smooth([[8, 52 + row * 17], ...peaks, [112, 52 + row * 17]]);
	}).join("");
	return [
		{ d: waves, width: 1.5 },
		{ d: "M88 8A18 18 0 1 0 104 32A15 15 0 0 1 88 8Z", solid: true },
	];
}
