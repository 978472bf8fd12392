import type { Lang } from "~/i18n/lang.ts";

export type MailMethod =
	| "card"
	| "konbini"
	| "bank_transfer"
	| "cash"
	| "crowdfunding"
	| "in_kind"
	| "securities"
	| "bequest";

/** What every mail knows. Names are in the language of the mail. */
export interface MailFrame {
	lang: Lang;
	/** How the reader is spoken to, ready to print: `髙橋　﨑子　様`; null greets nobody by name. */
	addressee: string | null;
	/** The body in whose name it is written; null: the programme's platform itself. */
	institutionName: string | null;
	/** `gift`: because of a gift; `asked`: because the reader asked for it; `staff`: because the reader works here. */
	because: "gift" | "asked" | "staff";
	/** for `gift`: which hub or fund */
	hubName?: string;
	siteUrl: string;
	/** Where a donor can ask; null when the institution has given no address. */
	contactEmail: string | null;
	/** Donors and gifts are made up: said at the top of the mail. */
	demo: boolean;
}

/** What every mail about a gift knows. Names are in the language of the mail; amounts are whole yen; days are in Japan. */
export interface GiftMailProps {
	lang: Lang;
	/** How the donor is spoken to, ready to print: `髙橋　﨑子　様`, `Saki TAKAHASHI`. */
	addressee: string;
	hubName: string;
	/** The legal person that receives the gift and answers for it. */
	institutionName: string;
	fundName: string;
	amountYen: bigint;
	method: MailMethod;
	/** What donor and staff call this gift by. */
	reference: string;
	/** The gift's own page, known only to who holds its link. */
	thanksUrl: string;
	siteUrl: string;
	/** Where a donor can ask; null when the institution has given no address. */
	contactEmail: string | null;
	/** Donors and gifts are made up: said at the top of the mail. */
	demo: boolean;
}
