import type { MeasurePart } from "../ledger/measures.ts";

/**
 * What a report can count, declared once: the lines of the ledger a figure is made of give its value, the page they are
 * listed on, and the check that it still agrees with the books. Days and place are the report's own.
 */
export type FigureDeclaration = {
	unit: "yen" | "gifts" | "donors";
	/** whose lines, within the report's institution, hub and days */
	part: MeasurePart;
	/** Income lines are credits, so negative: a figure of income turns the sign. */
	sign: 1 | -1;
	/** people and gifts behind the lines instead of their sum; with `only` some of them, and their lines alone */
	counts?: "gifts" | "donors";
	only?: "new" | "monthly";
	/** told by its parts, which add up to it */
	by?: "fund" | "use" | "item" | "external_fund";
};

const RECEIVED: MeasurePart = { account: "gift_income", kinds: ["gift_received", "bank_gift_received"] };
const KEPT: MeasurePart = { account: "gift_income" };
const BOUGHT: MeasurePart = { account: "spending", category: "gift" };

const REPORT_FIGURES = {
	gifts_received: { unit: "yen", part: RECEIVED, sign: -1 },
	gifts_refunded: {
		unit: "yen",
		part: {
			account: "gift_income",
			kinds: ["gift_refunded", "bank_gift_refunded", "gift_refund_failed", "dispute_lost"],
		},
		sign: 1,
	},
	gifts_kept: { unit: "yen", part: KEPT, sign: -1 },
	gift_count: { unit: "gifts", part: RECEIVED, sign: -1, counts: "gifts" },
	donor_count: { unit: "donors", part: RECEIVED, sign: -1, counts: "donors" },
	new_donor_count: { unit: "donors", part: RECEIVED, sign: -1, counts: "donors", only: "new" },
	monthly_donor_count: { unit: "donors", part: RECEIVED, sign: -1, counts: "donors", only: "monthly" },
	kept_by_fund: { unit: "yen", part: KEPT, sign: -1, by: "fund" },
	kept_by_use: { unit: "yen", part: KEPT, sign: -1, by: "use" },
	spent: { unit: "yen", part: BOUGHT, sign: 1 },
	spent_by_item: { unit: "yen", part: BOUGHT, sign: 1, by: "item" },
	external_funds: {
		unit: "yen",
		part: { account: "external_fund_income", exceptCategory: "wpi_subsidy" },
		sign: -1,
		by: "external_fund",
	},
} as const satisfies Record<string, FigureDeclaration>;

export type FigureKey = keyof typeof REPORT_FIGURES;
export const FIGURE_KEYS = Object.keys(REPORT_FIGURES) as FigureKey[];

export const isFigureKey = (key: string): key is FigureKey => Object.hasOwn(REPORT_FIGURES, key);
export const declarationOf = (key: FigureKey): FigureDeclaration => REPORT_FIGURES[key];

/** The lines of one spending block: its address names the block, whose funds say which lines. */
export const spendingFigure = (blockId: string) => `spending-${blockId}`;
