import type { ReactNode } from "react";
import { useT } from "~/i18n/use-t";
import { SelectField } from "./select-field";

export interface ListFiltersProps {
	/** the list's own address */
	action: string;
	search: { label: string; example: string; value: string | undefined };
	hub: string | undefined;
	/** those the reader sees; one alone is no choice */
	hubs: readonly { value: string; label: string }[];
	/** what else this list is narrowed by */
	children?: ReactNode;
}

/** The line above a list of the console: search, hub, and what is the list's own. A plain GET form. */
export function ListFilters({ action, search, hub, hubs, children }: ListFiltersProps) {
	const t = useT("console");
	return (
		<form method="get" action={action} className="no-print mb-4 flex flex-wrap items-end gap-3">
			<label className="block grow text-sm sm:max-w-72">
				<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{search.label}</span>
				<input
					type="search"
					name="q"
					defaultValue={search.value}
					className="input min-h-9 py-1 text-sm"
					placeholder={search.example}
				/>
			</label>
			{hubs.length > 1 ? (
				<SelectField name="hub" label={t("filters.hub")} value={hub} all={t("filters.all")} options={hubs} />
			) : null}
			{children}
			<button type="submit" className="btn btn-small min-h-9">
				{t("filters.apply")}
			</button>
			<a className="link pb-1.5 text-sm" href={action}>
				{t("filters.clear")}
			</a>
		</form>
	);
}
