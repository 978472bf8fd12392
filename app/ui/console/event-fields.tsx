import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import { type ChoosableImage, ImageChoice } from "./image-choice.tsx";
import { RichTextField } from "./rich-text-field.tsx";

type Option = { value: string; label: string };

export interface EventFieldsProps {
	values: Readonly<Record<string, string>>;
	/** boxes that are ticked */
	audiences: readonly string[];
	storyIds: readonly string[];
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	options: { kinds: readonly Option[]; audiences: readonly Option[]; stories: readonly Option[] };
	images: readonly ChoosableImage[];
	slugIsFixed: boolean;
}

const LABELLED = [
	...(["kind", "titleJa", "titleEn", "startsOn", "endsOn", "placeJa", "placeEn"] as const),
	...(["expectedCount", "attendedCount", "url", "descriptionJa", "descriptionEn", "slug"] as const),
	...(["audiences", "storyIds", "imageId"] as const),
];

/** What is wrong with the form, each error leading to its field. */
export function EventErrors({ errors }: Pick<EventFieldsProps, "errors">) {
	const t = useT("console");
	const errorText = useErrorText();
	const items = LABELLED.flatMap((field) =>
		(errors[field] ?? []).map((error) => ({ field, label: t(`events.fields.${field}`), error: errorText(error) })),
	);
	const rest = Object.entries(errors).flatMap(([field, messages]) =>
		LABELLED.some((known) => known === field)
			? []
			: messages.map((error) => ({ field: field || null, label: t("images.title"), error: errorText(error) })),
	);
	return <ErrorSummary heading={t("events.errors")} text={t("events.errorsText")} items={[...items, ...rest]} />;
}

/** Everything about one event. */
export function EventFields(props: EventFieldsProps) {
	const { values, errors, options, images, slugIsFixed, audiences, storyIds } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: (typeof LABELLED)[number]) => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		label: t(`events.fields.${name}`),
	});
	return (
		<>
			<SelectField {...state("kind")} requiredMark="＊" empty={t("events.choose")} options={options.kinds} />
			<div className="grid gap-5 sm:grid-cols-2">
				<TextField {...state("titleJa")} requiredMark="＊" lang="ja" />
				<TextField {...state("titleEn")} lang="en" />
				<TextField {...state("startsOn")} requiredMark="＊" hint={t("events.hints.startsOn")} />
				<TextField {...state("endsOn")} hint={t("events.hints.endsOn")} />
				<TextField {...state("placeJa")} lang="ja" />
				<TextField {...state("placeEn")} lang="en" />
				<TextField {...state("expectedCount")} inputMode="numeric" />
				<TextField {...state("attendedCount")} inputMode="numeric" hint={t("events.hints.attendedCount")} />
			</div>
			<Boxes name="audiences" legend={t("events.fields.audiences")} options={options.audiences} checked={audiences} />
			<TextField {...state("url")} hint={t("events.hints.url")} inputMode="url" />
			<RichTextField {...state("descriptionJa")} lang="ja" rows={8} />
			<RichTextField {...state("descriptionEn")} lang="en" rows={8} />
			<ImageChoice
				legend={t("events.fields.imageId")}
				value={values.imageId ?? ""}
				values={values}
				errors={errors}
				images={images}
				upload
			/>
			{options.stories.length > 0 ? (
				<div>
					<Boxes name="storyIds" legend={t("events.fields.storyIds")} options={options.stories} checked={storyIds} />
					<FieldErrors name="storyIds" errors={(errors.storyIds ?? []).map(errorText)} />
				</div>
			) : null}
			{slugIsFixed ? null : <TextField {...state("slug")} hint={t("stories.hints.slug")} />}
		</>
	);
}

function Boxes(props: { name: string; legend: string; options: readonly Option[]; checked: readonly string[] }) {
	const { name, legend, options, checked } = props;
	return (
		<fieldset id={name}>
			<legend className="label">{legend}</legend>
			<div className="flex max-h-64 flex-wrap gap-x-6 gap-y-1 overflow-y-auto">
				{options.map(({ value, label }) => (
					<label key={value} className="flex items-center gap-2">
						<input
							type="checkbox"
							name={name}
							value={value}
							defaultChecked={checked.includes(value)}
							className="size-5 shrink-0"
						/>
						{label}
					</label>
				))}
			</div>
		</fieldset>
	);
}
