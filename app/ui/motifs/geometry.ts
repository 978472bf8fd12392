/** Small tools for the hub drawings: same input, same path, whatever the machine. The canvas is 120 by 120. */
export type Point = readonly [x: number, y: number];

export const TAU = Math.PI * 2;

/** One decimal is finer than any screen shows, and keeps a drawing under 2 kB. */
export function short(value: number): string {
	const text = value.toFixed(1).replace(/\.0$/, "");
	return text === "-0" ? "0" : text;
}

export function polar(cx: number, cy: number, radius: number, angle: number): Point {
	return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
}

export function range<T>(count: number, make: (index: number) => T): T[] {
	return Array.from({ length: count }, (_, index) => make(index));
}

/** Straight lines through the points. */
export function line(points: readonly Point[], closed = false): string {
	return `M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join("L")}${closed ? "Z" : ""}`;
}

/** A smooth line: each point is the control of a curve to the middle of its segment. */
export function smooth(points: readonly Point[]): string {
	const [first, ...rest] = points;
	const last = points.at(-1);
	if (!first || !last) return "";
	const curves = rest.slice(0, -1).map(([x, y], index) => {
		const next = rest[index + 1] ?? last;
		return `Q${short(x)} ${short(y)} ${short((x + next[0]) / 2)} ${short((y + next[1]) / 2)}`;
	});
	return `M${short(first[0])} ${short(first[1])}${curves.join("")}L${short(last[0])} ${short(last[1])}`;
}

/** Dots as one path of zero-length lines: drawn by a round line cap, far shorter than circles. */
export function dots(points: readonly Point[]): string {
	return points.map(([x, y]) => `M${short(x)} ${short(y)}h0`).join("");
}

export function circle(cx: number, cy: number, radius: number): string {
	const r = short(radius);
	const d = short(radius * 2);
	return `M${short(cx - radius)} ${short(cy)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 -${d} 0`;
}

/** A number in [0, 1) that depends on the seed only. */
export function noise(seed: number): number {
	const value = Math.sin(seed * 127.1 + 11.7) * 43758.5453;
	return value - Math.floor(value);
}
