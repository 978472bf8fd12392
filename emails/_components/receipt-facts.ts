import { formatDay, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { MailFrame } from "./mail-props.ts";
import type { Fact } from "./parts.tsx";

/** What every mail about a receipt knows. */
export interface ReceiptMailProps extends MailFrame {
	institutionName: string;
	/** as printed on the receipt */
	numberText: string;
	amountYen: bigint;
	/** `YYYY-MM-DD` in Japan */
	issuedOn: string;
	/** the tax year of an annual receipt; null for a receipt of one gift */
	annualYear: number | null;
	/** the receipts in the portal */
	url: string;
}

export function receiptFacts(mail: ReceiptMailProps): Fact[] {
	const t = getT(mail.lang, "mail");
	return [
		{ label: t("receipt.fact.issuer"), value: mail.institutionName },
		{ label: t("receipt.fact.number"), value: mail.numberText },
		...(mail.annualYear === null
			? []
			: [{ label: t("receipt.fact.year"), value: t("receipt.fact.yearText", { year: mail.annualYear }) }]),
		{ label: t("receipt.fact.amount"), value: formatYen(mail.amountYen, mail.lang), strong: true },
		{ label: t("receipt.fact.issuedOn"), value: formatDay(mail.issuedOn, mail.lang) },
	];
}
