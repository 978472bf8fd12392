import { useT } from "~/i18n/use-t.ts";

export interface RecipientListProps {
	hub: { name: string };
	funds: readonly {
		id: string;
		institution: { slug: string; name: string; legalForm: string; corporateNumber: string | null };
	}[];
}

/** Who the legal recipients are: the hub itself is none. */
export function RecipientList({ hub, funds }: RecipientListProps) {
	const t = useT("public");
	const recipients = new Map(funds.map(({ institution }) => [institution.slug, institution]));
	if (recipients.size === 0) return null;
	return (
		<section aria-labelledby="recipients">
			<h2 id="recipients">{t("hub.recipientHeading")}</h2>
			<p className="mt-3">{t("hub.recipientText", { hub: hub.name })}</p>
			<ul className="mt-3 grid gap-3">
				{[...recipients.values()].map((recipient) => (
					<li key={recipient.slug} className="border-s-2 border-line ps-4">
						<p className="font-semibold">{recipient.name}</p>
						<p className="hint">
							{legalForm(recipient.legalForm, t)}
							{recipient.corporateNumber ? (
								<>
									<br />
									{t("hub.corporateNumber", { number: recipient.corporateNumber })}
								</>
							) : null}
						</p>
					</li>
				))}
			</ul>
		</section>
	);
}

/** A form we have no word for is shown by nothing rather than by its key. */
function legalForm(form: string, t: ReturnType<typeof useT<"public">>): string {
	switch (form) {
		case "national_university_corporation":
		case "inter_university_research_institute_corporation":
		case "national_research_and_development_agency":
		case "incorporated_educational_institution":
			return t(`tax.legalForm.${form}`);
		default:
			return "";
	}
}
