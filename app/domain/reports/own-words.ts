import type { Lang } from "~/i18n/lang";
import type { OwnWords } from "~/ui/report/report-extras";
import type { ReportRecipientView } from "~/ui/report/report-view";

/** A mail and a page stay readable, however often somebody gave; paper has room for more. */
export const GIFTS_IN_MAIL = 60;
export const GIFTS_ON_PAGE = 500;

export function ownWords(
	recipient: ReportRecipientView,
	{ lang, limit, receipts = [] }: { lang: Lang; limit: number; receipts?: readonly (string | null)[] },
): OwnWords {
	const { addressee, kind, gifts, firstGivenOn, funds } = recipient;
	return {
		addressee,
		kind,
		stage: gifts.length > 0 ? "inPeriod" : firstGivenOn === null ? "never" : "before",
		inPeriod: recipient.ownThisYearYen,
		inAll: recipient.ownInAllYen,
		funds: fundsText(funds, lang),
		since: firstGivenOn ?? "",
		gifts: gifts.slice(0, limit).map((gift, at) => ({ ...gift, receipt: receipts[at] ?? null })),
		more: Math.max(0, gifts.length - limit),
	};
}

export const fundsText = (funds: readonly string[], lang: Lang) => funds.join(lang === "ja" ? "、" : "; ");
