import type { Category, LedgerAccountCode, LedgerKind } from "./kinds.ts";

/**
 * Which ledger lines a figure is made of. The same declaration makes the sum, the list of its lines and the check that
 * both agree: a number on a page opens down to exactly these.
 */
export type MeasurePart = {
	account: LedgerAccountCode;
	/** all kinds when absent */
	kinds?: readonly LedgerKind[];
	/** this one only */
	category?: Category;
	exceptCategory?: Category;
};
type Measure = {
	parts: readonly MeasurePart[];
	/** Income lines are credits, so negative: a figure of income turns the sign. */
	sign: 1 | -1;
};

export const MEASURES = {
	/** Received, before anything was taken or sent back. */
	gross: {
		sign: -1,
		parts: [
			{ account: "gift_income", kinds: ["gift_received", "bank_gift_received"] },
			{ account: "external_fund_income", kinds: ["external_fund_received"] },
			{ account: "host_contribution" },
		],
	},
	/** Sent back to donors, less what came back because a refund failed, what disputes took for good, and what went back to funders. */
	refunded: {
		sign: 1,
		parts: [
			{
				account: "gift_income",
				kinds: ["gift_refunded", "bank_gift_refunded", "gift_refund_failed", "dispute_lost"],
			},
			{ account: "external_fund_income", kinds: ["external_fund_returned"] },
		],
	},
	/** What the payment processor kept. */
	fee: { sign: 1, parts: [{ account: "processor_fee" }] },
	/** The institution's own share; apart from net. */
	overhead: { sign: 1, parts: [{ account: "overhead" }] },
	/** gross - refunded - fee */
	net: {
		sign: -1,
		parts: [
			{ account: "gift_income" },
			{ account: "processor_fee" },
			{ account: "external_fund_income" },
			{ account: "host_contribution" },
		],
	},
	/** Money a hub raised itself: gifts net of refunds and fees, and external funds; not the programme's own subsidy. */
	external: {
		sign: -1,
		parts: [
			{ account: "gift_income" },
			{ account: "processor_fee" },
			{ account: "external_fund_income", exceptCategory: "wpi_subsidy" },
		],
	},
	/** What counts toward standing alone: external money and what the host gives; never the programme's own subsidy. */
	secured: {
		sign: -1,
		parts: [
			{ account: "gift_income" },
			{ account: "processor_fee" },
			{ account: "external_fund_income", exceptCategory: "wpi_subsidy" },
			{ account: "host_contribution" },
		],
	},
	/** What a host gives its hub in money, posts and space; apart from external money. */
	host: { sign: -1, parts: [{ account: "host_contribution" }] },
	/** The programme's own subsidy; apart from everything a hub raised. */
	wpi_subsidy: { sign: -1, parts: [{ account: "external_fund_income", category: "wpi_subsidy" }] },
	/** What was bought. */
	spent: { sign: 1, parts: [{ account: "spending" }] },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as MeasureName[];

export function partsOf(measure: MeasureName): readonly MeasurePart[] {
	return MEASURES[measure].parts;
}
