import { formatDay } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { type ConsentSentences, MailChoicesForm, type MailChoicesView } from "../public/mail-choices.tsx";
import { Terms } from "./parts.tsx";

export interface DonorCardView {
	id: string;
	institution: string;
	contactEmail: string | null;
	name: string;
	email: string;
	address: string;
	phone: string;
	lang: "ja" | "en";
	receiptRhythm: "default" | "each" | "annual";
	history: readonly { id: string; wording: string; lang: string; givenOn: string; withdrawnOn: string | null }[];
}

interface CardProps {
	donor: DonorCardView;
	choices: MailChoicesView & { stopped: boolean };
	sentences: ConsentSentences;
	lang: Lang;
}

/** The donor as one institution knows them. */
export function DonorCard({ donor, choices, sentences, lang }: CardProps) {
	const t = useT("public");
	return (
		<section className="card" aria-labelledby={`donor-${donor.id}`}>
			<h2 id={`donor-${donor.id}`} className="mb-3 text-xl">
				{donor.institution}
			</h2>
			<Terms
				rows={[
					{ term: t("portal.details.name"), value: donor.name },
					{
						term: t("portal.details.mail"),
						value: (
							<>
								{donor.email}
								<span className="hint block">
									{t("portal.details.mailNote")}{" "}
									{donor.contactEmail ? <a href={`mailto:${donor.contactEmail}`}>{donor.contactEmail}</a> : null}
								</span>
							</>
						),
					},
					{ term: t("portal.details.address"), value: donor.address || t("portal.none") },
					{ term: t("portal.details.phone"), value: donor.phone || t("portal.none") },
					{ term: t("portal.details.lang"), value: t(`portal.details.langs.${donor.lang}`) },
					{ term: t("portal.details.rhythm"), value: t(`portal.details.rhythms.${donor.receiptRhythm}`) },
				]}
			/>
			<p className="mt-3">
				<a className="btn btn-small" href={`/portal/details/${donor.id}`}>
					{t("portal.details.edit")}
				</a>
			</p>
			<Mails donor={donor} choices={choices} sentences={sentences} lang={lang} />
		</section>
	);
}

/** What comes by mail from this institution, and what was agreed to until now. */
function Mails({ donor, choices, sentences, lang }: CardProps) {
	const t = useT("public");
	return (
		<div className="mt-6 border-t border-line pt-4">
			<h3 className="mb-3">{t("mailChoices.choose")}</h3>
			{choices.stopped ? (
				<p className="notice notice-warn mb-4">{t("mailChoices.stopped", { institution: donor.institution })}</p>
			) : null}
			<MailChoicesForm
				lang={lang}
				action="/portal/details"
				choices={choices}
				sentences={sentences}
				id={donor.id}
				hidden={{ donorId: donor.id }}
			/>
			<p className="hint mt-3">{t("mailChoices.always")}</p>
			{donor.history.length === 0 ? null : (
				<details className="mt-3">
					<summary className="link">{t("portal.details.history")}</summary>
					<ul className="mt-2 grid gap-3 text-sm">
						{donor.history.map((consent) => (
							<li key={consent.id}>
								<p lang={consent.lang}>{consent.wording}</p>
								<p className="hint">
									{t("portal.details.given", { day: formatDay(consent.givenOn, lang) })}
									{consent.withdrawnOn
										? ` ・ ${t("portal.details.withdrawn", { day: formatDay(consent.withdrawnOn, lang) })}`
										: ""}
								</p>
							</li>
						))}
					</ul>
				</details>
			)}
		</div>
	);
}
