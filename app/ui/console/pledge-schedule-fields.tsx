import { useT } from "~/i18n/use-t.ts";
import { ChoiceGroup } from "../form/choice-group.tsx";
import type { FieldState } from "../form/field-props.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

const REPEATS = ["once", "month", "year", "week", "list"] as const;

/** How much, from when and how often. Everything is on the page; what belongs to the choice is shown by the form's own state. */
export function PledgeScheduleFields(props: {
	field: (name: string, fallback?: string) => FieldState;
	/** what an amendment means by the amount */
	amountHint?: string;
}) {
	const { field, amountHint } = props;
	const t = useT("console");
	const days = Array.from({ length: 31 }, (_, index) => ({
		value: String(index + 1),
		label: t("pledges.form.dayOf", { day: index + 1 }),
	}));
	return (
		<div className="pledge-schedule grid gap-5">
			<TextField
				{...field("amountYen")}
				label={t("pledges.form.amountYen")}
				hint={amountHint ?? t("pledges.form.amountHint")}
				inputMode="numeric"
				className="max-w-xs"
			/>
			<TextField
				{...field("startOn")}
				label={t("pledges.form.startOn")}
				hint={t("pledges.form.startOnHint")}
				className="max-w-xs"
			/>
			<ChoiceGroup
				{...field("repeat", "year")}
				legend={t("pledges.form.repeat")}
				listClass="grid gap-2 sm:grid-cols-2"
				choices={REPEATS.map((value) => ({
					value,
					label: t(`pledges.repeats.${value}`),
					hint: t(`pledges.repeatHints.${value}`),
				}))}
			/>
			<div className="for-repeats grid gap-4">
				<div className="grid gap-4 sm:grid-cols-2">
					<TextField
						{...field("every")}
						label={t("pledges.form.every")}
						hint={t("pledges.form.everyHint")}
						inputMode="numeric"
					/>
					<div className="for-months">
						<SelectField
							{...field("day")}
							label={t("pledges.form.day")}
							empty={t("pledges.form.daySame")}
							options={[...days, { value: "last", label: t("pledges.form.dayLast") }]}
						/>
					</div>
					<TextField {...field("count")} label={t("pledges.form.count")} inputMode="numeric" />
					<TextField {...field("endOn")} label={t("pledges.form.endOn")} hint={t("pledges.form.endOnHint")} />
				</div>
				<details>
					<summary className="cursor-pointer text-sm">{t("pledges.form.pause")}</summary>
					<div className="mt-3 grid gap-4 sm:grid-cols-2">
						<TextField {...field("pauseFrom")} label={t("pledges.form.pauseFrom")} />
						<TextField {...field("pauseTo")} label={t("pledges.form.pauseTo")} />
					</div>
				</details>
			</div>
			<div className="for-list">
				<TextArea {...field("dates")} label={t("pledges.form.dates")} hint={t("pledges.form.datesHint")} />
			</div>
		</div>
	);
}
