import { useT } from "~/i18n/use-t.ts";
import { ChoiceGroup } from "../form/choice-group.tsx";
import type { FieldState } from "../form/field-props.ts";

export type Frequency = "once" | "monthly" | "yearly";

export interface FrequencyFieldProps extends FieldState {
	choices: readonly Frequency[];
	/** day of the month of later gifts, by the chosen fund; 31 is the last day of every month */
	anchorDay: number;
}

/** Once or again and again: when the later gifts come is said before anything is promised. */
export function FrequencyField({ choices, anchorDay, ...field }: FrequencyFieldProps) {
	const t = useT("public");
	if (choices.length < 2) return <input type="hidden" name="frequency" value="once" />;
	const day = anchorDay === 31 ? t("give.anchorLast") : t("give.anchorDay", { day: anchorDay });
	return (
		<ChoiceGroup
			{...field}
			value={field.value === "" ? "once" : field.value}
			legend={t("give.frequency")}
			choices={choices.map((frequency) => ({
				value: frequency,
				label: t(`give.frequencies.${frequency}`),
				hint: frequency === "once" ? undefined : t(`give.frequencyHints.${frequency}`, { day }),
			}))}
		>
			<p className="hint mt-2">{t("give.frequencyNote")}</p>
		</ChoiceGroup>
	);
}
