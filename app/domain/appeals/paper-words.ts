import type { PaperAddress, PaperParagraph } from "~/documents/index";
import type { Lang } from "~/i18n/lang";
import { OVERSEAS, UNKNOWN_COUNTRY } from "../addresses/prefectures";
import { donorName } from "../names/person-name";
import { plainText, type RichBlock } from "../rich-text/rich-text";

export type PaperDonor = {
	kind: "individual" | "company";
	familyName: string;
	givenName: string;
	companyName: string;
	department: string;
	contactName: string;
	country: string;
	postalCode: string;
	prefecture: string;
	city: string;
	addressLine: string;
	lang: Lang;
};

/**
 * An address as the post reads it. A person is 様. A company is 御中, its department after its name; when a person there is
 * named, the person is 様 and the company stands above, without 御中.
 */
export function paperAddress(donor: PaperDonor): PaperAddress {
	const abroad = donor.country !== "JP";
	const name = donorName({ ...donor, donorKind: donor.kind }, abroad ? "en" : "ja");
	const company = donor.kind === "company";
	const contact = company && donor.contactName !== name ? donor.contactName : "";
	const titled = (text: string, title: string) => (abroad ? text : `${text}\u3000${title}`);
	const honoured = company
		? contact === "" && donor.department === ""
			? titled(name, "御中")
			: name
		: titled(name, "様");
	const below = [
		contact === "" && donor.department !== "" ? titled(donor.department, "御中") : donor.department,
		contact === "" ? "" : titled(contact, "様"),
	];
	return {
		postal: donor.postalCode === "" || abroad ? "" : `〒${donor.postalCode}`,
		lines: abroad ? linesAbroad(donor) : [`${prefectureOf(donor)}${donor.city}`, donor.addressLine].filter(filled),
		name: honoured,
		below: below.filter(filled).join(abroad ? ", " : "\u3000"),
		nameFirst: abroad,
	};
}

/** 敬称 as a mail merge wants it, apart from the name. */
export const honorificOf = (donor: PaperDonor): string =>
	donor.country !== "JP" ? "" : donor.kind === "company" && donor.contactName === "" ? "御中" : "様";

const filled = (text: string) => text.trim() !== "";
const prefectureOf = ({ prefecture }: PaperDonor) => (prefecture === OVERSEAS ? "" : prefecture);

function linesAbroad({ addressLine, city, postalCode, country }: PaperDonor): string[] {
	const named =
		country === UNKNOWN_COUNTRY ? "" : (new Intl.DisplayNames(["en"], { type: "region" }).of(country) ?? country);
	return [addressLine, [city, postalCode].filter(filled).join(" "), named.toUpperCase()].filter(filled);
}

/** A writer's text as paper sets it, in order. Pictures are not printed in a letter. */
export function paperParagraphs(blocks: readonly RichBlock[]): PaperParagraph[] {
	return blocks
		.flatMap((block): PaperParagraph[] => {
			switch (block.kind) {
				case "paragraph":
				case "heading":
					return [{ kind: block.kind, text: plainText([block]).trim() }];
				case "list":
					return block.items.map((item, index) => ({
						kind: "item",
						text: plainText(item).trim(),
						mark: block.ordered ? `${index + 1}.` : "・",
					}));
				case "quote":
					return paperParagraphs(block.children).map(({ text }) => ({ kind: "quote", text }));
				default:
					return [];
			}
		})
		.filter(({ text }) => text !== "");
}
