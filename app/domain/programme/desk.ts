import type { Category, Channel, Precision, Use } from "../ledger/kinds.ts";
import type { MeasureName } from "../ledger/measures.ts";
import type { Yen } from "../money/yen.ts";

/** What the secretariat's desk may be laid out and narrowed by. */
export const DIMENSIONS = ["hub", "category", "use", "channel", "institution", "fiscalYear"] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What it may count. Host money and the programme's own subsidy stand apart from everything a hub raised. */
export const DESK_MEASURES = [
	"external",
	"gross",
	"refunded",
	"fee",
	"net",
	"secured",
	"spent",
	"host",
	"wpi_subsidy",
] as const satisfies readonly MeasureName[];
export type DeskMeasure = (typeof DESK_MEASURES)[number];

/** The key of money of the programme itself (no hub), and of spending (no channel). */
export const NONE = "none";

export type DeskQuestion = {
	measure: DeskMeasure;
	rows: Dimension;
	columns: Dimension | null;
	where: {
		/** null: money of the programme itself */
		hubId?: string | null;
		category?: Category;
		use?: Use;
		/** null: what has no channel */
		channel?: Channel | null;
		institutionId?: string;
		fiscalYear?: number;
	};
};

export type DeskFigure = {
	yen: Yen;
	precision: Precision;
	/** its ledger lines */
	count: number;
	/** the same figure a fiscal year before; null where several years are summed */
	last: { yen: Yen; precision: Precision } | null;
};
export type DeskRow = { key: string; cells: Map<string, DeskFigure>; whole: DeskFigure };
export type Desk = {
	/** keys of columns with money; hubs and institutions by id */
	columns: string[];
	rows: DeskRow[];
	/** each its own sum, never added from the rows */
	whole: Omit<DeskRow, "key">;
};

export type Change =
	| { kind: "none" }
	/** nothing a year before */
	| { kind: "new"; yen: bigint; precision: Precision }
	/** `perMille` is cut off toward zero; null where last year's figure was negative */
	| { kind: "change"; yen: bigint; precision: Precision; perMille: bigint | null };

/** This year against the last, exact. */
export function changeOf(figure: Pick<DeskFigure, "yen" | "precision" | "last">): Change {
	const { last } = figure;
	if (last === null || (last.yen === 0n && figure.yen === 0n)) return { kind: "none" };
	const yen = figure.yen - last.yen;
	const precision = figure.precision === "million_yen" ? figure.precision : last.precision;
	if (last.yen === 0n) return { kind: "new", yen, precision };
	return { kind: "change", yen, precision, perMille: last.yen < 0n ? null : (yen * 1000n) / last.yen };
}
