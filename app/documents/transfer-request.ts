import { formatDayOfEra } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { measureIssuer } from "./issuer-block.ts";
import type { Faces } from "./paper/face.ts";
import {
	BOTTOM,
	type Fact,
	LEFT,
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
import { digits } from "./words.ts";

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
	const baseline = addressee + 14 + sender.height + 44;
	setTitle(set, title, baseline);
	const letter = set.block(t("transfer.letter", { hub: props.hubName || props.fundName }), WIDTH, {
		size: 10,
		leading: 1.75,
	});
	let y = set.place(letter, LEFT, baseline + 20);
	y = setAmount(set, t("transfer.amountLabel"), t("common.amount", { amount: digits(props.amountYen) }), y + 12);
	setFacts(set, factsOf(props), y + 14, BOTTOM);
	const facts = {
		title: `${title} ${props.applicationNumber}`,
		subject: to.name,
		author: issuer.name,
		lang,
		issuedOn: props.issuedOn,
	};
	return { sheets: set.sheets, facts };
}

function addresseeOf({ to, lang }: TransferRequestProps) {
	const t = getT(lang, "document");
	const contact = to.contactName === "" ? [] : [t("transfer.toContact", { name: to.contactName })];
	const below = [to.department, ...contact].filter((line) => line !== "");
	return {
		postal: to.postalCode === "" ? "" : t("common.postalCode", { code: to.postalCode }),
		addressLines: to.addressLines,
		above: [],
		name: t(`common.addressee.${to.honorific}`, { name: to.name }),
		below: [below.join("　")],
	};
}

function factsOf(props: TransferRequestProps): Fact[] {
	const { account, contact, lang, hubName: hub, fundName: fund, referenceNumber: number } = props;
	const t = getT(lang, "document");
	const pair = (label: string, value: string) => `${label}　${value}`;
	return [
		{ label: t("transfer.dueOn"), value: [formatDayOfEra(props.dueOn, lang)] },
		{
			label: t("transfer.reference"),
			value: [t("transfer.referenceText", { number }), t("transfer.referenceExample", { number })],
		},
		{
			label: t("transfer.account"),
			value: [
				pair(t("transfer.bank"), t("transfer.bankText", { name: account.bankName, code: account.bankCode })),
				pair(t("transfer.branch"), t("transfer.branchText", { name: account.branchName, code: account.branchCode })),
				pair(
					t("transfer.accountNumber"),
					t("transfer.accountText", {
						type: t(`transfer.accountType.${account.accountType}`),
						number: account.accountNumber,
					}),
				),
				pair(t("transfer.holder"), [account.holderName, account.holderKana].filter((part) => part !== "").join("　")),
				...(account.swiftCode === "" ? [] : [pair(t("transfer.swift"), account.swiftCode)]),
			],
		},
		{
			label: t("transfer.purpose"),
			value: [hub === "" ? t("transfer.purposeFundOnly", { fund }) : t("transfer.purposeText", { hub, fund })],
		},
		{
			label: t("transfer.notes"),
			value: [t("transfer.note.reference"), t("transfer.note.fee"), t("transfer.note.receipt")],
		},
		{
			label: t("common.contact"),
			value: [
				contact.office,
				[
					contact.phone === "" ? "" : pair(t("transfer.phone"), contact.phone),
					contact.email === "" ? "" : pair(t("transfer.email"), contact.email),
				]
					.filter((part) => part !== "")
					.join("　"),
			].filter((line) => line !== ""),
		},
	];
}
