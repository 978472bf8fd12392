import { useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { AdjustmentReason } from "./adjustment-reason.tsx";
import { Section } from "./page-head.tsx";

export interface RefundDecisionProps {
	may: { approve: boolean; waitsForOther: boolean; refuse: boolean; record: boolean };
	today: string;
	values: Readonly<Record<string, string>>;
	/** texts by field; "" for the whole form */
	errors: Readonly<Record<string, readonly string[]>>;
}

/** What can be done with a refund as it stands: approve, refuse or withdraw, or say that the bank has sent it. */
export function RefundDecision({ may, today, values, errors }: RefundDecisionProps) {
	const t = useT("console");
	const items = Object.entries(errors).flatMap(([field, list]) =>
		list.map((error) => ({
			field: field === "" || field === "intent" ? null : field,
			label:
				field === "refundedOn"
					? t("refunds.refundedOn")
					: field === "adjustmentReason"
						? t("years.adjustmentReason")
						: t("refunds.refuseNote"),
			error,
		})),
	);
	return (
		<div className="mt-6">
			<ErrorSummary heading={t("refunds.errors")} text={t("refunds.errorsText")} items={items} />
			{may.waitsForOther ? <p className="notice">{t("refunds.waitsForOther")}</p> : null}
			{may.approve ? (
				<form method="post" className="mt-4">
					<button type="submit" name="intent" value="approve" className="btn btn-primary">
						{t("refunds.approve")}
					</button>
				</form>
			) : null}
			{may.record ? (
				<Section title={t("refunds.recordTitle")} note={t("refunds.recordNote")}>
					<form method="post" className="grid max-w-text gap-4">
						<TextField
							name="refundedOn"
							type="date"
							value={values.refundedOn ?? today}
							errors={errors.refundedOn ?? []}
							label={t("refunds.refundedOn")}
							className="max-w-60"
						/>
						<AdjustmentReason
							name="adjustmentReason"
							value={values.adjustmentReason ?? ""}
							errors={errors.adjustmentReason ?? []}
						/>
						<div>
							<button type="submit" name="intent" value="record" className="btn btn-primary">
								{t("refunds.record")}
							</button>
						</div>
					</form>
				</Section>
			) : null}
			{may.refuse ? (
				<Section title={t("refunds.refuseTitle")}>
					<form method="post" className="grid max-w-text gap-4">
						<TextArea
							name="note"
							value={values.note ?? ""}
							errors={errors.note ?? []}
							label={t("refunds.refuseNote")}
							requiredMark={t("refunds.required")}
						/>
						<div>
							<button type="submit" name="intent" value="refuse" className="btn">
								{t("refunds.refuse")}
							</button>
						</div>
					</form>
				</Section>
			) : null}
		</div>
	);
}
