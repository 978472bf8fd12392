import { useT } from "~/i18n/use-t.ts";

export interface CrumbView {
	name: string;
	path: string;
}

/** The way from the front page to a page that lies deep; the last one is the page itself. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly CrumbView[] }) {
	const t = useT("public");
	return (
		<nav aria-label={t("shell.breadcrumbs")} className="page no-print pt-6">
			<ol className="flex flex-wrap gap-x-2 gap-y-1 text-sm text-ink-soft">
				{crumbs.map(({ name, path }, index) => (
					<li key={path} className="flex gap-x-2">
						{index === crumbs.length - 1 ? (
							<span aria-current="page">{name}</span>
						) : (
							<>
								<a
									className="inline-block py-0.5 text-ink-soft underline underline-offset-4 hover:text-primary"
									href={path}
								>
									{name}
								</a>
								<span aria-hidden="true">／</span>
							</>
						)}
					</li>
				))}
			</ol>
		</nav>
	);
}
