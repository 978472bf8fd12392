/** What a list of bank lines can be narrowed to. */
export const BANK_LINE_FILTERS = ["open", "tied"] as const;
export type BankLineFilter = (typeof BANK_LINE_FILTERS)[number];
