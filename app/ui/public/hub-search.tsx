import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

/** Finds hubs by name, field, question or host; a plain form that leads to the list. */
export function HubSearch({ question, lang }: { question: string; lang: Lang }) {
	const t = useT("public");
	return (
		<search className="no-print">
			<form action={`/${lang}/hubs`} className="flex flex-wrap items-end gap-2">
				<p className="grow">
					<label className="label text-sm" htmlFor="q">
						{t("hubs.search")}
					</label>
					<input className="input" id="q" name="q" type="search" defaultValue={question} maxLength={100} />
				</p>
				<button type="submit" className="btn">
					{t("hubs.go")}
				</button>
			</form>
		</search>
	);
}
