import { formatInteger, formatYenSign } from "~/i18n/format.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

export interface RefundFormProps {
	giftId: string;
	leftYen: bigint;
	/** above it a second person decides */
	approvalYen: bigint;
	byBank: boolean;
	receiptIssued: boolean;
	reasons: readonly string[];
	/** what was sent, given back after an error */
	values?: Readonly<Record<string, string>>;
	/** keys of errors.json, by field; "" for the whole form */
	errors?: Readonly<Record<string, readonly string[]>>;
}

/** Asks for a gift's money to go back, wholly or in part. Its page answers errors with everything kept. */
export function RefundForm(props: RefundFormProps) {
	const { giftId, leftYen, approvalYen, byBank, receiptIssued, reasons, values = {}, errors = {} } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const of = (name: string) => (errors[name] ?? []).map(errorText);
	const items = (["amountYen", "reason", "note"] as const).flatMap((field) =>
		of(field).map((error) => ({ field, label: t(`refunds.fields.${field}`), error })),
	);
	const general = of("").map((error) => ({ field: null, label: "", error }));
	return (
		<form method="post" action={`/console/gifts/${giftId}/refund`} className="grid max-w-text gap-5">
			<ErrorSummary heading={t("refunds.errors")} text={t("refunds.errorsText")} items={[...general, ...items]} />
			<p className="text-sm">
				{t("refunds.left", { amount: formatYenSign(leftYen) })}{" "}
				{t("refunds.limit", { amount: formatYenSign(approvalYen) })}
			</p>
			{byBank ? <p className="notice">{t("refunds.byBankNote")}</p> : null}
			{receiptIssued ? <p className="notice notice-warn">{t("refunds.receiptNote")}</p> : null}
			<TextField
				name="amountYen"
				value={values.amountYen ?? formatInteger(leftYen)}
				errors={of("amountYen")}
				label={t("refunds.fields.amountYen")}
				hint={t("refunds.amountHint")}
				inputMode="numeric"
				requiredMark={t("refunds.required")}
				className="max-w-60"
			/>
			<SelectField
				name="reason"
				value={values.reason ?? ""}
				errors={of("reason")}
				label={t("refunds.fields.reason")}
				empty={t("refunds.choose")}
				requiredMark={t("refunds.required")}
				options={reasons.map((value) => ({
					value,
					label: t(`refunds.reasons.${value}` as "refunds.reasons.duplicate"),
				}))}
			/>
			<TextArea
				name="note"
				value={values.note ?? ""}
				errors={of("note")}
				label={t("refunds.fields.note")}
				hint={t("refunds.noteHint")}
				requiredMark={t("refunds.required")}
			/>
			<div>
				<button type="submit" className="btn btn-primary">
					{t("refunds.ask")}
				</button>
			</div>
		</form>
	);
}
