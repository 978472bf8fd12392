import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import { Section } from "./page-head.tsx";

type Values = Readonly<Record<string, string>>;
const FIELDS = [
	"anchorDay",
	"companyCardMaxYen",
	"refundWindowDays",
	"refundApprovalYen",
	"dailyGiftsMax",
	"dailyYenMax",
	"plansMax",
	"bankName",
	"bankBranch",
	"bankAccountType",
	"bankAccountNumber",
	"bankAccountHolder",
] as const;

export interface GivingPolicyFormProps {
	values: Values;
	revision: string;
	days: readonly { value: string; label: string }[];
	max: { name: number; holder: number };
	/** what was sent and refused; null when nothing was */
	sent: Values | null;
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	/** somebody else saved first */
	conflict: boolean;
}

/** How an institution takes gifts: days, limits, and the bank account applications are paid to. */
export function GivingPolicyForm({ values, revision, days, max, sent, errors, conflict }: GivingPolicyFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: (typeof FIELDS)[number]) => ({
		name,
		value: (sent ?? values)[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		label: t(`institutions.fields.${name}`),
	});
	const items = ["" as const, ...FIELDS].flatMap((field) =>
		(errors[field] ?? []).map((error) => ({
			field: field === "" ? null : field,
			label: field === "" ? "" : t(`institutions.fields.${field}`),
			error: errorText(error),
		})),
	);
	const number = { inputMode: "numeric", autoComplete: "off" } as const;
	return (
		<Section title={t("institutions.policy")} note={t("institutions.policyNote")}>
			<ErrorSummary heading={t("institutions.errors")} text={t("institutions.errorsText")} items={items} />
			{conflict ? (
				<p className="notice notice-warn mb-4" role="alert">
					{t("institutions.conflict")}
				</p>
			) : null}
			<form method="post" className="grid max-w-text gap-5">
				{/* After a conflict the person has been told: saving again is meant. */}
				<input type="hidden" name="basedOn" value={sent && !conflict ? (sent.basedOn ?? revision) : revision} />
				<div>
					<SelectField {...state("anchorDay")} empty={t("institutions.empty")} options={days} />
					<p className="hint mt-1">{t("institutions.hints.anchorDay")}</p>
				</div>
				<TextField {...state("companyCardMaxYen")} {...number} hint={t("institutions.hints.companyCardMaxYen")} />
				<div className="grid gap-5 sm:grid-cols-2">
					<TextField {...state("refundWindowDays")} {...number} hint={t("institutions.hints.refundWindowDays")} />
					<TextField {...state("refundApprovalYen")} {...number} hint={t("institutions.hints.refundApprovalYen")} />
				</div>
				<h3 className="text-base">{t("institutions.limits")}</h3>
				<div className="grid gap-5 sm:grid-cols-3">
					<TextField {...state("dailyGiftsMax")} {...number} />
					<TextField {...state("dailyYenMax")} {...number} />
					<TextField {...state("plansMax")} {...number} />
				</div>
				<div>
					<h3 className="text-base">{t("institutions.bank")}</h3>
					<p className="hint">{t("institutions.bankNote")}</p>
				</div>
				<div className="grid gap-5 sm:grid-cols-2">
					<TextField {...state("bankName")} maxLength={max.name} autoComplete="off" />
					<TextField {...state("bankBranch")} maxLength={max.name} autoComplete="off" />
					<SelectField
						{...state("bankAccountType")}
						empty={t("institutions.empty")}
						options={(["futsu", "toza"] as const).map((value) => ({
							value,
							label: t(`institutions.accountTypes.${value}`),
						}))}
					/>
					<TextField {...state("bankAccountNumber")} {...number} />
				</div>
				<TextField {...state("bankAccountHolder")} maxLength={max.holder} autoComplete="off" />
				<div>
					<button type="submit" name="intent" value="policy" className="btn btn-primary">
						{t("institutions.save")}
					</button>
				</div>
			</form>
		</Section>
	);
}
