import { formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./mail-props.ts";
import type { Fact } from "./parts.tsx";

/** Where a pledge is paid by transfer; as the institution wrote it. */
export interface PledgeAccount {
	bankName: string;
	branchName: string;
	accountType: "futsu" | "toza";
	accountNumber: string;
	holderName: string;
}

/** What every mail about a pledge (誓約) knows. */
export interface PledgeMailProps extends MailFrame {
	hubName: string;
	fundName: string;
	donorName: string;
	amountYen: bigint;
	/** digits, also written before the remitter's name */
	reference: string;
	/** the pledge's own page, known only to who holds its link */
	pageUrl: string;
}

export function pledgeFacts(mail: PledgeMailProps): Fact[] {
	const t = getT(mail.lang, "mail");
	return [
		{ label: t("pledge.reference"), value: mail.reference },
		{ label: t("pledge.amount"), value: formatYen(mail.amountYen, mail.lang) },
		{ label: t("common.fact.institution"), value: mail.institutionName ?? "" },
		{ label: t("common.fact.hub"), value: mail.hubName },
		{ label: t("common.fact.fund"), value: mail.fundName },
	];
}

/** The account, and the number that says whose money it is. */
export function accountFacts(mail: Pick<PledgeMailProps, "lang" | "reference">, account: PledgeAccount): Fact[] {
	const t = getT(mail.lang, "mail");
	return [
		{ label: t("bankTransfer.bank"), value: account.bankName },
		{ label: t("bankTransfer.branch"), value: account.branchName },
		{ label: t("bankTransfer.type"), value: t(`bankTransfer.types.${account.accountType}`) },
		{ label: t("bankTransfer.number"), value: account.accountNumber, strong: true },
		{ label: t("bankTransfer.holder"), value: account.holderName },
		{ label: t("pledge.remitter"), value: t("pledge.remitterText", { number: mail.reference }) },
	];
}
