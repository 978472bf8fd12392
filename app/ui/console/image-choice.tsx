import { useErrorText, useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { TextField } from "../form/text-field.tsx";
import { FileField } from "./file-field.tsx";

export interface ChoosableImage {
	id: string;
	alt: string;
}

export interface ImageChoiceProps {
	/** `imageId` unless a page has several */
	name?: string;
	legend: string;
	hint?: string;
	/** the id that is chosen; empty for none */
	value: string;
	/** what else was typed, given back after an error */
	values?: Readonly<Record<string, string>>;
	/** keys of errors.json, by field: the name itself, imageFile, imageAltJa … */
	errors: Readonly<Record<string, readonly string[]>>;
	images: readonly ChoosableImage[];
	/** also takes a new picture: the form is then `multipart/form-data` and its action calls `takeImage` */
	upload?: boolean;
}

/** One of the hub's pictures, or none, or a new one that is uploaded with the form. */
export function ImageChoice(props: ImageChoiceProps) {
	const { name = "imageId", legend, hint, value, values = {}, errors, images, upload = false } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const own = (errors[name] ?? []).map(errorText);
	return (
		<fieldset aria-describedby={own.length > 0 ? `${name}-error` : undefined}>
			<legend className="label">{legend}</legend>
			{hint ? <p className="hint mb-2">{hint}</p> : null}
			<ul className="image-grid">
				<li>
					<label className="image-choice">
						<input type="radio" name={name} id={name} value="" defaultChecked={value === ""} />
						<span className="image-choice-none">{t("images.noImage")}</span>
					</label>
				</li>
				{images.map((image) => (
					<li key={image.id}>
						<label className="image-choice">
							<input type="radio" name={name} value={image.id} defaultChecked={value === image.id} />
							<img src={`/images/${image.id}/480.jpg`} alt={image.alt} loading="lazy" />
						</label>
					</li>
				))}
			</ul>
			<FieldErrors name={name} errors={own} />
			{upload ? (
				<details className="mt-3" open={UPLOAD_FIELDS.some((field) => (errors[field]?.length ?? 0) > 0)}>
					<summary className="link text-sm">{t("images.uploadInstead")}</summary>
					<ImageUploadFields values={values} errors={errors} />
				</details>
			) : null}
		</fieldset>
	);
}

const UPLOAD_FIELDS = ["imageFile", "imageAltJa", "imageAltEn", "imageCreditJa", "imageCreditEn"] as const;

/** A new picture and the words that stand for it. */
export function ImageUploadFields(props: {
	values: Readonly<Record<string, string>>;
	errors: Readonly<Record<string, readonly string[]>>;
	/** the words alone, of a picture that is there */
	withoutFile?: boolean;
}) {
	const { values, errors, withoutFile = false } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const errorsOf = (field: string) => (errors[field] ?? []).map(errorText);
	const state = (field: string) => ({ name: field, value: values[field] ?? "", errors: errorsOf(field) });
	return (
		<div className="mt-3 grid gap-4">
			{withoutFile ? null : (
				<FileField
					name="imageFile"
					label={t("images.fields.file")}
					hint={t("images.fileHint")}
					accept="image/jpeg,image/png,image/webp,image/avif"
					errors={errorsOf("imageFile")}
				/>
			)}
			<TextField {...state("imageAltJa")} label={t("images.fields.altJa")} hint={t("images.altHint")} />
			<TextField {...state("imageAltEn")} label={t("images.fields.altEn")} lang="en" />
			<div className="grid gap-4 sm:grid-cols-2">
				<TextField {...state("imageCreditJa")} label={t("images.fields.creditJa")} />
				<TextField {...state("imageCreditEn")} label={t("images.fields.creditEn")} lang="en" />
			</div>
		</div>
	);
}
