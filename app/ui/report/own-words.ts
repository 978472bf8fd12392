import type { ReportRecipientView } from "./report-view.ts";

/** One gift of the period; its receipt's state is told in statements only. */
export interface OwnGift {
	givenOn: string;
	fund: string;
	yen: string;
	receipt: string | null;
}

/** What pages, mails and papers say of one donor, written for people. In a mail that goes to many they are placeholders. */
export interface OwnWords {
	addressee: string;
	kind: "individual" | "company";
	/** what there is to say: of gifts in the period, of earlier ones only, or of none */
	stage: "inPeriod" | "before" | "never";
	inPeriod: string;
	inAll: string;
	/** empty when there are none */
	funds: string;
	since: string;
	gifts: OwnGift[];
	/** gifts of the period that are not listed */
	more: number;
}

/** How to get a receipt, told in statements and year-end mails: where they are kept, or null when Izumi keeps none. */
export type ReceiptsHelp = { url: string | null };

/** A mail and a page stay readable, however often somebody gave; the paper has every gift. */
export const GIFTS_IN_MAIL = 60;
export const GIFTS_ON_PAGE = 500;

export function ownWords(
	recipient: ReportRecipientView,
	{ lang, limit, receipts = [] }: { lang: "ja" | "en"; limit: number; receipts?: readonly (string | null)[] },
): OwnWords {
	const { addressee, kind, gifts, firstGivenOn, funds } = recipient;
	return {
		addressee,
		kind,
		stage: gifts.length > 0 ? "inPeriod" : firstGivenOn === null ? "never" : "before",
		inPeriod: recipient.ownThisYearYen,
		inAll: recipient.ownInAllYen,
		funds: funds.join(lang === "ja" ? "、" : "; "),
		since: firstGivenOn ?? "",
		gifts: gifts.slice(0, limit).map((gift, at) => ({ ...gift, receipt: receipts[at] ?? null })),
		more: Math.max(0, gifts.length - limit),
	};
}
