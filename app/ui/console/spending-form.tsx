import { formatYenSign } from "~/i18n/format.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

type Option = { value: string; label: string };
const LABELS = [
	"of",
	"spentOn",
	"amountYen",
	"expenseItem",
	"use",
	"description",
	"voucher",
	"voucherLine",
	"adjustmentReason",
] as const;

export interface SpendingFormProps {
	funds: readonly Option[];
	external: readonly Option[];
	items: readonly Option[];
	uses: readonly Option[];
	/** what the address asked for */
	of: string;
	/** of it, before this line; null where nothing was asked for */
	leftYen: bigint | null;
	today: string;
	entryKey: string;
	max: { description: number; voucher: number };
	values: Readonly<Record<string, string>> | null;
	errors: Readonly<Record<string, readonly string[]>>;
}

/** One line of spending: from what, when, for what, how much. */
export function SpendingForm(props: SpendingFormProps) {
	const { values, errors, max, today, entryKey, leftYen } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: (typeof LABELS)[number], usual = "") => ({
		name,
		value: values?.[name] ?? usual,
		errors: (errors[name] ?? []).map(errorText),
		label: t(`spending.fields.${name}`),
	});
	const items = Object.entries(errors).flatMap(([field, list]) => {
		const known = LABELS.find((one) => one === field);
		return list.map((error) => ({
			field: known ?? null,
			label: known ? t(`spending.fields.${known}`) : "",
			error: errorText(error),
		}));
	});
	const must = { requiredMark: t("externalFunds.required") };
	const choose = t("externalFunds.choose");
	return (
		<form method="post" className="grid max-w-text gap-5">
			<ErrorSummary heading={t("externalFunds.errors")} text={t("externalFunds.errorsText")} items={items} />
			<input type="hidden" name="entryKey" value={values?.entryKey ?? entryKey} />
			<SourceField {...props} />
			{leftYen === null ? null : (
				<p className={leftYen < 0n ? "notice notice-warn" : "notice"}>
					{t("spending.leftNow", { amount: formatYenSign(leftYen) })}
				</p>
			)}
			<div className="grid gap-5 sm:grid-cols-2">
				<TextField {...state("spentOn", today)} {...must} type="date" />
				<TextField {...state("amountYen")} {...must} inputMode="numeric" autoComplete="off" />
				<SelectField {...state("expenseItem")} {...must} empty={choose} options={props.items} />
				<SelectField {...state("use")} {...must} empty={choose} options={props.uses} />
			</div>
			<TextField
				{...state("description")}
				{...must}
				hint={t("spending.hints.description")}
				maxLength={max.description}
			/>
			<div className="grid gap-5 sm:grid-cols-2">
				<TextField {...state("voucher")} hint={t("spending.hints.voucher")} maxLength={max.voucher} />
				<TextField {...state("voucherLine")} hint={t("spending.hints.voucherLine")} inputMode="numeric" />
			</div>
			<TextArea {...state("adjustmentReason")} hint={t("externalFunds.receipt.adjustmentHint")} />
			<div>
				<button type="submit" className="btn btn-primary">
					{t("spending.record")}
				</button>
			</div>
		</form>
	);
}

function SourceField({ funds, external, of, values, errors }: SpendingFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const wrong = (errors.of ?? []).map(errorText);
	const option = ({ value, label }: Option) => (
		<option key={value} value={value}>
			{label}
		</option>
	);
	return (
		<div>
			<label className="label" htmlFor="of">
				{t("spending.fields.of")}
				<span className="required">{t("externalFunds.required")}</span>
			</label>
			<select
				className="input"
				id="of"
				name="of"
				defaultValue={values?.of ?? of}
				aria-required
				aria-invalid={wrong.length > 0 ? true : undefined}
				aria-describedby={wrong.length > 0 ? "of-error" : undefined}
			>
				<option value="">{t("externalFunds.choose")}</option>
				{funds.length > 0 ? <optgroup label={t("spending.ofFunds")}>{funds.map(option)}</optgroup> : null}
				{external.length > 0 ? <optgroup label={t("spending.ofExternal")}>{external.map(option)}</optgroup> : null}
			</select>
			<FieldErrors name="of" errors={wrong} />
		</div>
	);
}
