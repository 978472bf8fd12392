import type { ReactNode } from "react";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import type { LegalFormName } from "./tax-parts.tsx";

export interface RecipientFactsView {
	slug: string;
	name: string;
	legalForm: LegalFormName | null;
	corporateNumber: string | null;
	address: string | null;
	representative: string | null;
	contact: string | null;
	email: string | null;
	hubs: readonly { slug: string; abbreviation: string }[];
	open: boolean;
	refundWindowDays: number;
}

export interface RecipientFactsProps {
	recipients: readonly RecipientFactsView[];
	lang: Lang;
	/** `notice`: all a seller would have to say; `contact`: who answers and where to write */
	kind: "notice" | "contact";
}

/** Each legal recipient with what is known of it; of what is not known, the reader is asked to ask. */
export function RecipientFacts({ recipients, lang, kind }: RecipientFactsProps) {
	const t = useT("public");
	return (
		<ul className="mt-5 grid list-none! gap-4 ps-0!">
			{recipients.map((one) => (
				<li key={one.slug} id={one.slug} className="card scroll-mt-4">
					<h3>{one.name}</h3>
					<dl className="mt-3 grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[9rem_1fr]">
						{kind === "notice" ? <NoticeFacts one={one} /> : null}
						<Fact term={t("institution.contact")}>{one.contact ?? t("institution.ask")}</Fact>
						<Fact term={t("institution.email")}>
							{one.email === null ? (
								t("institution.noEmail")
							) : (
								<a className="link break-all" href={`mailto:${one.email}`}>
									{one.email}
								</a>
							)}
						</Fact>
						<Fact term={t("institution.hubs")}>
							<span className="flex flex-wrap gap-x-3">
								{one.hubs.map((hub) => (
									<a key={hub.slug} className="link inline-block py-0.5" href={`/${lang}/hubs/${hub.slug}`}>
										{hub.abbreviation}
									</a>
								))}
							</span>
						</Fact>
					</dl>
				</li>
			))}
		</ul>
	);
}

function NoticeFacts({ one }: { one: RecipientFactsView }) {
	const t = useT("public");
	const refunds =
		one.refundWindowDays > 0 ? t("legal.refundDays", { days: one.refundWindowDays }) : t("legal.refundAsk");
	return (
		<>
			<Fact term={t("institution.legalForm")}>
				{one.legalForm === null ? t("taxPage.unknownForm") : t(`tax.legalForm.${one.legalForm}`)}
			</Fact>
			<Fact term={t("institution.corporateNumber")}>{one.corporateNumber ?? t("institution.ask")}</Fact>
			<Fact term={t("institution.representative")}>{one.representative ?? t("institution.ask")}</Fact>
			<Fact term={t("institution.address")}>{one.address ?? t("institution.ask")}</Fact>
			<Fact term={t("legal.refundWindow")}>{one.open ? refunds : t("legal.notOpen")}</Fact>
		</>
	);
}

export function Fact({ term, children }: { term: string; children: ReactNode }) {
	return (
		<>
			<dt className="text-ink-soft">{term}</dt>
			<dd className="mb-1 sm:mb-0">{children}</dd>
		</>
	);
}
