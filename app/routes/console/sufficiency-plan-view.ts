import { formatFiscalYear } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";

export const plansPath = (hub: string) => `/console/sufficiency/${hub}/plans`;

export function yearsText(plan: { firstFiscalYear: number; lastFiscalYear: number }, lang: Lang): string {
	const { firstFiscalYear: first, lastFiscalYear: last } = plan;
	return first === last
		? formatFiscalYear(first, lang)
		: `${formatFiscalYear(first, lang)} – ${formatFiscalYear(last, lang)}`;
}
