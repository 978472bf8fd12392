import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { TextField } from "../form/text-field.tsx";

export interface SavedViewLine {
	id: string;
	name: string;
	href: string;
	shared: boolean;
	own: boolean;
	isShown: boolean;
}

/** The views of the desk a person keeps or is shown, and the form that keeps the present one. */
export function SavedViews(props: {
	views: readonly SavedViewLine[];
	maySave: boolean;
	/** what was refused, by field */
	sent: { values: Record<string, string>; errors: Record<string, string[] | null> } | null;
}) {
	const { views, maySave, sent } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const isSave = sent?.values.intent === "save";
	const errors = isSave ? (sent?.errors.name ?? []).map((key) => errorText(key)) : [];
	const general = isSave ? (sent?.errors[""] ?? []) : Object.values(sent?.errors ?? {}).flatMap((keys) => keys ?? []);
	return (
		<section className="no-print mt-9" aria-labelledby="saved-views">
			<h2 id="saved-views" className="mb-2 text-lg">
				{t("desk.views.title")}
			</h2>
			{general.length > 0 ? (
				<p className="notice notice-bad mb-3" role="alert">
					{general.map((key) => errorText(key)).join(" ")}
				</p>
			) : null}
			{views.length === 0 ? <p className="hint mb-3">{t("desk.views.none")}</p> : null}
			<ul className="mb-4 max-w-text divide-y divide-line border-y border-line text-sm empty:hidden">
				{views.map((view) => (
					<li key={view.id} className="py-2">
						<a href={view.href} aria-current={view.isShown ? "page" : undefined}>
							{view.name}
						</a>
						{view.shared ? <span className="ml-2 text-xs text-ink-soft">{t("desk.views.shared")}</span> : null}
						{view.own ? <Manage view={view} /> : null}
					</li>
				))}
			</ul>
			{maySave ? (
				<form method="post" className="max-w-text space-y-3">
					<p className="hint">{t("desk.views.lead")}</p>
					<input type="hidden" name="intent" value="save" />
					<TextField
						name="name"
						label={t("desk.views.name")}
						value={isSave ? (sent?.values.name ?? "") : ""}
						errors={errors}
					/>
					<CheckField name="share" value="" errors={[]} label={t("desk.views.share")} />
					<button type="submit" className="btn btn-small">
						{t("desk.views.save")}
					</button>
				</form>
			) : null}
		</section>
	);
}

function Manage({ view }: { view: SavedViewLine }) {
	const t = useT("console");
	return (
		<details className="mt-1">
			<summary className="cursor-pointer text-xs text-ink-soft">{t("desk.views.manage")}</summary>
			<div className="mt-2 flex flex-wrap items-end gap-3">
				<form method="post" className="flex flex-wrap items-end gap-2">
					<input type="hidden" name="intent" value="rename" />
					<input type="hidden" name="viewId" value={view.id} />
					<TextField id={`name-${view.id}`} name="name" label={t("desk.views.name")} value={view.name} errors={[]} />
					<button type="submit" className="btn btn-small min-h-9">
						{t("desk.views.rename")}
					</button>
				</form>
				<form method="post">
					<input type="hidden" name="intent" value="share" />
					<input type="hidden" name="viewId" value={view.id} />
					<input type="hidden" name="share" value={view.shared ? "" : "on"} />
					<button type="submit" className="btn btn-small min-h-9">
						{view.shared ? t("desk.views.makeOwn") : t("desk.views.makeShared")}
					</button>
				</form>
				<form method="post">
					<input type="hidden" name="intent" value="remove" />
					<input type="hidden" name="viewId" value={view.id} />
					<button type="submit" className="btn btn-small btn-danger min-h-9">
						{t("desk.views.remove")}
					</button>
				</form>
			</div>
		</details>
	);
}
