import { currents, galaxy, knot, polarization, strata } from "./cosmos.ts";
import type { Drawing } from "./drawing.ts";
import { antibodies, cleavage, dendrite, microbiota, slumber, twin } from "./life.ts";
import { cycle, framework, lattice, molecule, pathways, probe, sheets } from "./matter.ts";
import { ripples } from "./ripples.ts";

const drawings: Record<string, Drawing> = {
	polarization: polarization(),
	dendrite: dendrite(),
	probe: probe(),
	pathways: pathways(),
	cleavage: cleavage(),
	twin: twin(),
	knot: knot(),
	microbiota: microbiota(),
	lattice: lattice(),
	galaxy: galaxy(),
	framework: framework(),
	antibodies: antibodies(),
	sheets: sheets(),
	cycle: cycle(),
	slumber: slumber(),
	strata: strata(),
	molecule: molecule(),
	currents: currents(),
};

/** What stands for a hub whose own drawing is not known here. */
const fallback = ripples();

export const MOTIF_NAMES = Object.keys(drawings);

/** The lines of a hub's drawing on a canvas of 120 by 120, for pictures that are no page. */
export function motifStrokes(motif: string): Drawing {
	return drawings[motif] ?? fallback;
}

export interface HubMotifProps {
	motif: string;
	className?: string;
	/** drawn over a third of a page: lines that are right at the size of a hand look like rope there */
	large?: boolean;
}

/** Below this a stroke is a line, above it a dot. */
const DOT_WIDTH = 3;

function widthOf(width: number | undefined, large: boolean): number | undefined {
	if (width === undefined || !large) return width;
	return Math.round(width * (width < DOT_WIDTH ? 0.5 : 0.8) * 100) / 100;
}

/** A hub's drawing, in the colour of the text around it. Decoration: hidden from screen readers. */
export function HubMotif({ motif, className, large = false }: HubMotifProps) {
	const drawing = drawings[motif] ?? fallback;
	return (
		<svg
			viewBox="0 0 120 120"
			className={className}
			aria-hidden="true"
			fill="none"
			stroke="currentColor"
			strokeLinecap="round"
			strokeLinejoin="round"
		>
			{drawing.map((stroke) => (
				<path
					key={stroke.d}
					d={stroke.d}
					strokeWidth={stroke.solid ? undefined : widthOf(stroke.width, large)}
					fill={stroke.solid ? "currentColor" : undefined}
					stroke={stroke.solid ? "none" : undefined}
					opacity={stroke.faint ? 0.5 : undefined}
				/>
			))}
		</svg>
	);
}
