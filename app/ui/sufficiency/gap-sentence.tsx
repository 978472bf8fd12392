import { formatDay, formatFiscalYear, formatYen } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";

export interface GapView {
	fiscalYear: number;
	gapYen: bigint;
	/** YYYY-MM-DD */
	closeBy: string;
	thisQuarterYen: bigint;
	/** the last day of this quarter */
	thisQuarterBy: string;
	quartersLeft: number;
}

/** "To stay on the line, ¥X must be closed by DATE (¥Y this quarter)." */
export function GapSentence({ gap }: { gap: GapView | null }) {
	const t = useT("console");
	const lang = useLang();
	if (gap === null) return <p className="notice notice-good">{t("sufficiency.lineKept")}</p>;
	const words = { yen: formatYen(gap.gapYen, lang), date: formatDay(gap.closeBy, lang) };
	return (
		<div className="notice notice-warn">
			<p className="text-lg font-semibold">{t("sufficiency.stayOnLine", words)}</p>
			<p className="mt-1 text-sm">
				{t("sufficiency.stayQuarter", {
					yen: formatYen(gap.thisQuarterYen, lang),
					date: formatDay(gap.thisQuarterBy, lang),
					quarters: gap.quartersLeft,
				})}{" "}
				{t("sufficiency.stayYear", { year: formatFiscalYear(gap.fiscalYear, lang) })}
			</p>
		</div>
	);
}
