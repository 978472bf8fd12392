import { formatDay, formatDayOfEra, formatInteger } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { measureGiftList, setGiftListBehind, setGiftListHere } from "./gift-list.ts";
import { measureIssuer } from "./issuer-block.ts";
import type { Faces } from "./paper/face.ts";
import {
	BOTTOM,
	type Fact,
	LEFT,
	measureFacts,
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
import { digits, withinQuotes, yearOfEra } from "./words.ts";

export interface ReceiptProps {
	content: ReceiptContent;
	/** PNG, as `cleanPng` leaves it */
	seal: Uint8Array | null;
	mark: "none" | "reprint" | "preview";
}

/** More gifts than these are listed on sheets of their own. */
const LISTED_HERE = 8;
/** Between facts and issuer. */
const GAP = 22;
const LIST_GAP = 14;

/** Sets a 寄附金受領証明書 (or 寄附証明書), for one gift or for a year with its list. */
export function setReceipt(faces: Faces, { content, seal, mark }: ReceiptProps): SetDocument {
	const t = getT(content.lang, "document");
	const set = new Typesetter(faces);
	const title = t(`receipt.title.${content.document}`);
	const number = content.numberText === "" ? t("receipt.numberLater") : content.numberText;

	set.newSheet();
	const corner = setNumber(set, content, number);
	if (mark === "reprint") setStamp(set, t("receipt.mark.reprint"), RIGHT, corner + 6);
	let y = setHead(set, content, title);
	y = setAmount(set, t("receipt.amountLabel"), t("common.amount", { amount: digits(content.amountYen) }), y);
	const footTop = setFoot(set, content);
	setBody(set, content, { seal, title, number, from: y + 6, bottom: footTop - 16 });
	finish(set, content, mark);
	const { lang, issuedOn, issuer, donor } = content;
	return {
		sheets: set.sheets,
		facts: { title: `${title} ${number}`, subject: donor.name, author: issuer.name, lang, issuedOn },
	};
}

/** Returns the y below. */
function setNumber(set: Typesetter, { issuedOn, lang }: ReceiptContent, number: string): number {
	const t = getT(lang, "document");
	const day = issuedOn === "" ? t("receipt.numberLater") : formatDayOfEra(issuedOn, lang);
	return setCorner(
		set,
		[
			[t("common.number"), number],
			[t("common.issuedOn"), day],
		],
		TOP,
	);
}

/** Donor, title and the sentence that certifies. Returns the y below. */
function setHead(set: Typesetter, content: ReceiptContent, title: string): number {
	const { donor, lang } = content;
	const t = getT(lang, "document");
	const y = setAddressee(
		set,
		{
			postal: donor.postalCode === "" ? "" : t("common.postalCode", { code: donor.postalCode }),
			addressLines: donor.addressLines,
			name: t(`common.addressee.${donor.honorific}`, { name: donor.name }),
			below: "",
			nameFirst: lang === "en",
		},
		TOP,
	);
	const baseline = Math.max(y + 52, 208);
	setTitle(set, title, baseline);
	const statement = t(`receipt.${content.kind === "annual" ? "statementAnnual" : "statement"}.${content.document}`, {
		year: yearOfEra(content.taxYear, lang),
	});
	set.line(statement, LEFT, baseline + 38, { size: 10.5 });
	return baseline + 54;
}

interface Body {
	seal: Uint8Array | null;
	title: string;
	number: string;
	from: number;
	bottom: number;
}

/** Facts, the list of a year when it is short, and the issuer; what does not fit goes on behind. */
function setBody(set: Typesetter, content: ReceiptContent, { seal, title, number, from, bottom }: Body): void {
	const { issuer, kind, lang, gifts } = content;
	const t = getT(lang, "document");
	const small =
		issuer.corporateNumber === null ? [] : [t("common.corporateNumber", { number: issuer.corporateNumber })];
	const issued = measureIssuer(set, { ...issuer, small, seal });
	const room = bottom - from - issued.height - GAP;
	const list = kind === "annual" ? measureGiftList(set, content) : null;
	const listHere = list !== null && gifts.length <= LISTED_HERE ? list.height + LIST_GAP : 0;
	const withList = measureFacts(set, factsOf(content, true), room - listHere);
	const listedHere = listHere > 0 && withList.height + listHere <= room;
	const facts = listedHere ? withList : measureFacts(set, factsOf(content, false), room);
	const free = Math.max(0, room - facts.height - (listedHere ? listHere : 0));
	// The issuer stands nearer to what it certifies than to the foot.
	issued.place(bottom - issued.height - free * 0.6);
	const y = setFacts(set, facts, from, from + room);
	if (list === null) return;
	if (listedHere) setGiftListHere(set, content, list, y + LIST_GAP);
	else setGiftListBehind(set, content, list, { title, number });
}

function factsOf(content: ReceiptContent, listedHere: boolean): Fact[] {
	const { lang } = content;
	const t = getT(lang, "document");
	const facts = content.kind === "annual" ? annualFacts(content, listedHere) : giftFacts(content);
	const certificates = content.certificates.map((one) =>
		t("receipt.certificateText", {
			kind: t(`receipt.certificateKind.${one.kind}`),
			number: one.number,
			issuedBy: one.issuedBy,
			from: formatDay(one.validFrom, lang),
			to: formatDay(one.validTo, lang),
		}),
	);
	const replaced = content.replacesNumberText;
	const notes = replaced === null ? [] : [t("receipt.replacesText", { number: replaced })];
	return [
		...facts,
		{ label: t("receipt.basis"), lines: content.legalBasis },
		{ label: t("receipt.certificates"), lines: certificates },
		{ label: t("receipt.replaces"), lines: notes },
	].filter((fact) => fact.lines.length > 0);
}

function giftFacts({ gifts, receivedOn, lang }: ReceiptContent): Fact[] {
	const t = getT(lang, "document");
	const refunded = gifts.filter((gift) => BigInt(gift.refundedYen) > 0n);
	return [
		{ label: t("receipt.receivedOn"), lines: [formatDayOfEra(receivedOn, lang)] },
		{
			label: t("receipt.purpose"),
			lines: gifts.map(({ hubName: hub, fundName }) => {
				const fund = withinQuotes(fundName, lang);
				return hub === "" ? t("receipt.purposeFundOnly", { fund }) : t("receipt.purposeText", { hub, fund });
			}),
		},
		{ label: t("receipt.reference"), lines: gifts.map((gift) => gift.reference) },
		{
			label: t("receipt.refund"),
			lines: refunded.map((gift) =>
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
			lines: [t("receipt.periodText", { year: yearOfEra(taxYear, lang) })],
		},
		{
			label: t("receipt.count"),
			lines: [t("receipt.countText", { gifts: formatInteger(gifts.length), day: day(receivedOn) })],
		},
		{ label: t("receipt.purpose"), lines: [t(listedHere ? "receipt.purposeAnnualHere" : "receipt.purposeAnnual")] },
	];
}

/** What the donor does with the paper and whom to ask. Returns its upper edge. */
function setFoot(set: Typesetter, { issuer, lang }: ReceiptContent): number {
	const t = getT(lang, "document");
	const style = { size: 8, color: FAINT, leading: 1.45 };
	const contact = issuer.contact.trim().replace(/\s*\n\s*/g, "　");
	const keep = set.block(t("receipt.keep"), WIDTH, style);
	const ask = set.block(contact === "" ? "" : `${t("common.contact")}　${contact}`, WIDTH, style);
	const top = BOTTOM - keep.height - ask.height;
	set.place(ask, LEFT, set.place(keep, LEFT, top));
	return top;
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
