import { formatDay, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { amountFact, recipientFacts, referenceFact } from "./_components/gift-facts.ts";
import type { GiftMailProps } from "./_components/mail-props.ts";
import { Action, Facts, Notice, Paragraph, Small, Subtitle, WrittenLink } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface BankAccount {
	bankName: string;
	bankCode: string;
	branchName: string;
	branchCode: string;
	accountType: "futsu" | "toza";
	accountNumber: string;
	holderName: string;
}

export interface BankTransferInstructionsProps extends GiftMailProps {
	account: BankAccount;
	/** What is still to be transferred; less than the amount once a part has come. */
	remainingYen: bigint;
	/** The last day to transfer, `YYYY-MM-DD`; null when there is none. */
	payUntil: string | null;
	/** The payment company's page with the same details, where there is one. */
	instructionsUrl: string | null;
}

export function subject(mail: BankTransferInstructionsProps): string {
	const key = isPartlyPaid(mail) ? "bankTransfer.subjectPart" : "bankTransfer.subject";
	return getT(mail.lang, "mail")(key, { hub: mail.hubName });
}

const isPartlyPaid = (mail: BankTransferInstructionsProps) => mail.remainingYen < mail.amountYen;

/** Where to transfer how much; sent again with what is missing when only a part has come. */
export function BankTransferInstructions(mail: BankTransferInstructionsProps) {
	const t = getT(mail.lang, "mail");
	const { account, lang } = mail;
	const remaining = formatYen(mail.remainingYen, lang);
	const paid = formatYen(mail.amountYen - mail.remainingYen, lang);
	const partly = isPartlyPaid(mail);
	const until =
		mail.payUntil === null ? [] : [{ label: t("bankTransfer.until"), value: formatDay(mail.payUntil, lang) }];
	const bank = [
		{ label: t("bankTransfer.amount"), value: remaining, strong: true },
		...until,
		{
			label: t("bankTransfer.bank"),
			value: t("bankTransfer.named", { name: account.bankName, code: account.bankCode }),
		},
		{
			label: t("bankTransfer.branch"),
			value: t("bankTransfer.named", { name: account.branchName, code: account.branchCode }),
		},
		{ label: t("bankTransfer.type"), value: t(`bankTransfer.types.${account.accountType}`) },
		{ label: t("bankTransfer.number"), value: account.accountNumber, strong: true },
		{ label: t("bankTransfer.holder"), value: account.holderName },
	];
	return (
		<Shell
			mail={mail}
			title={t(partly ? "bankTransfer.titlePart" : "bankTransfer.title")}
			preview={t("bankTransfer.preview", { amount: remaining })}
		>
			<Paragraph>
				{partly
					? t("bankTransfer.leadPart", { hub: mail.hubName, paid, remaining })
					: t("bankTransfer.lead", { hub: mail.hubName })}
			</Paragraph>
			<Facts facts={bank} />
			<Notice>{t("bankTransfer.only")}</Notice>
			<Paragraph>{t("bankTransfer.fee")}</Paragraph>
			<Paragraph>{t("bankTransfer.after")}</Paragraph>
			<Subtitle>{t("bankTransfer.giftTitle")}</Subtitle>
			<Facts facts={[{ ...amountFact(mail), strong: false }, ...recipientFacts(mail), referenceFact(mail)]} />
			<Action href={mail.instructionsUrl ?? mail.thanksUrl}>{t("bankTransfer.action")}</Action>
			<Small>
				{t("common.page")} <WrittenLink href={mail.thanksUrl} />
			</Small>
			<Small>{t("common.privateLink")}</Small>
		</Shell>
	);
}
