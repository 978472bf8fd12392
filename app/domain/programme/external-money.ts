import { CATEGORIES_APART, type Category, EXTERNAL_CATEGORIES } from "../ledger/kinds.ts";
import type { MeasureName } from "../ledger/measures.ts";

/** What the lines of one column are found by. */
export type FigureKey = { measure: MeasureName; category?: Category };

/**
 * The columns of the programme's table, in order. The subsidy of the programme and host money stand apart: neither is
 * external money (docs/design.md §6.8).
 */
export const COLUMNS: readonly { id: string; group: "gift" | "external" | "total" | "apart"; key: FigureKey }[] = [
	{ id: "total", group: "total", key: { measure: "external" } },
	...(["gross", "refunded", "fee", "net"] as const).map((measure) => ({
		id: `gift_${measure}`,
		group: "gift" as const,
		key: { measure, category: "gift" as const },
	})),
	...EXTERNAL_CATEGORIES.map((category) => ({
		id: category,
		group: "external" as const,
		key: { measure: "net" as const, category },
	})),
	...CATEGORIES_APART.map((category) => ({
		id: category,
		group: "apart" as const,
		key: { measure: "net" as const, category },
	})),
];
