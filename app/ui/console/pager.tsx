import { useT } from "~/i18n/use-t.ts";

/** Lists go on by cursor: back to the first page, or on. */
export function Pager({ first, next }: { first: string | null; next: string | null }) {
	const t = useT("console");
	if (!first && !next) return null;
	return (
		<nav className="no-print mt-4 flex gap-3" aria-label={t("list.pages")}>
			{first ? (
				<a className="btn btn-small" href={first}>
					{t("list.first")}
				</a>
			) : null}
			{next ? (
				<a className="btn btn-small" href={next} rel="next">
					{t("list.next")}
				</a>
			) : null}
		</nav>
	);
}
