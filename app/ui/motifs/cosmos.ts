import type { Drawing } from "./drawing.ts";
import { circle, dots, type Point, polar, range, short, smooth, TAU } from "./geometry.ts";

/** Light of the early universe: short strokes turning around a centre. */
export function polarization(): Drawing {
	const strokes = range(7, (row) =>
		range(7, (column): string => {
			const x = 15 + column * 15;
			const y = 15 + row * 15;
			const distance = Math.hypot(x - 66, y - 54);
			const angle = Math.atan2(y - 54, x - 66) + Math.PI / 2 + distance / 42;
			const half = 2.2 + 4 * Math.exp(-((distance - 26) ** 2) / 700);
			return `M${short(x - half * Math.cos(angle))} ${short(y - half * Math.sin(angle))}l${short(2 * half * Math.cos(angle))} ${short(2 * half * Math.sin(angle))}`;
		}).join(""),
	).join("");
	return [
		{ d: strokes, width: 2 },
		{ d: circle(66, 54, 3.4), solid: true },
	];
}

/** Two arms of stars. */
export function galaxy(): Drawing {
	const arm = (turn: number, count: number, spread: number, from: number): Point[] =>
		range(count, (i) => {
			const t = from + ((1 - from) * i) / count;
			const [x, y] = polar(0, 0, 7 + 50 * t + Math.sin(i * 2.4) * spread * (0.3 + t), turn + t * 4.9);
			return [60 + x * 1.02, 60 + y * 0.6 - x * 0.3];
		});
	return [
		{ d: dots([...arm(0, 24, 2.5, 0.04), ...arm(Math.PI, 24, 2.5, 0.04)]), width: 3.4 },
		{ d: dots([...arm(0.35, 22, 6, 0.12), ...arm(Math.PI + 0.35, 22, 6, 0.12)]), width: 1.8 },
		{ d: circle(60, 60, 6), solid: true },
	];
}

/** The layers of a young planet, and what rises from them. */
export function strata(): Drawing {
	const layer = (radius: number) =>
		smooth(
			range(9, (i): Point => {
				const angle = -(Math.PI / 2) * (i / 8);
				return polar(10, 110, radius + Math.sin(i * 2.1 + radius) * 1.4, angle);
			}),
		);
	const bubbles = range(6, (i): Point => {
		const [x, y] = polar(10, 110, 58 + i * 13.5, -0.8 + Math.sin(i * 1.7) * 0.06);
		return [x, y];
	});
	return [
		{ d: layer(88) + layer(84), width: 2 },
		{ d: [74, 64, 54, 40].map(layer).join(""), width: 1.2, faint: true },
		{ d: "M10 84A26 26 0 0 1 36 110H10Z", solid: true },
		{ d: dots(bubbles), width: 4.4 },
	];
}

/** Currents of the sea and the small lives they carry. */
export function currents(): Drawing {
	const flow = range(7, (row) =>
		smooth(
			range(9, (i): Point => {
				const x = 6 + i * 13.5;
				return [x, 20 + row * 13.5 + Math.sin(i * 0.95 + row * 0.75) * (3 + row * 0.7)];
			}),
		),
	).join("");
	const plankton: Point[] = [
		[24, 34],
		[44, 63],
		[79, 41],
		[96, 74],
		[62, 88],
		[30, 91],
	];
	return [
		{ d: flow, width: 1.4 },
		{ d: dots(plankton), width: 5 },
	];
}

/** A trefoil: each strand passes over and under, and nothing comes undone. */
export function knot(): Drawing {
	const at = (t: number): Point => [
		60 + 15 * (Math.sin(t) + 2 * Math.sin(2 * t)),
		57 + 15 * (Math.cos(t) - 2 * Math.cos(2 * t)),
	];
	// Each strand runs from one under-crossing to the next; the gap lets the upper strand pass.
	const under = 1.822;
	const third = TAU / 3;
	const gap = 0.17;
	const strand = (start: number) => smooth(range(17, (i) => at(start + gap + ((third - 2 * gap) * i) / 16)));
	return [
		{ d: range(3, (i) => strand(under + i * third)).join(""), width: 5.5 },
		{ d: circle(60, 60, 56), width: 1, faint: true },
	];
}
