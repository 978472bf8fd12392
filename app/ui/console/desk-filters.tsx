import { useT } from "~/i18n/use-t.ts";
import { SelectField } from "./select-field.tsx";

export interface DeskChoice {
	value: string;
	label: string;
}
/** A choice of the desk with its present value; `all` when it may be left open. */
export interface DeskField {
	name: string;
	label: string;
	value: string | undefined;
	all?: string | undefined;
	options: readonly DeskChoice[];
}

/** What is counted, by what, and what it is narrowed to. A plain GET form. */
export function DeskFilters({ fields }: { fields: readonly DeskField[] }) {
	const t = useT("console");
	return (
		<form method="get" action="/console/desk" className="no-print mb-5 flex flex-wrap items-end gap-3">
			{fields.map((field) => (
				<SelectField key={field.name} {...field} />
			))}
			<button type="submit" className="btn btn-small min-h-9">
				{t("filters.apply")}
			</button>
			<a className="link pb-1.5 text-sm" href="/console/desk">
				{t("filters.clear")}
			</a>
		</form>
	);
}
