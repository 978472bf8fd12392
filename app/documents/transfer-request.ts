import { formatDayOfEra } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { measureIssuer } from "./issuer-block.ts";
import type { Faces } from "./paper/face.ts";
import {
	type Addressee,
	BOTTOM,
	type Fact,
	type FactLine,
	LEFT,
	measureFacts,
	setAddressee,
	setAmount,
	setCorner,
	setFacts,
	setTitle,
	TOP,
	WIDTH,
} from "./paper/parts.ts";
import type { SetDocument } from "./paper/render-sheets.tsx";
import { Typesetter } from "./paper/sheet.ts";
import type { TransferRequestProps } from "./transfer-request-props.ts";
import { digits, withinQuotes } from "./words.ts";

/** Sets a 寄附金振込のお願い: what to pay, until when, to which account, and how the money says whose it is. */
export function setTransferRequest(faces: Faces, props: TransferRequestProps): SetDocument {
	const { lang, issuer, to } = props;
	const t = getT(lang, "document");
	const set = new Typesetter(faces);
	set.newSheet();
	setCorner(
		set,
		[
			[t("transfer.application"), props.applicationNumber],
			[t("common.issuedOn"), formatDayOfEra(props.issuedOn, lang)],
		],
		TOP,
	);
	const addressee = setAddressee(set, addresseeOf(props), TOP);
	// A letter names its sender at the right, below the receiver.
	const sender = measureIssuer(set, { ...issuer, small: [], seal: null });
	sender.place(addressee + 14);
	const title = t("transfer.title");
	const baseline = addressee + 14 + sender.height + 46;
	setTitle(set, title, baseline);
	const letter = set.block(t("transfer.letter", { hub: props.hubName || props.fundName }), WIDTH, {
		size: 10,
		leading: 1.75,
	});
	let y = set.place(letter, LEFT, baseline + 20);
	y = setAmount(set, t("transfer.amountLabel"), t("common.amount", { amount: digits(props.amountYen) }), y + 12) + 6;
	setFacts(set, measureFacts(set, factsOf(props), BOTTOM - y), y, BOTTOM);
	const facts = {
		title: `${title} ${props.applicationNumber}`,
		subject: to.name,
		author: issuer.name,
		lang,
		issuedOn: props.issuedOn,
	};
	return { sheets: set.sheets, facts };
}

function addresseeOf({ to, lang }: TransferRequestProps): Addressee {
	const t = getT(lang, "document");
	const person = to.contactName === "" ? "" : t("transfer.toContact", { name: to.contactName });
	return {
		postal: to.postalCode === "" ? "" : t("common.postalCode", { code: to.postalCode }),
		addressLines: to.addressLines,
		name: t(`common.addressee.${to.honorific}`, { name: to.name }),
		below: [to.department, person].filter((part) => part !== "").join("　"),
		nameFirst: lang === "en",
	};
}

function factsOf(props: TransferRequestProps): Fact[] {
	const { contact, lang, hubName: hub, referenceNumber: number } = props;
	const t = getT(lang, "document");
	const fund = withinQuotes(props.fundName, lang);
	return [
		{ label: t("transfer.dueOn"), lines: [formatDayOfEra(props.dueOn, lang)] },
		{
			label: t("transfer.reference"),
			lines: [{ strong: number }, t("transfer.referenceText"), t("transfer.referenceExample", { number })],
		},
		{ label: t("transfer.account"), lines: accountLines(props) },
		{
			label: t("transfer.purpose"),
			lines: [hub === "" ? t("transfer.purposeFundOnly", { fund }) : t("transfer.purposeText", { hub, fund })],
		},
		{
			label: t("transfer.notes"),
			lines: [t("transfer.note.reference"), t("transfer.note.fee"), t("transfer.note.receipt")],
		},
		{
			label: t("common.contact"),
			lines: [
				contact.office,
				...labelled([
					[t("transfer.phone"), contact.phone],
					[t("transfer.email"), contact.email],
				]),
			].filter((line) => line !== ""),
		},
	];
}

function accountLines({ account, lang }: TransferRequestProps): FactLine[] {
	const t = getT(lang, "document");
	const type = t(`transfer.accountType.${account.accountType}`);
	return labelled([
		[t("transfer.bank"), t("transfer.bankText", { name: account.bankName, code: account.bankCode })],
		[t("transfer.branch"), t("transfer.branchText", { name: account.branchName, code: account.branchCode })],
		[t("transfer.accountNumber"), t("transfer.accountText", { type, number: account.accountNumber })],
		[t("transfer.holder"), [account.holderName, account.holderKana].filter((part) => part !== "").join("\n")],
		[t("transfer.swift"), account.swiftCode],
	]);
}

const labelled = (pairs: [label: string, value: string][]): FactLine[] =>
	pairs.filter(([, value]) => value !== "").map(([label, value]) => ({ label, value }));
