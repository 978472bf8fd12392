/**
 * Every kind of ledger transaction, declared once: the accounts it may touch. The database holds the same list in a CHECK.
 * A reversal keeps the kind of what it reverses, so a sum over a kind is already net of reversals.
 */
export const LEDGER_KINDS = {
	gift_received: ["stripe_balance", "gift_income"],
	bank_gift_received: ["institution_bank", "gift_income"],
	processor_fee: ["processor_fee", "stripe_balance"],
	overhead: ["overhead", "institution_overhead"],
	gift_refunded: ["gift_income", "stripe_balance"],
	bank_gift_refunded: ["gift_income", "institution_bank"],
	overhead_returned: ["overhead", "institution_overhead"],
	refund_fee: ["processor_fee", "stripe_balance"],
	gift_refund_failed: ["gift_income", "stripe_balance"],
	dispute_withdrawn: ["stripe_disputed", "stripe_balance"],
	dispute_reinstated: ["stripe_disputed", "stripe_balance"],
	dispute_lost: ["gift_income", "stripe_disputed"],
	dispute_fee: ["processor_fee", "stripe_balance"],
	payout_sent: ["payout_in_transit", "stripe_balance"],
	payout_failed: ["payout_in_transit", "stripe_balance"],
	payout_arrived: ["institution_bank", "payout_in_transit"],
	external_fund_received: ["institution_bank", "external_fund_income"],
	/** 返還: money of an award given back to its funder */
	external_fund_returned: ["external_fund_income", "institution_bank"],
	host_contribution_received: ["host_resources", "host_contribution"],
	/** what was bought from a fund; from what a host gives, its own kind */
	spending: ["spending", "institution_bank"],
	host_spending: ["spending", "host_resources"],
} as const satisfies Record<string, readonly LedgerAccountCode[]>;

export type LedgerKind = keyof typeof LEDGER_KINDS;

/**
 * Kinds that follow what a payment processor tells, whenever it tells it: into a closed fiscal year they are booked as told
 * late. Every other kind is a person's, who gives the reason.
 */
export const TOLD_KINDS = [
	"gift_received",
	"processor_fee",
	"overhead",
	"gift_refunded",
	"overhead_returned",
	"refund_fee",
	"gift_refund_failed",
	"dispute_withdrawn",
	"dispute_reinstated",
	"dispute_lost",
	"dispute_fee",
	"payout_sent",
	"payout_failed",
	"payout_arrived",
] as const satisfies readonly LedgerKind[];
/** Why such a kind is still booked there. */
export const TOLD_LATE = "told_late";

/** Accounts and their class: a debit is positive, a credit negative. The database holds the same table. */
export const LEDGER_ACCOUNTS = {
	/** money at Stripe, before it is paid out */
	stripe_balance: "asset",
	/** money a donor's bank has taken back while it is disputed */
	stripe_disputed: "asset",
	/** money on its way from Stripe to the bank */
	payout_in_transit: "asset",
	/** money in the institution's own bank */
	institution_bank: "asset",
	/** posts, space and money a host gives its hub */
	host_resources: "asset",
	/** the institution's share of gifts */
	institution_overhead: "liability",
	gift_income: "income",
	external_fund_income: "income",
	host_contribution: "income",
	processor_fee: "expense",
	overhead: "expense",
	/** what a fund's money bought (執行); it has no channel */
	spending: "expense",
} as const;

export type LedgerAccountCode = keyof typeof LEDGER_ACCOUNTS;
export type LedgerClass = (typeof LEDGER_ACCOUNTS)[LedgerAccountCode];

/** Categories of money (docs/design.md §2). `gift` comes from gifts only; `host` and `wpi_subsidy` stand apart. */
export const EXTERNAL_CATEGORIES = [
	"competitive",
	"commissioned",
	"joint",
	"subsidy",
	"fund_income",
	"ip",
	"startup",
	"other",
] as const;
export const CATEGORIES_APART = ["host", "wpi_subsidy"] as const;
export const CATEGORIES = ["gift", ...EXTERNAL_CATEGORIES, ...CATEGORIES_APART] as const;
export type Category = (typeof CATEGORIES)[number];

export const CHANNELS = [
	"card",
	"konbini",
	"bank_transfer",
	"cash",
	"crowdfunding",
	"in_kind",
	"securities",
	"bequest",
] as const;
export type Channel = (typeof CHANNELS)[number];

/** What money may pay. */
export const USES = ["core_posts", "running", "research", "facility", "talent", "outreach"] as const;
export type Use = (typeof USES)[number];

/** What the source knew of an amount: to the yen, or rounded to the million. */
export type Precision = "yen" | "million_yen";
