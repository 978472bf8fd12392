/** A donor's name as kept: a person's parts, or a company's name with an optional contact. */
export interface DonorName {
	donorKind: "individual" | "company";
	familyName?: string | null | undefined;
	givenName?: string | null | undefined;
	companyName?: string | null | undefined;
	contactName?: string | null | undefined;
}

export type NameLanguage = "ja" | "en";

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const LATIN_ONLY = /^[\p{Script=Latin}\p{M}\p{P}\p{Zs}]+$/u;

/**
 * Names in Japanese characters put the family first, with a full-width space, in both languages. Names in Latin letters
 * read `Takahashi Taro` on a Japanese page and `Taro TAKAHASHI` on an English one.
 */
export function personName(name: Pick<DonorName, "familyName" | "givenName">, lang: NameLanguage): string {
	const family = name.familyName?.trim() ?? "";
	const given = name.givenName?.trim() ?? "";
	if (family === "" || given === "") return family || given;
	if (JAPANESE.test(family) || JAPANESE.test(given)) return `${family}\u3000${given}`;
	if (!LATIN_ONLY.test(family)) return lang === "ja" ? `${family} ${given}` : `${given} ${family}`;
	return lang === "ja" ? `${family} ${given}` : `${given} ${family.toLocaleUpperCase("en")}`;
}

/** The name a list, a letter's first line or a receipt shows: the company's, or the person's. */
export function donorName(name: DonorName, lang: NameLanguage): string {
	if (name.donorKind === "company")
		return name.companyName?.trim() || personName(name, lang) || (name.contactName?.trim() ?? "");
	return personName(name, lang);
}

/** How a mail speaks to a donor: 様 for persons, 御中 for companies, and the contact of a company by name. */
export function addressee(name: DonorName, lang: NameLanguage): string {
	if (lang === "en") {
		const contact = name.contactName?.trim();
		const company = donorName(name, lang);
		return name.donorKind === "company" && contact ? `${contact}, ${company}` : company;
	}
	if (name.donorKind === "individual") return `${donorName(name, lang)}\u3000様`;
	const contact = name.contactName?.trim();
	const company = donorName(name, lang);
	return contact && contact !== company ? `${company}\u3000${contact}\u3000様` : `${company}\u3000御中`;
}
