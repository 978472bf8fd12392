import type { Lang } from "~/i18n/lang";

export const MAILINGS = "/console/mailings";

type Named = { report: { titleJa: string; titleEn: string } | null; appeal: { name: string } | null };

/** What is being sent, by its own name. */
export function nameOfMailing({ report, appeal }: Named, lang: Lang): string {
	if (report) return lang === "en" && report.titleEn !== "" ? report.titleEn : report.titleJa;
	return appeal?.name ?? "–";
}
