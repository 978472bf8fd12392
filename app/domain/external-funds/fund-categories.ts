import { CATEGORIES_APART, type CHANNELS, EXTERNAL_CATEGORIES } from "../ledger/kinds.ts";

/** Never `gift`: gifts are booked from payments only. */
export const FUND_CATEGORIES = [...EXTERNAL_CATEGORIES, ...CATEGORIES_APART] as const;
export type FundCategory = (typeof FUND_CATEGORIES)[number];
/** What a host gives: money, posts it pays, rooms it lends; the last two valued in yen. */
export const HOST_KINDS = ["money", "posts", "space"] as const;
export type HostKind = (typeof HOST_KINDS)[number];
/** How money of an award or a host comes. */
export const RECEIPT_CHANNELS = [
	"bank_transfer",
	"cash",
	"in_kind",
	"securities",
] as const satisfies readonly (typeof CHANNELS)[number][];
