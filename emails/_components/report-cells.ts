import type { CSSProperties } from "react";
import { COLOUR } from "./theme.ts";

type Side = "left" | "right";

/** Cells of a table of figures, whose columns stay beside each other on a phone. */
export function cell(side: Side): CSSProperties {
	return {
		padding: side === "left" ? "8px 10px 8px 0" : "8px 0",
		borderBottom: `1px solid ${COLOUR.line}`,
		fontSize: "15px",
		lineHeight: "23px",
		textAlign: side,
		verticalAlign: "top",
		color: COLOUR.ink,
		...(side === "left" ? { overflowWrap: "anywhere" } : { whiteSpace: "nowrap" }),
	};
}

export function headCell(side: Side): CSSProperties {
	return { ...cell(side), fontSize: "13px", fontWeight: 400, color: COLOUR.inkSoft, whiteSpace: "normal" };
}

export function sumCell(side: Side): CSSProperties {
	return { ...cell(side), borderBottom: "none", fontWeight: 700 };
}
