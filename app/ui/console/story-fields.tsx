import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { type ChoosableImage, ImageChoice } from "./image-choice.tsx";
import { RichTextField } from "./rich-text-field.tsx";

type Option = { value: string; label: string };

export interface StoryFieldsProps {
	values: Readonly<Record<string, string>>;
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	options: { levels: readonly Option[]; funds: readonly Option[]; campaigns: readonly Option[] };
	images: readonly ChoosableImage[];
	imagesHref: string;
	/** rows for sources, those filled in and some more */
	sourceRows: number;
	/** its address was given to readers and stays */
	slugIsFixed: boolean;
}

const LABELLED = [
	...(["titleJa", "leadJa", "bodyJa", "authorsJa", "titleEn", "leadEn", "bodyEn", "authorsEn"] as const),
	...(["level", "slug", "fundId", "campaignId", "imageId", "sources"] as const),
];
const OF_IMAGE = { imageFile: "file", imageAltJa: "altJa", imageAltEn: "altEn" } as const;

/** What is wrong with the form, each error leading to its field. */
export function StoryErrors({ errors }: Pick<StoryFieldsProps, "errors">) {
	const t = useT("console");
	const errorText = useErrorText();
	const items = LABELLED.flatMap((field) =>
		(errors[field] ?? []).map((error) => ({ field, label: t(`stories.fields.${field}`), error: errorText(error) })),
	);
	const ofImage = Object.entries(OF_IMAGE).flatMap(([field, key]) =>
		(errors[field] ?? []).map((error) => ({ field, label: t(`images.fields.${key}`), error: errorText(error) })),
	);
	const ofSources = Object.entries(errors).flatMap(([field, messages]) => {
		const number = /^sources\[(\d+)\]/.exec(field)?.[1];
		if (number === undefined) return [];
		const label = t("stories.fields.citation", { number: Number(number) + 1 });
		return messages.map((error) => ({ field, label, error: errorText(error) }));
	});
	const general = (errors[""] ?? []).map((error) => ({ field: null, label: "", error: errorText(error) }));
	return (
		<ErrorSummary
			heading={t("stories.errors")}
			text={t("stories.errorsText")}
			items={[...general, ...items, ...ofImage, ...ofSources]}
		/>
	);
}

/** Everything a writer fills in. */
export function StoryFields(props: StoryFieldsProps) {
	const { values, errors, options, images, imagesHref, slugIsFixed } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: (typeof LABELLED)[number]) => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		label: t(`stories.fields.${name}`),
	});
	return (
		<>
			<fieldset className="grid gap-5">
				<legend className="mb-3 text-lg font-semibold">{t("stories.japanese")}</legend>
				<TextField {...state("titleJa")} requiredMark="＊" lang="ja" />
				<TextArea {...state("leadJa")} hint={t("stories.hints.leadJa")} />
				<RichTextField {...state("bodyJa")} lang="ja" images={images} imagesHref={imagesHref} />
				<TextField {...state("authorsJa")} lang="ja" />
			</fieldset>
			<fieldset className="grid gap-5">
				<legend className="mb-3 text-lg font-semibold">{t("stories.englishPart")}</legend>
				<TextField {...state("titleEn")} hint={t("stories.hints.titleEn")} lang="en" />
				<TextArea {...state("leadEn")} />
				<RichTextField {...state("bodyEn")} lang="en" images={images} imagesHref={imagesHref} />
				<TextField {...state("authorsEn")} lang="en" />
			</fieldset>
			<ImageChoice
				legend={t("stories.fields.imageId")}
				hint={t("stories.hints.cover")}
				value={values.imageId ?? ""}
				values={values}
				errors={errors}
				images={images}
				upload
			/>
			<Sources {...props} />
			<fieldset className="grid gap-5">
				<legend className="mb-3 text-lg font-semibold">{t("stories.links")}</legend>
				<SelectField {...state("level")} empty={t("storyLevel.everyone")} options={options.levels} />
				<SelectField {...state("fundId")} empty={t("stories.noFund")} options={options.funds} />
				<SelectField {...state("campaignId")} empty={t("stories.noFund")} options={options.campaigns} />
				{slugIsFixed ? null : <TextField {...state("slug")} hint={t("stories.hints.slug")} />}
			</fieldset>
		</>
	);
}

function Sources({ values, errors, sourceRows }: StoryFieldsProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: string) => ({ name, value: values[name] ?? "", errors: (errors[name] ?? []).map(errorText) });
	return (
		<fieldset aria-describedby="sources-hint">
			<legend className="mb-1 text-lg font-semibold" id="sources">
				{t("stories.fields.sources")}
			</legend>
			<p id="sources-hint" className="hint mb-3">
				{t("stories.hints.sources")}
			</p>
			<FieldErrors name="sources" errors={(errors.sources ?? []).map(errorText)} />
			<div className="grid gap-4">
				{Array.from({ length: sourceRows }, (_, row) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a row is its number
					<div key={row} className="grid gap-3 sm:grid-cols-[3fr_2fr]">
						<TextField
							{...state(`sources[${row}].citation`)}
							label={t("stories.fields.citation", { number: row + 1 })}
						/>
						<TextField {...state(`sources[${row}].where`)} label={t("stories.fields.where")} />
					</div>
				))}
			</div>
		</fieldset>
	);
}
