import type { PartId } from "./chart-view.ts";

/**
 * The fills of the stack, for every drawing of a page that names this id. Received money is filled, what is not received yet is hatched in the colour it will have; every
 * neighbour differs in pattern or lightness too, so that the picture can be read in grey.
 */
export function FillStore({ id }: { id: string }) {
	return (
		<svg width="0" height="0" className="absolute" aria-hidden="true">
			<FillPatterns id={id} />
		</svg>
	);
}

function FillPatterns({ id }: { id: string }) {
	return (
		<defs>
			<pattern id={`${id}-contract`} width="5" height="5" patternUnits="userSpaceOnUse">
				<rect width="5" height="5" className="fill-primary-soft" />
				<rect width="2.6" height="5" className="fill-primary" />
			</pattern>
			<pattern id={`${id}-host`} width="6" height="6" patternUnits="userSpaceOnUse">
				<rect width="6" height="6" className="fill-good" />
				<circle cx="1.5" cy="1.5" r="1.1" className="fill-surface" />
				<circle cx="4.5" cy="4.5" r="1.1" className="fill-surface" />
			</pattern>
			<Hatch id={`${id}-fund`} turn={45} stroke="stroke-primary" />
			<Hatch id={`${id}-instalment`} turn={-45} stroke="stroke-accent" />
			<pattern
				id={`${id}-host_decided`}
				width="7"
				height="7"
				patternUnits="userSpaceOnUse"
				patternTransform="rotate(45)"
			>
				<rect width="7" height="7" className="fill-surface" />
				<path d="M0 3.5H7M3.5 0V7" className="stroke-good" strokeWidth="1.2" />
			</pattern>
			<pattern id={`${id}-likely`} width="6" height="6" patternUnits="userSpaceOnUse">
				<rect width="6" height="6" className="fill-warn-soft" />
				<circle cx="3" cy="3" r="0.9" className="fill-warn" />
			</pattern>
		</defs>
	);
}

function Hatch({ id, turn, stroke }: { id: string; turn: number; stroke: string }) {
	return (
		<pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
			<rect width="6" height="6" className="fill-surface" />
			<path d="M1.5 0V6" className={stroke} strokeWidth="2" />
		</pattern>
	);
}

const PLAIN: Partial<Record<PartId, string>> = {
	gift: "fill-accent stroke-surface",
	competitive: "fill-primary stroke-surface",
	other: "fill-line-strong stroke-surface",
};
const EDGES: Record<PartId, string> = {
	gift: "stroke-accent",
	competitive: "stroke-primary",
	contract: "stroke-primary",
	other: "stroke-line-strong",
	host: "stroke-good",
	host_decided: "stroke-good",
	fund: "stroke-primary",
	instalment: "stroke-accent",
};

/** Attributes of a shape that stands for a part. */
export function fillOf(id: string, part: PartId): { className: string; fill?: string } {
	const plain = PLAIN[part];
	return plain ? { className: plain } : { className: EDGES[part], fill: `url(#${id}-${part})` };
}

/** An id that may stand in `url(#…)`. */
export const plainId = (reactId: string) => `f${reactId.replace(/\W/g, "")}`;
