import { formatInteger, formatMillionYen, formatYenSign, roundToMillion } from "~/i18n/format.ts";
import { useLang } from "~/i18n/use-t.ts";

export type Unit = "yen" | "million";
export type Precision = "yen" | "million_yen";

/**
 * An amount in a table. What is only known in millions is never written out to the yen: in a table of yen it keeps its
 * own unit beside it.
 */
export function Amount({ yen, precision = "yen", unit }: { yen: bigint; precision?: Precision; unit: Unit }) {
	const lang = useLang();
	if (unit === "million") return <>{formatInteger(roundToMillion(yen))}</>;
	return <>{precision === "yen" ? formatYenSign(yen) : formatMillionYen(yen, lang)}</>;
}
