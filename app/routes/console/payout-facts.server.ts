import type { getPayout } from "~/domain/payouts/get-payout.server";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { dayText, momentText, yenText } from "./finance-view.server";

/** The names and values of one payout; what there is nothing of is left out. */
export function payoutFacts(payout: Awaited<ReturnType<typeof getPayout>>, lang: Lang) {
	const t = getT(lang, "console");
	const basis = payout.arrivalBasis as "bank_line" | "business_days" | null;
	const arrived = dayText(payout.arrivedOn, lang);
	const rows: [string, string | null][] = [
		[t("payouts.facts.amount"), yenText(payout.amountYen)],
		[t("payouts.facts.status"), t(`payouts.status.${payout.status as "paid"}`)],
		[t("payouts.facts.account"), payout.stripeAccount.label || payout.stripeAccount.id],
		[t("payouts.facts.stripeId"), payout.stripePayoutId],
		[t("payouts.facts.way"), payout.automatic ? t("payouts.automatic") : t("payouts.manual")],
		[t("payouts.facts.split"), payout.sentOn === null ? null : t(`payouts.split.${payout.split as "grouped"}`)],
		[t("payouts.facts.sentOn"), dayText(payout.sentOn, lang)],
		[t("payouts.facts.expectedOn"), dayText(payout.expectedOn, lang)],
		[t("payouts.facts.paidAt"), momentText(payout.paidAt, lang)],
		[t("payouts.facts.arrivedOn"), arrived && basis ? `${arrived} (${t(`payouts.basis.${basis}`)})` : null],
		[t("payouts.facts.failedOn"), dayText(payout.failedOn, lang)],
		[t("payouts.facts.failure"), payout.failureCode],
		[t("payouts.facts.unattributed"), payout.unattributedYen === 0n ? null : yenText(payout.unattributedYen)],
	];
	return rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}
