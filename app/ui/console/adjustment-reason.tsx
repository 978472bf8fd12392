import { useT } from "~/i18n/use-t.ts";
import { TextArea } from "../form/text-area.tsx";

/**
 * Why something is booked although its fiscal year is closed. It stands in a form only once that was asked for, so that the
 * usual form stays short.
 */
export function AdjustmentReason(props: { name: string; id?: string; value: string; errors: readonly string[] }) {
	const t = useT("console");
	if (props.value === "" && props.errors.length === 0) return null;
	return <TextArea {...props} label={t("years.adjustmentReason")} hint={t("years.adjustmentReasonHint")} />;
}
