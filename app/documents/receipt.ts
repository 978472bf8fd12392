import { formatDayOfEra, formatInteger } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { setGiftList } from "./gift-list.ts";
import { setIssuer } from "./issuer-block.ts";
import type { Faces } from "./paper/face.ts";
import {
	BOTTOM,
	type Fact,
	LEFT,
	RIGHT,
	setAddressee,
	setAmount,
	setCorner,
	setFacts,
	setStamp,
	setTitle,
	TOP,
	WIDTH,
} from "./paper/parts.ts";
import type { SetDocument } from "./paper/render-sheets.tsx";
import { FAINT, PAPER, Typesetter } from "./paper/sheet.ts";
import type { ReceiptContent } from "./receipt-content.ts";
import { digits, yearOfEra } from "./words.ts";

export interface ReceiptProps {
	content: ReceiptContent;
	/** PNG, as `cleanPng` leaves it */
	seal: Uint8Array | null;
	mark: "none" | "reprint" | "preview";
}

/** More gifts than these are listed on sheets of their own. */
const LISTED_HERE = 8;
const FOOT = 46;

/** Sets a 寄附金受領証明書 (or 寄附証明書), for one gift or for a year with its list. */
export function setReceipt(faces: Faces, { content, seal, mark }: ReceiptProps): SetDocument {
	const t = getT(content.lang, "document");
	const set = new Typesetter(faces);
	const title = t(`receipt.title.${content.document}`);
	const number = content.numberText === "" ? t("receipt.numberLater") : content.numberText;
	const annual = content.kind === "annual";
	const listedHere = annual && content.gifts.length <= LISTED_HERE;

	set.newSheet();
	const below = setHead(set, { content, number, title });
	if (mark === "reprint") setStamp(set, t("receipt.mark.reprint"), RIGHT, below - 24);
	const issuerTop = setFoot(set, content, seal);
	const statement = t(`receipt.${annual ? "statementAnnual" : "statement"}.${content.document}`, {
		year: yearOfEra(content.taxYear, content.lang),
	});
	set.line(statement, LEFT, below + 26, { size: 10.5 });
	let y = setAmount(
		set,
		t("receipt.amountLabel"),
		t("common.amount", { amount: digits(content.amountYen) }),
		below + 44,
	);
	y = setFacts(set, factsOf(content, listedHere), y + 14, issuerTop - 18);
	if (annual)
		setGiftList(set, content, { here: listedHere ? { y: y + 16, bottom: issuerTop - 16 } : null, title, number });
	finish(set, content, mark);
	const { lang, issuedOn, issuer, donor } = content;
	return {
		sheets: set.sheets,
		facts: { title: `${title} ${number}`, subject: donor.name, author: issuer.name, lang, issuedOn },
	};
}

/** Donor, number and day, title. Returns the y of the title's lower edge. */
function setHead(set: Typesetter, input: { content: ReceiptContent; number: string; title: string }): number {
	const { content, number, title } = input;
	const { donor, lang } = content;
	const t = getT(lang, "document");
	setCorner(
		set,
		[
			[t("common.number"), number],
			[
				t("common.issuedOn"),
				content.issuedOn === "" ? t("receipt.numberLater") : formatDayOfEra(content.issuedOn, lang),
			],
		],
		TOP,
	);
	const addressee = {
		postal: donor.postalCode === "" ? "" : t("common.postalCode", { code: donor.postalCode }),
		addressLines: donor.addressLines,
		above: [],
		name: t(`common.addressee.${donor.honorific}`, { name: donor.name }),
		below: [],
	};
	const y = setAddressee(set, addressee, TOP);
	const baseline = Math.max(y + 62, 226);
	setTitle(set, title, baseline);
	return baseline + 12;
}

function factsOf(content: ReceiptContent, listedHere: boolean): Fact[] {
	const { lang } = content;
	const t = getT(lang, "document");
	const day = (date: string) => formatDayOfEra(date, lang);
	const facts = content.kind === "annual" ? annualFacts(content, listedHere) : giftFacts(content);
	const certificates = content.certificates.map((one) =>
		t("receipt.certificateText", {
			kind: t(`receipt.certificateKind.${one.kind}`),
			number: one.number,
			issuedBy: one.issuedBy,
			from: day(one.validFrom),
			to: day(one.validTo),
		}),
	);
	const replaced = content.replacesNumberText;
	const notes = replaced === null ? [] : [t("receipt.replacesText", { number: replaced })];
	return [
		...facts,
		{ label: t("receipt.basis"), value: content.legalBasis },
		{ label: t("receipt.certificates"), value: certificates },
		{ label: t("receipt.replaces"), value: notes },
	].filter((fact) => fact.value.length > 0);
}

function giftFacts({ gifts, receivedOn, lang }: ReceiptContent): Fact[] {
	const t = getT(lang, "document");
	const refunded = gifts.filter((gift) => BigInt(gift.refundedYen) > 0n);
	return [
		{ label: t("receipt.receivedOn"), value: [formatDayOfEra(receivedOn, lang)] },
		{
			label: t("receipt.purpose"),
			value: gifts.map(({ hubName: hub, fundName: fund }) =>
				hub === "" ? t("receipt.purposeFundOnly", { fund }) : t("receipt.purposeText", { hub, fund }),
			),
		},
		{ label: t("receipt.reference"), value: gifts.map((gift) => gift.reference) },
		{
			label: t("receipt.refund"),
			value: refunded.map((gift) =>
				t("receipt.refundText", {
					gross: digits(gift.amountYen),
					refunded: digits(gift.refundedYen),
					net: digits(BigInt(gift.amountYen) - BigInt(gift.refundedYen)),
				}),
			),
		},
	];
}

function annualFacts({ gifts, receivedOn, taxYear, lang }: ReceiptContent, listedHere: boolean): Fact[] {
	const t = getT(lang, "document");
	const day = (date: string) => formatDayOfEra(date, lang);
	return [
		{
			label: t("receipt.period"),
			value: [t("receipt.periodText", { from: day(`${taxYear}-01-01`), to: day(`${taxYear}-12-31`) })],
		},
		{
			label: t("receipt.count"),
			value: [t("receipt.countText", { count: formatInteger(gifts.length) as never, day: day(receivedOn) })],
		},
		{ label: t("receipt.purpose"), value: [t(listedHere ? "receipt.purposeAnnualHere" : "receipt.purposeAnnual")] },
	];
}

/** Issuer with seal, and below it what the donor does with the paper and whom to ask. Returns the issuer's upper edge. */
function setFoot(set: Typesetter, content: ReceiptContent, seal: Uint8Array | null): number {
	const { issuer, lang } = content;
	const t = getT(lang, "document");
	const keep = set.block(t("receipt.keep"), WIDTH, { size: 8, color: FAINT, leading: 1.45 });
	const contact = issuer.contact.replace(/\s*\n\s*/g, "　");
	const ask = set.block(contact === "" ? "" : `${t("common.contact")}　${contact}`, WIDTH, {
		size: 8,
		color: FAINT,
		leading: 1.45,
	});
	let y = BOTTOM - keep.height - ask.height;
	y = set.place(keep, LEFT, y);
	set.place(ask, LEFT, y);
	const small =
		issuer.corporateNumber === null ? [] : [t("common.corporateNumber", { number: issuer.corporateNumber })];
	return setIssuer(set, { ...issuer, small, seal }, BOTTOM - Math.max(FOOT, keep.height + ask.height + 18));
}

/** Page numbers where there are several, and 見本 on each. */
function finish(set: Typesetter, { lang }: ReceiptContent, mark: ReceiptProps["mark"]): void {
	const t = getT(lang, "document");
	const pages = set.sheets.length;
	for (let index = 0; index < pages; index++) {
		set.turnTo(index);
		const style = { size: 8, color: FAINT, align: "center" } as const;
		if (pages > 1) set.line(t("common.page", { page: index + 1, pages }), PAPER.width / 2, PAPER.height - 34, style);
		if (mark === "preview") set.add({ kind: "watermark", text: t("receipt.mark.preview"), size: 110 });
	}
}
