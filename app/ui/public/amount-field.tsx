import { formatInteger, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { describedBy, type FieldState } from "../form/field-props.ts";

export interface AmountFieldProps extends FieldState {
	/** what was typed as another amount */
	other: string;
	lang: Lang;
	limits: { minYen: bigint; maxYen: bigint };
	presets: readonly bigint[];
}

/** Amounts to choose from, and a field for any other; which one counts is what is chosen. */
export function AmountField({ name, value, other, errors, lang, limits, presets }: AmountFieldProps) {
	const t = useT("public");
	const chosen = presets.find((preset) => preset.toString() === value);
	const typed = other !== "" ? other : value === "other" || chosen !== undefined ? "" : value;
	const otherChosen = chosen === undefined && (value !== "" || other !== "");
	const bad = errors.length > 0;
	return (
		<fieldset aria-describedby={describedBy(name, true, errors)} aria-invalid={bad ? true : undefined}>
			<legend className="label text-lg">
				{t("give.amount")}
				<span className="required">{t("give.required")}</span>
			</legend>
			<p id={`${name}-hint`} className="hint mb-2">
				{t("give.amountHint", { min: formatYen(limits.minYen, lang), max: formatYen(limits.maxYen, lang) })}
			</p>
			<div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
				{presets.map((preset, index) => (
					<label key={preset.toString()} className="choice">
						<input
							type="radio"
							name={name}
							id={index === 0 ? name : undefined}
							value={preset.toString()}
							defaultChecked={preset === chosen}
							className="size-5 shrink-0"
						/>
						<span className="figure font-semibold">{formatYen(preset, lang)}</span>
					</label>
				))}
				{presets.length > 0 ? (
					<label className="choice">
						<input
							type="radio"
							name={name}
							id={`${name}-other`}
							value="other"
							defaultChecked={otherChosen}
							className="size-5 shrink-0"
						/>
						<span className="font-semibold">{t("give.amountOther")}</span>
					</label>
				) : null}
			</div>
			<div className="for-other-amount mt-3">
				<label className="label" htmlFor="amountOther">
					{t("give.amountOtherLabel")}
				</label>
				<input
					className="input max-w-xs text-lg"
					id="amountOther"
					name="amountOther"
					type="text"
					inputMode="numeric"
					autoComplete="off"
					maxLength={100}
					placeholder={formatInteger(limits.minYen)}
					defaultValue={typed}
					aria-invalid={bad ? true : undefined}
					aria-describedby={describedBy(name, true, errors)}
				/>
			</div>
			<FieldErrors name={name} errors={errors} />
		</fieldset>
	);
}
