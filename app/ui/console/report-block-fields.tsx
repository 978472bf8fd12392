import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import { RichTextField } from "./rich-text-field.tsx";

type Option = { value: string; label: string };

export interface BlockFieldsProps {
	values: Readonly<Record<string, string>>;
	ticked: Readonly<Record<string, readonly string[]>>;
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	options: {
		images: readonly Option[];
		stories: readonly Option[];
		funds: readonly Option[];
		targets: readonly Option[];
		figures: readonly (Option & { hint: string })[];
	};
}

type FieldLabel =
	| "heading"
	| "text"
	| "companyText"
	| "signature"
	| "role"
	| "sentence"
	| "name"
	| "alt"
	| "caption"
	| "button";

function useField({ values, errors }: Pick<BlockFieldsProps, "values" | "errors">) {
	const errorText = useErrorText();
	// Dots and brackets are no good in an id that a style or a link names.
	return (name: string) => ({
		name,
		id: name.replace(/[^\w]+/g, "-"),
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
	});
}

/** One line in both languages, side by side where there is room. */
export function LinePair(props: BlockFieldsProps & { name: string; label: FieldLabel }) {
	const t = useT("console");
	const field = useField(props);
	const label = t(`reports.fields.${props.label}`);
	return (
		<div className="grid gap-4 sm:grid-cols-2">
			<TextField {...field(`${props.name}.ja`)} label={t("reports.inJa", { label })} lang="ja" />
			<TextField {...field(`${props.name}.en`)} label={t("reports.inEn", { label })} lang="en" />
		</div>
	);
}

/** A text of many lines in both languages. */
export function TextPair(props: BlockFieldsProps & { name: string; label: FieldLabel; rows?: number; hint?: string }) {
	const t = useT("console");
	const field = useField(props);
	const label = t(`reports.fields.${props.label}`);
	const { rows = 8, hint } = props;
	return (
		<div className="grid gap-4 lg:grid-cols-2">
			<RichTextField
				{...field(`${props.name}.ja`)}
				label={t("reports.inJa", { label })}
				hint={hint}
				lang="ja"
				rows={rows}
			/>
			<RichTextField {...field(`${props.name}.en`)} label={t("reports.inEn", { label })} lang="en" rows={rows} />
		</div>
	);
}

/** One of the hub's pictures, by the words that stand for it. */
export function PictureField(props: BlockFieldsProps & { name: string }) {
	const t = useT("console");
	const field = useField(props);
	return (
		<SelectField
			{...field(props.name)}
			label={t("reports.fields.image")}
			empty={t("reports.noImage")}
			options={props.options.images}
		/>
	);
}

/** What a claim or an output rests on. */
export function SourceFields(props: BlockFieldsProps & { name: string }) {
	const t = useT("console");
	const field = useField(props);
	return (
		<>
			<TextField {...field(`${props.name}.citation`)} label={t("reports.fields.citation")} />
			<div className="grid gap-4 sm:grid-cols-2">
				<TextField {...field(`${props.name}.doi`)} label={t("reports.fields.doi")} hint={t("reports.doiHint")} />
				<TextField {...field(`${props.name}.url`)} label={t("reports.fields.url")} inputMode="url" />
			</div>
		</>
	);
}

export function Choice(
	props: BlockFieldsProps & {
		name: string;
		label: "story" | "target" | "frequency";
		empty: string;
		choices: readonly Option[];
	},
) {
	const t = useT("console");
	const field = useField(props);
	return (
		<SelectField
			{...field(props.name)}
			label={t(`reports.fields.${props.label}`)}
			empty={props.empty}
			options={props.choices}
		/>
	);
}

export function Tick(props: BlockFieldsProps & { name: string; label: "showsGifts" | "isClaim" }) {
	const t = useT("console");
	const field = useField(props);
	return <CheckField {...field(props.name)} label={t(`reports.fields.${props.label}`)} />;
}

/** Boxes of which several may be ticked. */
export function TickList(
	props: BlockFieldsProps & {
		name: "keys" | "fundIds";
		hint?: string;
		choices: readonly (Option & { hint?: string })[];
	},
) {
	const t = useT("console");
	const errorText = useErrorText();
	const { name, hint, choices, ticked, errors } = props;
	return (
		<fieldset>
			<legend className="label">{t(`reports.fields.${name}`)}</legend>
			{hint ? <p className="hint mb-2">{hint}</p> : null}
			<ul className="grid gap-2">
				{choices.map((choice) => (
					<li key={choice.value}>
						<label className="choice items-start">
							<input
								type="checkbox"
								name={name}
								value={choice.value}
								defaultChecked={ticked[name]?.includes(choice.value) ?? false}
								className="mt-1 size-5 shrink-0"
							/>
							<span>
								<span className="font-semibold">{choice.label}</span>
								{choice.hint ? <span className="hint block">{choice.hint}</span> : null}
							</span>
						</label>
					</li>
				))}
			</ul>
			<FieldErrors name={name} errors={(errors[name] ?? []).map(errorText)} />
		</fieldset>
	);
}
