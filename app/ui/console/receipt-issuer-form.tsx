import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";

type Values = Readonly<Record<string, string>>;

const FIELDS = [
	"enabled",
	"startsOn",
	"legalNameJa",
	"legalNameEn",
	"addressJa",
	"addressEn",
	"representativeTitleJa",
	"representativeNameJa",
	"representativeTitleEn",
	"representativeNameEn",
	"contact",
	"numberFormat",
	"numberYear",
	"datePolicy",
	"rhythm",
	"delivery",
	"reissue",
] as const;

export interface ReceiptIssuerFormProps {
	values: Values;
	revision: string;
	nextNumber: string | null;
	/** what was sent and refused; null when nothing was */
	sent: Values | null;
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	/** somebody else saved first */
	conflict: boolean;
}

/** Who issues, what is printed, how it is numbered, dated and handed out. */
export function ReceiptIssuerForm({ values, revision, nextNumber, sent, errors, conflict }: ReceiptIssuerFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: (typeof FIELDS)[number]) => ({
		name,
		// A box that was not ticked is not sent.
		value: sent ? (sent[name] ?? "") : (values[name] ?? ""),
		errors: (errors[name] ?? []).map(errorText),
		label: t(`receiptIssuer.fields.${name}`),
	});
	const items = ["" as const, ...FIELDS].flatMap((field) =>
		(errors[field] ?? []).map((error) => ({
			field: field === "" ? null : field,
			label: field === "" ? "" : t(`receiptIssuer.fields.${field}`),
			error: errorText(error),
		})),
	);
	const select = (
		name: "numberYear" | "datePolicy" | "rhythm" | "delivery" | "reissue",
		options: readonly string[],
	) => (
		<div>
			<SelectField
				{...state(name)}
				empty={t("receipts.choose")}
				options={options.map((value) => ({
					value,
					label: t(`receiptIssuer.${name}.${value}` as "receiptIssuer.rhythm.each"),
				}))}
			/>
			<p className="hint mt-1">{t(`receiptIssuer.hints.${name}`)}</p>
		</div>
	);
	return (
		<>
			<ErrorSummary heading={t("institutions.errors")} text={t("institutions.errorsText")} items={items} />
			{conflict ? (
				<p className="notice notice-warn mb-4" role="alert">
					{t("institutions.conflict")}
				</p>
			) : null}
			<form method="post" className="grid max-w-text gap-5">
				{/* After a conflict the person has been told: saving again is meant. */}
				<input type="hidden" name="basedOn" value={sent && !conflict ? (sent.basedOn ?? revision) : revision} />
				<CheckField {...state("enabled")} />
				<TextField {...state("startsOn")} type="date" hint={t("receiptIssuer.hints.startsOn")} className="max-w-72" />
				<h3 className="text-base">{t("receiptIssuer.printed")}</h3>
				<TextField {...state("legalNameJa")} autoComplete="off" />
				<TextField {...state("addressJa")} autoComplete="off" />
				<div className="grid gap-5 sm:grid-cols-2">
					<TextField {...state("representativeTitleJa")} autoComplete="off" />
					<TextField {...state("representativeNameJa")} autoComplete="off" />
				</div>
				<TextField {...state("legalNameEn")} autoComplete="off" />
				<TextField {...state("addressEn")} autoComplete="off" />
				<div className="grid gap-5 sm:grid-cols-2">
					<TextField {...state("representativeTitleEn")} autoComplete="off" />
					<TextField {...state("representativeNameEn")} autoComplete="off" />
				</div>
				<TextArea {...state("contact")} hint={t("receiptIssuer.hints.contact")} />
				<h3 className="text-base">{t("receiptIssuer.numbers")}</h3>
				<TextField
					{...state("numberFormat")}
					hint={
						nextNumber
							? `${t("receiptIssuer.hints.numberFormat")} ${t("receiptIssuer.nextNumber", { number: nextNumber })}`
							: t("receiptIssuer.hints.numberFormat")
					}
					autoComplete="off"
				/>
				{select("numberYear", ["fiscal_year", "calendar_year", "never"])}
				<h3 className="text-base">{t("receiptIssuer.rules")}</h3>
				{select("datePolicy", ["funds_arrival", "charge_date"])}
				{select("rhythm", ["each", "annual"])}
				{select("delivery", ["pdf", "paper"])}
				{select("reissue", ["reprint", "certificate"])}
				<div>
					<button type="submit" name="intent" value="issuer" className="btn btn-primary">
						{t("institutions.save")}
					</button>
				</div>
			</form>
		</>
	);
}
