import type { Drawing } from "./drawing.ts";
import { dots } from "./geometry.ts";

/** The spring the product is named after: rings on still water. */
export function ripples(): Drawing {
	const ring = (rx: number) => {
		const ry = Math.round(rx * 0.34);
		return `M${60 - rx} 78a${rx} ${ry} 0 1 0 ${rx * 2} 0a${rx} ${ry} 0 1 0 -${rx * 2} 0`;
	};
	return [
		{ d: ring(12) + ring(24), width: 2 },
		{ d: ring(38) + ring(54), width: 1.2, faint: true },
		{ d: "M60 62C50 50 53 42 60 28C67 42 70 50 60 62Z", solid: true },
		{ d: dots([[60, 78]]), width: 3 },
	];
}
