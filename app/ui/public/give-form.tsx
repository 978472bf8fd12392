import { formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { ErrorSummary } from "../form/error-summary.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { AmountField } from "./amount-field.tsx";
import { ApplyInstead } from "./apply-instead.tsx";
import { DonorFields } from "./donor-fields.tsx";
import { formState } from "./form-state.ts";
import { type Frequency, FrequencyField } from "./frequency-field.tsx";
import type { FundView } from "./fund-card.tsx";
import { fieldLabels } from "./give-labels.ts";
import { GiveNotes, type NotesFund, type TaxNotesView } from "./give-notes.tsx";
import { type YearEndFund, YearEndNotice } from "./year-end-notice.tsx";

type Method = "card" | "konbini" | "bank_transfer";

export interface GiveFormProps {
	lang: Lang;
	/** the page's own address with its query, so that where a donor came from is kept */
	action: string;
	/** the application (寄附申込書) of the same hub */
	applyHref: string;
	/** a promise over time to the same hub; null for the programme as a whole */
	pledgeHref: string | null;
	hub: { slug?: string | null; abbreviation: string; name: string };
	funds: readonly (FundView & NotesFund & YearEndFund & { presetYen: readonly bigint[]; anchorDay: number })[];
	chosen: { id: string; anchorDay: number; minYen: bigint; maxYen: bigint; presetYen: readonly bigint[] };
	methods: readonly Method[];
	/** how often one can give */
	frequencies: readonly Frequency[];
	taxNotes: readonly TaxNotesView[];
	values: Readonly<Record<string, string>>;
	/** messages are keys of errors.json; those of the form as a whole are under "" */
	errors: Readonly<Record<string, readonly string[]>>;
	maxLengths: Readonly<Record<string, number>>;
	prefectures: readonly { value: string; label: string }[];
	consentWording: string;
	appealConsentWording: string;
	konbini: { minYen: bigint; maxYen: bigint };
}

/** Every field of a gift on one page, with what was typed and what is wrong with it. */
export function GiveForm(props: GiveFormProps) {
	const { lang, funds, values, errors, maxLengths, konbini } = props;
	const t = useT("public");
	const errorText = useErrorText();
	const labels = fieldLabels(t);
	const { field, choice, wrong } = formState({ values, errors, maxLengths, labels, errorText });
	const fund = funds.find((one) => one.id === values.fundId) ?? funds.find((one) => one.id === props.chosen.id);
	const least = (fund ?? props.chosen).minYen;
	const required = t("give.required");
	return (
		<form method="post" action={props.action} noValidate className="give-form grid gap-10">
			<ErrorSummary
				heading={
					wrong.some((item) => item.field !== null)
						? t("give.errorHeading", { count: wrong.length })
						: t("give.notStarted")
				}
				text={t("give.errorText")}
				items={wrong}
			/>
			{funds.length > 1 ? (
				<ChoiceGroup
					{...choice("fundId")}
					value={fund?.id ?? ""}
					legend={t("give.fund")}
					choices={funds.map((one) => ({
						value: one.id,
						label: one.name,
						hint: (
							<>
								{one.purpose}
								<br />
								{t("hub.fundRecipient")}: {one.institution.name}
							</>
						),
					}))}
				/>
			) : (
				<div id="fundId" tabIndex={-1}>
					<h2 className="label text-lg">{t("give.fund")}</h2>
					<p className="font-semibold">{fund?.name}</p>
					<p className="hint">{fund?.purpose}</p>
					<input type="hidden" name="fundId" value={fund?.id} />
					<FieldErrors name="fundId" errors={field("fundId").errors} />
				</div>
			)}
			<AmountField
				{...choice("amountYen")}
				other={values.amountOther ?? ""}
				lang={lang}
				limits={fund ?? props.chosen}
				presets={(fund ?? props.chosen).presetYen}
			/>
			<div className="grid gap-3">
				<ApplyInstead href={props.applyHref} refused={errors.amountYen ?? []} />
				{props.pledgeHref ? (
					<p className="hint">
						<a className="link" href={props.pledgeHref}>
							{t("pledge.link")}
						</a>
					</p>
				) : null}
			</div>
			<FrequencyField
				{...choice("frequency")}
				choices={props.frequencies}
				anchorDay={(fund ?? props.chosen).anchorDay}
			/>
			<ChoiceGroup
				{...choice("paymentMethod")}
				legend={t("give.method")}
				requiredMark={required}
				choices={props.methods.map((method) => ({
					value: method,
					label: t(`give.methods.${method}`),
					hint: t(`give.methodHints.${method}`, {
						min: formatYen(least > konbini.minYen ? least : konbini.minYen, lang),
						max: formatYen(konbini.maxYen, lang),
					}),
				}))}
			/>
			<YearEndNotice funds={funds} />
			<DonorFields field={field} prefectures={props.prefectures} />
			<fieldset className="grid gap-4">
				<legend className="label text-lg">{t("give.display")}</legend>
				<p className="hint">{t("give.displayHint")}</p>
				<TextField
					{...field("displayName")}
					label={t("give.displayName")}
					hint={t("give.displayNameHint")}
					autoComplete="nickname"
				/>
				<CheckField {...choice("anonymous")} label={t("give.anonymous")} />
				<TextArea
					{...field("message")}
					label={t("give.message")}
					hint={t("give.messageHint", { max: maxLengths.message ?? 0 })}
				/>
			</fieldset>
			<fieldset>
				<legend className="label text-lg">{t("give.reports")}</legend>
				<div className="grid gap-3">
					<CheckField {...choice("reportConsent")} label={props.consentWording} />
					<CheckField {...choice("appealConsent")} label={props.appealConsentWording} />
				</div>
			</fieldset>
			<GiveNotes hub={props.hub} funds={funds} taxNotes={props.taxNotes} />
			<div>
				<p className="mb-3">{t("give.steps")}</p>
				<button type="submit" className="btn btn-primary min-h-13 w-full text-lg">
					{t("give.submit")}
				</button>
				<p className="hint mt-3">{t("give.submitNote")}</p>
			</div>
		</form>
	);
}
