import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { Formula, type TaxFormView, TaxHosts } from "./tax-parts.tsx";

/** Everything about gifts to one legal form: who, income tax, residents' tax, companies, inheritance, papers. */
export function TaxFormSections({ view, lang }: { view: TaxFormView; lang: Lang }) {
	const t = useT("public");
	const { form, treatment, hosts, creditFunds } = view;
	const special = treatment === "special";
	const school = form === "incorporated_educational_institution";
	const admits = school || form === "national_university_corporation";
	const mayCredit = form !== "national_research_and_development_agency";
	return (
		<div className="prose">
			<section aria-labelledby="hosts">
				<h2 id="hosts">{t("taxPage.hosts")}</h2>
				<div className="mt-3">
					<TaxHosts hosts={hosts} lang={lang} />
				</div>
			</section>
			<section aria-labelledby="person" className="grid gap-4">
				<h2 id="person">{t("taxPage.personHeading")}</h2>
				<p>{t(`taxPage.deduction.${treatment}`, { form: t(`tax.legalForm.${form}`) })}</p>
				<Formula>{t("taxPage.deductionFormula")}</Formula>
				{admits ? <p>{t("taxPage.admission")}</p> : null}
				<p>{t(`taxPage.credit.${form}`)}</p>
				{mayCredit ? (
					<>
						<Formula>{t("taxPage.creditFormula")}</Formula>
						<p>
							{creditFunds.length === 0
								? t("taxPage.creditNone")
								: t("taxPage.creditFunds", { funds: creditFunds.join(lang === "ja" ? "、" : ", ") })}
						</p>
					</>
				) : null}
			</section>
			<section aria-labelledby="local" className="grid gap-4">
				<h2 id="local">{t("taxPage.localHeading")}</h2>
				<p>{t("taxPage.local")}</p>
			</section>
			<section aria-labelledby="company" className="grid gap-4">
				<h2 id="company">{t("taxPage.companyHeading")}</h2>
				<p>{t(`taxPage.company.${treatment}`)}</p>
				{special ? <Formula>{t("taxPage.companyFormula")}</Formula> : null}
				{school ? <p>{t("taxPage.otherBody")}</p> : null}
			</section>
			<section aria-labelledby="inheritance" className="grid gap-4">
				<h2 id="inheritance">{t("taxPage.inheritanceHeading")}</h2>
				<p>{t("taxPage.inheritance")}</p>
				<p>{t("taxPage.property")}</p>
				<p>{t("taxPage.bequest")}</p>
			</section>
			<section aria-labelledby="documents">
				<h2 id="documents">{t("taxPage.documentsHeading")}</h2>
				<ul className="mt-3 grid gap-2">
					<li>{t("taxPage.documents.receipt")}</li>
					{mayCredit ? <li>{t("taxPage.documents.credit")}</li> : null}
					{school ? <li>{t("taxPage.documents.special")}</li> : null}
					<li>{t("taxPage.documents.company")}</li>
					<li>{t("taxPage.documents.inheritance")}</li>
				</ul>
			</section>
		</div>
	);
}
