import type { ReactNode } from "react";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import type { FormErrors, FormValues } from "./external-fund-fields.tsx";

export interface FundActionProps {
	/** what was sent of this very form, after an error */
	values: FormValues | null;
	errors: FormErrors;
}

const RECEIPT_LABELS = [
	"receivedOn",
	"precision",
	"amountYen",
	"indirectYen",
	"channel",
	"note",
	"adjustmentReason",
	"another",
] as const;

/** A folded form; open while there is something to mend. */
export function Fold({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
	return (
		<details className="card mt-3 max-w-text p-4" open={open}>
			<summary className="cursor-pointer font-semibold">{title}</summary>
			<div className="mt-4">{children}</div>
		</details>
	);
}

/** Money received, or given back: one form for both. */
export function ReceiptForm(
	props: FundActionProps & {
		kind: "receive" | "return";
		today: string;
		entryKey: string;
		channels: readonly { value: string; label: string }[];
		usualChannel: string;
		/** indirect cost is no part of what a host gives */
		host: boolean;
	},
) {
	const { kind, values, errors, today, entryKey, channels, usualChannel, host } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: (typeof RECEIPT_LABELS)[number], usual = "") => ({
		id: `${kind}-${name}`,
		name,
		value: values?.[name] ?? usual,
		errors: (errors[name] ?? []).map(errorText),
		label: t(`externalFunds.receipt.${name}`),
	});
	const items = Object.entries(errors).flatMap(([field, list]) => {
		const known = RECEIPT_LABELS.find((one) => one === field);
		return list.map((error) => ({
			field: known ? `${kind}-${known}` : null,
			label: known ? t(`externalFunds.receipt.${known}`) : "",
			error: errorText(error),
		}));
	});
	const must = { requiredMark: t("externalFunds.required") };
	return (
		<form method="post" className="grid gap-5">
			<ErrorSummary heading={t("externalFunds.errors")} text={t("externalFunds.errorsText")} items={items} />
			<input type="hidden" name="entryKey" value={values?.entryKey ?? entryKey} />
			<div className="grid gap-5 sm:grid-cols-2">
				<TextField {...state("receivedOn", today)} {...must} type="date" />
				<SelectField {...state("channel", usualChannel)} empty={t("externalFunds.choose")} options={channels} />
				<TextField {...state("amountYen")} {...must} inputMode="numeric" autoComplete="off" />
				<SelectField
					{...state("precision", "yen")}
					empty={t("externalFunds.choose")}
					options={[
						{ value: "yen", label: t("units.yen") },
						{ value: "million_yen", label: t("units.million") },
					]}
				/>
			</div>
			{host ? null : (
				<TextField
					{...state("indirectYen")}
					hint={t("externalFunds.receipt.indirectHint")}
					inputMode="numeric"
					autoComplete="off"
					className="max-w-60"
				/>
			)}
			<TextArea {...state("note")} />
			<TextArea {...state("adjustmentReason")} hint={t("externalFunds.receipt.adjustmentHint")} />
			{errors.another ? <CheckField {...state("another")} /> : null}
			<div>
				<button type="submit" name="intent" value={kind} className="btn btn-primary">
					{t(`externalFunds.${kind}`)}
				</button>
			</div>
		</form>
	);
}

/** What the funder said. */
export function DecideForm(
	props: FundActionProps & { decisions: readonly { value: string; label: string }[]; today: string },
) {
	const { values, errors, decisions, today } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: "decision" | "decidedOn") => ({
		id: `decide-${name}`,
		name,
		errors: (errors[name] ?? []).map(errorText),
		label: t(`externalFunds.fields.${name}`),
	});
	return (
		<form method="post" className="grid gap-5">
			<General errors={errors} />
			<SelectField
				{...state("decision")}
				value={values?.decision ?? ""}
				empty={t("externalFunds.choose")}
				options={decisions}
			/>
			<TextField {...state("decidedOn")} value={values?.decidedOn ?? today} type="date" className="max-w-60" />
			{decisions.some(({ value }) => value === "decided") ? (
				<CheckField
					name="asPlanned"
					id="decide-asPlanned"
					value={values?.asPlanned ?? ""}
					errors={[]}
					label={t("externalFunds.asPlanned")}
				/>
			) : null}
			<div>
				<button type="submit" name="intent" value="decide" className="btn btn-primary">
					{t("externalFunds.decide")}
				</button>
			</div>
		</form>
	);
}

/** Why something was wrong, and the button that books it back. */
export function VoidForm(
	props: FundActionProps & { intent: string; of?: { name: string; value: string }; text: string; button: string },
) {
	const { values, errors, intent, of, text, button } = props;
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<form method="post" className="grid gap-3">
			<General errors={errors} />
			<p className="text-sm">{text}</p>
			{of ? <input type="hidden" name={of.name} value={of.value} /> : null}
			<TextField
				id={`${intent}-${of?.value ?? ""}-reason`}
				name="reason"
				value={values?.reason ?? ""}
				errors={(errors.reason ?? []).map(errorText)}
				label={t("externalFunds.reason")}
				requiredMark={t("externalFunds.required")}
				maxLength={500}
			/>
			<div>
				<button type="submit" name="intent" value={intent} className="btn btn-danger">
					{button}
				</button>
			</div>
		</form>
	);
}

function General({ errors }: { errors: FormErrors }) {
	const errorText = useErrorText();
	const list = errors[""] ?? [];
	if (list.length === 0) return null;
	return (
		<p className="notice notice-bad" role="alert">
			{list.map(errorText).join(" ")}
		</p>
	);
}
