import type { BankLineRow, listPayoutsForLines } from "~/domain/bank-lines/list-bank-lines.server";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { BankLineView } from "~/ui/console/bank-line-table";
import { dayText, yenText } from "./finance-view.server";

/** Lines of the bank as their table shows them; an open one with the payouts it could be. */
export function bankLineRows(
	lines: readonly BankLineRow[],
	payouts: Awaited<ReturnType<typeof listPayoutsForLines>>,
	lang: Lang,
): BankLineView[] {
	const t = getT(lang, "console");
	return lines.map((line) => ({
		id: line.id,
		valueOn: dayText(line.valueOn, lang) ?? "",
		institution: lang === "ja" ? line.institutionJa : line.institutionEn,
		amount: yenText(line.amountYen),
		remitter: line.remitter,
		note: line.note,
		enteredBy: line.enteredBy,
		payoutHref: line.payoutId ? `/console/finance/payouts/${line.payoutId}` : null,
		giftHref: line.giftId ? `/console/gifts/${line.giftId}` : null,
		choices: payouts
			.filter(({ amountYen }) => amountYen === line.amountYen)
			.map(({ id, amountYen, stripePayoutId, expectedOn }) => ({
				value: id,
				label: t("bankLines.option", {
					day: dayText(expectedOn, lang),
					amount: yenText(amountYen),
					id: stripePayoutId.slice(-6),
				}),
			})),
	}));
}
