import type { TFunction } from "i18next";
import { formatDay, formatDaysLeft, formatMonths } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";

export interface SupportView {
	state: "before" | "supported" | "extended" | "ended" | "unknown";
	firstFiscalYear: number | null;
	lastFiscalYear: number | null;
	endsOn: string | null;
	daysLeft: number | null;
	monthsLeft: number | null;
}

type T = TFunction<"public">;

/** Days are counted when months would say too little. */
const COUNT_DAYS_BELOW_MONTHS = 3;

export function isSupported({ state }: SupportView): boolean {
	return state === "supported" || state === "extended";
}

/** `あと4か月`, `あと20日`; null when there is nothing to count. */
export function timeLeft({ daysLeft, monthsLeft }: SupportView, t: T, lang: Lang): string | null {
	if (daysLeft === null || monthsLeft === null || daysLeft < 0) return null;
	if (monthsLeft < COUNT_DAYS_BELOW_MONTHS) return formatDaysLeft(daysLeft, lang);
	return t("support.left", { time: formatMonths(monthsLeft, lang) });
}

/** One sentence on where a hub stands: its time left, or the day its support ended. */
export function supportSentence(support: SupportView, t: T, lang: Lang): string {
	const { state, endsOn } = support;
	if (endsOn === null || state === "unknown" || state === "before")
		return state === "before" ? t("support.before") : t("support.unknown");
	if (state === "ended") return t("support.ended", { date: formatDay(endsOn, lang) });
	return `${t(`support.${state}`)} · ${timeLeft(support, t, lang) ?? ""}`;
}

export function supportYears({ firstFiscalYear: first, lastFiscalYear: last }: SupportView, t: T): string {
	return first === null || last === null ? t("support.unknown") : t("support.years", { first, last });
}
