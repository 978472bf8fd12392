import { formatDayShort, formatMoment, formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { AppError } from "~/platform/errors";

type Account = {
	id: string;
	label: string;
	institution: { nameJa: string; nameEn: string } | null;
};

/** What staff call a Stripe account: its own label, its institution, or the platform's. */
export function accountName(account: Account, lang: Lang): string {
	if (account.label !== "") return account.label;
	if (account.institution) return lang === "ja" ? account.institution.nameJa : account.institution.nameEn;
	return getT(lang, "console")("finance.platform");
}

export const dayText = (day: Date | string | null, lang: Lang): string | null =>
	day === null ? null : formatDayShort(typeof day === "string" ? day : day.toISOString().slice(0, 10), lang);

export const momentText = (moment: Date | null, lang: Lang) => (moment === null ? null : formatMoment(moment, lang));

export const yenText = (yen: bigint | null): string => (yen === null ? "–" : formatYenSign(yen));

/** What a use case refused with, as `useErrorText` reads it. */
export function errorMessage(error: Pick<AppError, "personKey" | "params">): string {
	const values = new URLSearchParams(Object.entries(error.params).map(([key, value]) => [key, String(value)]));
	return `${error.personKey}?${values}`;
}
