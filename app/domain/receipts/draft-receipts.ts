import type { ReceiptContent } from "~/documents/receipt-content";
import { OVERSEAS, UNKNOWN_COUNTRY } from "../addresses/prefectures";
import { taxYearOf } from "../calendar/fiscal-year";
import { giftReference } from "../gifts/gift-reference";
import { donorName } from "../names/person-name";
import { deliveryOf } from "./due-rule";
import type { GiftFacts } from "./gift-facts.server";
import { certificateOn, type IssuerCertificate, type IssuerSettings } from "./issuer-settings.server";
import { legalBasis, needsCertificate } from "./legal-basis";

/** A gift that may be receipted: its day is known. */
export type DatedGift = GiftFacts & { receivedOn: string };

/** All of a receipt but its number and the day of its issue. */
export type ReceiptDraft = {
	donorId: string;
	kind: "each" | "annual";
	taxYear: number;
	receivedOn: string;
	amountYen: bigint;
	lang: "ja" | "en";
	delivery: "pdf" | "paper";
	lines: { giftId: string; amountYen: bigint; receivedOn: string }[];
	content: ReceiptContent;
};

/** One gift, one receipt, with name and address as typed on it. */
export function draftEach(gift: DatedGift, issuer: IssuerSettings): ReceiptDraft {
	return draft("each", [gift], issuer);
}

/**
 * The receipts of one donor for one tax year. One in all, but gifts in differing names, or resting on differing laws, are
 * differing evidence. Name and address are the newest ones typed under that name.
 */
export function draftAnnual(gifts: readonly DatedGift[], issuer: IssuerSettings): ReceiptDraft[] {
	const groups = new Map<string, DatedGift[]>();
	for (const gift of [...gifts].sort(byDay)) {
		const name = donorName(gift, gift.lang).replace(/\s+/gu, " ");
		const year = taxYearOf(gift.receivedOn);
		const key = JSON.stringify([year, gift.donorKind, name, gift.taxTreatment, gift.taxCreditEligible]);
		groups.set(key, [...(groups.get(key) ?? []), gift]);
	}
	return [...groups.values()].map((group) => draft("annual", group, issuer));
}

const byDay = (a: DatedGift, b: DatedGift) =>
	a.receivedOn.localeCompare(b.receivedOn) || (a.id < b.id ? -1 : a.id === b.id ? 0 : 1);

function draft(kind: "each" | "annual", gifts: readonly DatedGift[], issuer: IssuerSettings): ReceiptDraft {
	const newest = gifts.at(-1);
	if (!newest) throw new Error("a receipt is for one gift at least");
	const { lang } = newest;
	const amountYen = gifts.reduce((sum, gift) => sum + gift.worthYen, 0n);
	const taxYear = taxYearOf(newest.receivedOn);
	const certificates = certificatesOf(gifts, newest, issuer);
	return {
		donorId: newest.donorId,
		kind,
		taxYear,
		receivedOn: newest.receivedOn,
		amountYen,
		lang,
		delivery: deliveryOf(newest, issuer),
		lines: gifts.map(({ id, worthYen, receivedOn }) => ({ giftId: id, amountYen: worthYen, receivedOn })),
		content: {
			lang,
			document: "receipt",
			kind,
			numberText: "",
			issuedOn: "",
			donor: printedDonor(newest),
			amountYen: amountYen.toString(),
			receivedOn: newest.receivedOn,
			taxYear,
			gifts: gifts.map((gift) => printedGift(gift, lang)),
			legalBasis: legalBasis({
				...newest,
				hasTaxCreditCertificate: certificates.some(({ kind: one }) => one === "tax_credit"),
			}),
			issuer: issuer.printed[lang],
			sealKey: issuer.sealKey,
			certificates,
			replacesNumberText: null,
		},
	};
}

export function printedGift(gift: DatedGift, lang: "ja" | "en"): ReceiptContent["gifts"][number] {
	return {
		receivedOn: gift.receivedOn,
		amountYen: gift.allocatedYen.toString(),
		refundedYen: (gift.allocatedYen - gift.worthYen).toString(),
		fundName: lang === "ja" ? gift.fundJa : gift.fundEn,
		hubName: (lang === "ja" ? gift.hubJa : gift.hubEn) ?? "",
		reference: giftReference(gift.id),
	};
}

/** Copies that go with the gifts: each must be valid on the day of every gift it speaks for. */
function certificatesOf(
	gifts: readonly DatedGift[],
	{ donorKind, taxTreatment, taxCreditEligible }: DatedGift,
	issuer: IssuerSettings,
): IssuerCertificate[] {
	const { legalForm } = issuer;
	const wanted = [
		...(needsCertificate({ legalForm, taxTreatment }) ? (["special_public_interest"] as const) : []),
		...(taxCreditEligible && donorKind === "individual" ? (["tax_credit"] as const) : []),
	];
	return wanted.flatMap((kind) => {
		const found = gifts.map((gift) => certificateOn(issuer, kind, gift.receivedOn));
		if (found.includes(null)) return [];
		return [...new Set(found)].filter((one) => one !== null);
	});
}

type TypedAddress = Pick<GiftFacts, "country" | "postalCode" | "prefecture" | "city" | "addressLine" | "lang">;

/** Name and address as typed on a gift. An address in Japan reads from the prefecture down in either language. */
export function printedDonor(
	gift: TypedAddress & Pick<GiftFacts, "donorKind" | "familyName" | "givenName" | "companyName" | "contactName">,
): ReceiptContent["donor"] {
	return {
		name: donorName(gift, gift.lang),
		honorific: gift.donorKind === "company" ? "organisation" : "person",
		postalCode: gift.postalCode,
		addressLines: addressLines(gift),
	};
}

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function addressLines({ country, city, addressLine, ...typed }: TypedAddress): string[] {
	const prefecture = typed.prefecture === OVERSEAS ? "" : typed.prefecture;
	const inJapan = country === "JP" && JAPANESE.test(`${city}${addressLine}`);
	const abroad = country === "JP" || country === UNKNOWN_COUNTRY ? "" : country;
	const lines = inJapan
		? [`${prefecture}${city}`, addressLine]
		: [addressLine, [city, prefecture].filter((part) => part !== "").join(", "), abroad];
	return lines.map((line) => line.trim()).filter((line) => line !== "");
}
