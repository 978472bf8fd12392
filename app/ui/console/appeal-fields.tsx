import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import { type InsertableImage, RichTextField } from "./rich-text-field.tsx";

type Option = { value: string; label: string };
export interface AppealOptions {
	segments: readonly Option[];
	campaigns: readonly Option[];
	images: readonly InsertableImage[];
	max: { name: number; subject: number };
}

const FIELDS = [
	"channel",
	"name",
	"segmentId",
	"campaignId",
	"subjectJa",
	"bodyJa",
	"subjectEn",
	"bodyEn",
	"costYen",
] as const;
type FieldName = (typeof FIELDS)[number];

export interface AppealFieldsProps {
	values: Readonly<Record<string, string>>;
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	options: AppealOptions;
	/** only where one is made */
	channels?: readonly Option[];
}

/** What an appeal says, to whom, and what it is expected to cost. */
export function AppealFields({ values, errors, options, channels }: AppealFieldsProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const label = (name: FieldName) => t(`appeals.fields.${name}`);
	const state = (name: FieldName) => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		label: label(name),
	});
	const general = (errors[""] ?? []).map((error) => ({ field: null, label: "", error: errorText(error) }));
	const items = FIELDS.flatMap((name) =>
		(errors[name] ?? []).map((error) => ({ field: name, label: label(name), error: errorText(error) })),
	);
	const choose = t("appeals.choose");
	return (
		<>
			<ErrorSummary heading={t("appeals.errors")} text={t("appeals.errorsText")} items={[...general, ...items]} />
			{channels ? <SelectField {...state("channel")} empty={choose} options={channels} /> : null}
			<TextField {...state("name")} hint={t("appeals.hints.name")} maxLength={options.max.name} />
			<SelectField {...state("segmentId")} empty={choose} options={options.segments} />
			<p className="hint -mt-3">
				<a href="/console/segments/new">{t("segments.new")}</a>
			</p>
			<SelectField {...state("campaignId")} empty={t("appeals.noCampaign")} options={options.campaigns} />
			<TextField {...state("subjectJa")} lang="ja" maxLength={options.max.subject} />
			<RichTextField {...state("bodyJa")} lang="ja" images={options.images} />
			<TextField {...state("subjectEn")} lang="en" hint={t("appeals.hints.en")} maxLength={options.max.subject} />
			<RichTextField {...state("bodyEn")} lang="en" images={options.images} />
			<TextField {...state("costYen")} hint={t("appeals.hints.cost")} inputMode="numeric" />
		</>
	);
}
