import { formatDay } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
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
	consentGivenOn: string | null;
	history: readonly { id: string; wording: string; lang: string; givenOn: string; withdrawnOn: string | null }[];
}

/** The donor as one institution knows them. */
export function DonorCard({ donor, wording, lang }: { donor: DonorCardView; wording: string; lang: Lang }) {
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
			<Consent donor={donor} wording={wording} lang={lang} />
		</section>
	);
}

function Consent({ donor, wording, lang }: { donor: DonorCardView; wording: string; lang: Lang }) {
	const t = useT("public");
	const given = donor.consentGivenOn !== null;
	return (
		<div className="mt-6 border-t border-line pt-4">
			<h3 className="mb-1">{t("portal.details.consents")}</h3>
			<p className="font-semibold">{t("portal.details.reports")}</p>
			<p className="max-w-text">{wording}</p>
			<p className="hint mt-1">
				{donor.consentGivenOn
					? t("portal.details.given", { day: formatDay(donor.consentGivenOn, lang) })
					: t("portal.details.notGiven")}
			</p>
			<form method="post" action="/portal/details" className="mt-2">
				<input type="hidden" name="donorId" value={donor.id} />
				<input type="hidden" name="consent" value={given ? "withdraw" : "give"} />
				<button type="submit" className="btn btn-small">
					{given ? t("portal.details.withdraw") : t("portal.details.give")}
				</button>
			</form>
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
