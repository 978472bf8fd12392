import { useErrorText, useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { describedBy } from "../form/field-props.ts";
import { TableFrame } from "./page-head.tsx";

export interface MappingView {
	status: string;
	headings: readonly string[];
	samples: readonly { line: number; cells: readonly string[] }[];
	unit: string;
	columns: readonly { name: string; label: string; at: string; sample: string }[];
	words: readonly {
		key: string;
		word: string;
		value: string;
		label: string;
		options: readonly { value: string; label: string }[];
	}[];
	defaults: readonly {
		name: string;
		label: string;
		value: string;
		options: readonly { value: string; label: string }[] | null;
	}[];
}

/** Which column is what, what its words stand for, and what holds where nothing is said. */
export function ImportMappingForm(props: {
	page: MappingView;
	values: Readonly<Record<string, string>> | null;
	errors: Readonly<Record<string, readonly string[] | undefined>>;
}) {
	const { page, values, errors } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const of = (name: string, kept: string) => (values === null ? kept : (values[name] ?? ""));
	const headings = page.headings.map((heading, at) => ({ value: String(at), label: heading || `(${at + 1})` }));
	return (
		<form method="post" className="grid gap-6">
			<Samples page={page} />
			<div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
				{page.columns.map((column) => (
					<Choice
						key={column.name}
						name={`col.${column.name}`}
						label={column.label}
						value={of(`col.${column.name}`, column.at)}
						empty={t("imports.noColumn")}
						options={headings}
						hint={column.sample}
						errors={(errors[`col.${column.name}`] ?? []).map(errorText)}
					/>
				))}
				<Choice
					name="unit"
					label={t("imports.unit")}
					value={of("unit", page.unit)}
					options={(["yen", "thousand_yen", "million_yen"] as const).map((value) => ({
						value,
						label: t(`imports.units.${value}`),
					}))}
					errors={[]}
				/>
			</div>
			{page.words.length > 0 ? (
				<fieldset>
					<legend className="mb-2 text-lg font-semibold">{t("imports.words")}</legend>
					<p className="hint mb-3 max-w-text">{t("imports.wordsNote")}</p>
					<div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
						{page.words.map((word) => (
							<div key={word.key}>
								<input type="hidden" name={`word.${word.key}`} value={word.word} />
								<Choice
									name={`val.${word.key}`}
									label={word.label}
									value={of(`val.${word.key}`, word.value)}
									empty={t("imports.noValue")}
									options={word.options}
									errors={[]}
								/>
							</div>
						))}
					</div>
				</fieldset>
			) : null}
			<fieldset>
				<legend className="mb-2 text-lg font-semibold">{t("imports.defaults")}</legend>
				<div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
					{page.defaults.map(({ name, label, value, options }) =>
						options ? (
							<Choice
								key={name}
								name={`def.${name}`}
								label={label}
								value={of(`def.${name}`, value)}
								empty={t("imports.noDefault")}
								options={options}
								errors={[]}
							/>
						) : (
							<div key={name}>
								<label className="label" htmlFor={`def.${name}`}>
									{label}
								</label>
								<input
									className="input"
									id={`def.${name}`}
									name={`def.${name}`}
									defaultValue={of(`def.${name}`, value)}
									autoComplete="off"
								/>
							</div>
						),
					)}
				</div>
			</fieldset>
			<div className="flex flex-wrap gap-3">
				<button type="submit" name="intent" value="check" className="btn btn-primary">
					{t(page.status === "checked" ? "imports.checkAgain" : "imports.check")}
				</button>
				{page.status === "checked" ? null : (
					<button type="submit" name="intent" value="save" className="btn">
						{t("imports.saveMapping")}
					</button>
				)}
			</div>
		</form>
	);
}

function Samples({ page }: { page: MappingView }) {
	const t = useT("console");
	return (
		<TableFrame label={t("imports.samples")}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
				<thead>
					<tr>
						<th scope="col" className="num">
							{t("imports.line")}
						</th>
						{page.headings.map((heading, at) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: columns of a file have no other name than their place
							<th key={at} scope="col">
								{heading || `(${at + 1})`}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{page.samples.map((row) => (
						<tr key={row.line}>
							<td className="num">{row.line}</td>
							{page.headings.map((_, at) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: as above
								<td key={at} className="max-w-56 truncate">
									{row.cells[at] ?? ""}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}

function Choice(props: {
	name: string;
	label: string;
	value: string;
	empty?: string;
	options: readonly { value: string; label: string }[];
	hint?: string;
	errors: readonly string[];
}) {
	const { name, label, value, empty, options, hint, errors } = props;
	return (
		<div className="min-w-0">
			<label className="label" htmlFor={name}>
				{label}
			</label>
			<select
				className="input"
				id={name}
				name={name}
				defaultValue={value}
				aria-invalid={errors.length > 0 ? true : undefined}
				aria-describedby={describedBy(name, Boolean(hint), errors)}
			>
				{empty === undefined ? null : <option value="">{empty}</option>}
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</select>
			{hint ? (
				<p id={`${name}-hint`} className="hint mt-1 truncate">
					{hint}
				</p>
			) : null}
			<FieldErrors name={name} errors={errors} />
		</div>
	);
}
