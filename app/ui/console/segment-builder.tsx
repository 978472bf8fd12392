import { useErrorText, useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";

export interface BuilderField {
	name: string;
	label: string;
	value: string;
	/** a key of errors.json */
	error: string | null;
	/** a choice; without it, a line to type in */
	options?: readonly { value: string; label: string }[];
	numeric?: boolean;
}
export interface BuilderRow {
	index: number;
	fact: string;
	label: string;
	/** what exactly counts */
	hint: string;
	not: boolean;
	/** what is wrong with the rule as a whole: a key of errors.json */
	error: string | null;
	fields: readonly BuilderField[];
}

/** Rules that are added and removed by buttons of the form itself, so that they can be built without a script. */
export function SegmentBuilder(props: {
	match: "all" | "any";
	rows: readonly BuilderRow[];
	facts: readonly { value: string; label: string }[];
	mayAdd: boolean;
}) {
	const { match, rows, facts, mayAdd } = props;
	const t = useT("console");
	return (
		<div className="grid gap-4">
			{rows.length > 1 ? (
				<fieldset className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
					<legend className="label">{t("segments.match")}</legend>
					{(["all", "any"] as const).map((value) => (
						<label key={value} className="flex items-center gap-2">
							<input type="radio" name="match" value={value} defaultChecked={match === value} />
							{t(`segments.matches.${value}`)}
						</label>
					))}
				</fieldset>
			) : (
				<input type="hidden" name="match" value={match} />
			)}
			{rows.length === 0 ? <p className="notice">{t("segments.noRules")}</p> : null}
			<ol className="grid gap-3">
				{rows.map((row) => (
					<RuleRow key={`${row.index}.${row.fact}`} row={row} />
				))}
			</ol>
			{mayAdd ? (
				<div className="flex flex-wrap items-end gap-3">
					<label className="block min-w-0 grow text-sm sm:max-w-md">
						<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{t("segments.addLabel")}</span>
						<select name="addFact" className="input min-h-9 py-1 text-sm">
							{facts.map(({ value, label }) => (
								<option key={value} value={value}>
									{label}
								</option>
							))}
						</select>
					</label>
					<button type="submit" name="intent" value="add" className="btn btn-small min-h-9">
						{t("segments.add")}
					</button>
				</div>
			) : null}
		</div>
	);
}

function RuleRow({ row }: { row: BuilderRow }) {
	const t = useT("console");
	const errorText = useErrorText();
	const prefix = `rule.${row.index}`;
	return (
		<li className="rounded-sm border border-line bg-surface p-3">
			<fieldset aria-describedby={`${prefix}-hint`}>
				<legend className="float-left text-sm font-semibold">{row.label}</legend>
				<input type="hidden" name={`${prefix}.fact`} value={row.fact} />
				<div className="clear-both flex flex-wrap items-start gap-x-4 gap-y-2 pt-2">
					{row.fields.map((field) => (
						<RuleField key={field.name} id={`${prefix}.${field.name}`} field={field} />
					))}
				</div>
				<p id={`${prefix}-hint`} className="hint mt-2">
					{row.hint}
				</p>
				<FieldErrors name={prefix} errors={row.error === null ? [] : [errorText(row.error)]} />
				<div className="mt-2 flex flex-wrap items-center justify-between gap-3">
					<label className="flex items-center gap-2 text-sm">
						<input type="checkbox" name={`${prefix}.not`} value="on" defaultChecked={row.not} />
						{t("segments.not")}
					</label>
					<button
						type="submit"
						name="intent"
						value={`remove.${row.index}`}
						className="btn btn-small"
						aria-label={t("segments.removeRule", { rule: row.label })}
					>
						{t("segments.removeShort")}
					</button>
				</div>
			</fieldset>
		</li>
	);
}

function RuleField({ id, field }: { id: string; field: BuilderField }) {
	const t = useT("console");
	const errorText = useErrorText();
	const errors = field.error === null ? [] : [errorText(field.error)];
	const shared = {
		id,
		name: id,
		defaultValue: field.value,
		className: "input min-h-9 max-w-full py-1 text-sm",
		"aria-invalid": errors.length > 0 ? true : undefined,
		"aria-describedby": errors.length > 0 ? `${id}-error` : undefined,
	};
	return (
		<div className="min-w-0 text-sm">
			<label htmlFor={id} className="mb-0.5 block text-xs font-semibold text-ink-soft">
				{field.label}
			</label>
			{field.options ? (
				<select {...shared}>
					<option value="">{t("segments.choose")}</option>
					{field.options.map(({ value, label }) => (
						<option key={value} value={value}>
							{label}
						</option>
					))}
				</select>
			) : (
				<input type="text" inputMode={field.numeric ? "numeric" : undefined} size={14} {...shared} />
			)}
			<FieldErrors name={id} errors={errors} />
		</div>
	);
}

/** The audience in words. */
export function SegmentWords({ words }: { words: { join: string; lines: readonly string[] } }) {
	return (
		<div className="max-w-text">
			{words.join ? <p className="text-sm">{words.join}</p> : null}
			{words.lines.length > 0 ? (
				<ul className="mt-1 list-disc ps-5 text-sm">
					{words.lines.map((line) => (
						<li key={line}>{line}</li>
					))}
				</ul>
			) : null}
		</div>
	);
}
