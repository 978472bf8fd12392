import { formatDay } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

export type LegalFormName =
	| "national_university_corporation"
	| "inter_university_research_institute_corporation"
	| "national_research_and_development_agency"
	| "incorporated_educational_institution";

export interface TaxFormView {
	form: LegalFormName;
	path: string;
	treatment: "designated" | "special";
	hosts: readonly { slug: string; name: string; hubs: readonly { slug: string; abbreviation: string }[] }[];
	/** names of open funds that give the choice of the tax credit */
	creditFunds: readonly string[];
}

/** From here on, bodies stand in two columns. */
export const MANY = 4;

/** The bodies of one legal form, each with the hubs it hosts. */
export function TaxHosts({ hosts, lang }: { hosts: TaxFormView["hosts"]; lang: Lang }) {
	return (
		<ul className={hosts.length > MANY ? "grid gap-x-10 gap-y-2 sm:grid-cols-2" : "grid gap-2"}>
			{hosts.map((host) => (
				<li key={host.slug} className="flex flex-wrap items-baseline gap-x-3">
					<span>{host.name}</span>
					<span className="flex flex-wrap gap-x-3 text-sm">
						{host.hubs.map((hub) => (
							<a key={hub.slug} className="link inline-block py-0.5" href={`/${lang}/hubs/${hub.slug}`}>
								{hub.abbreviation}
							</a>
						))}
					</span>
				</li>
			))}
		</ul>
	);
}

/** A formula, set apart so that it is read as one. */
export function Formula({ children }: { children: string }) {
	return <p className="border-s-2 border-primary ps-4 font-serif leading-relaxed">{children}</p>;
}

export interface TaxSourceView {
	key: "nta1150" | "nta1266" | "nta2260" | "nta5283" | "laws";
	href: string | null;
}

/** What the page rests on, when it was last looked at, and whom to ask. */
export function TaxSources(props: { sources: readonly TaxSourceView[]; reviewedOn: string; lang: Lang }) {
	const t = useT("public");
	return (
		<section aria-labelledby="sources" className="mt-14 border-t border-line pt-8">
			<h2 id="sources" className="text-lg">
				{t("taxPage.sourcesHeading")}
			</h2>
			<ul className="mt-3 grid list-disc gap-1 ps-5 text-sm">
				{props.sources.map(({ key, href }) => (
					<li key={key}>
						{href === null ? (
							t(`taxPage.sources.${key}`)
						) : (
							<a className="link" href={href} rel="external noopener">
								{t(`taxPage.sources.${key}`)}
							</a>
						)}
					</li>
				))}
			</ul>
			<p className="hint mt-4">{t("taxPage.reviewed", { date: formatDay(props.reviewedOn, props.lang) })}</p>
			<p className="mt-2 text-sm font-semibold">{t("taxPage.guide")}</p>
		</section>
	);
}
