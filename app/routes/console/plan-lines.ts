import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import { donorName } from "~/domain/names/person-name";
import { cardName } from "~/domain/recurring/card-name";
import type { PlanRow } from "~/domain/recurring/list-plans.server";
import { formatFiscalYear, formatMoment } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { PlanLine } from "~/ui/console/plan-table";

/** Rows of plans as the table shows them, in the reader's language. */
export function planLines(plans: readonly PlanRow[], lang: Lang): PlanLine[] {
	const t = getT(lang, "console");
	return plans.map((plan) => ({
		id: plan.id,
		donor: donorName(plan, lang),
		hub: plan.hub?.abbreviation ?? t("programme.programmeFunds"),
		fund: lang === "ja" ? plan.fund.nameJa : plan.fund.nameEn,
		status: plan.status,
		statusLabel: t(`planStatus.${plan.status}`),
		unit: t(`plans.units.${plan.unit}`),
		amountYen: plan.amountYen,
		nextChargeOn: plan.nextChargeOn,
		trouble: troubleOf(plan, lang),
		card: cardName(plan),
		startedOn: plan.startedOn,
		thisYearYen: plan.income.thisYearYen,
		nextYearYen: plan.income.nextYearYen,
	}));
}

/** Why it is not charged now, and when it will be tried again. */
function troubleOf(plan: PlanRow, lang: Lang): string | null {
	const t = getT(lang, "console");
	if (plan.status === "cancelled" && plan.endReason !== null) return t(`plans.endReasons.${plan.endReason as "donor"}`);
	if (plan.status !== "past_due") return null;
	const code = plan.failureCode ?? "";
	return plan.retryAt === null ? code : t("plans.retry", { code, when: formatMoment(plan.retryAt, lang) });
}

/** This fiscal year and the next, by name. */
export function incomeYears(now: Date, lang: Lang): { thisYear: string; nextYear: string } {
	const year = fiscalYearOf(now);
	return { thisYear: formatFiscalYear(year, lang), nextYear: formatFiscalYear(year + 1, lang) };
}
