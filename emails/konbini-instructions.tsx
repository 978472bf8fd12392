import { formatMoment, formatYen } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { amountFact, recipientFacts, referenceFact } from "./_components/gift-facts.ts";
import type { GiftMailProps } from "./_components/mail-props.ts";
import { Action, Facts, Notice, Paragraph, Small, Steps, Subtitle, WrittenLink } from "./_components/parts.tsx";
import { Shell } from "./_components/shell.tsx";

export interface KonbiniInstructionsProps extends GiftMailProps {
	/** The last moment to pay. */
	payUntil: Date;
	/** The payment company's page with the numbers for each chain. */
	voucherUrl: string;
}

export function subject(mail: KonbiniInstructionsProps): string {
	return getT(mail.lang, "mail")("konbini.subject", { until: formatMoment(mail.payUntil, mail.lang) });
}

/** How and until when to pay at a convenience store; nothing is received yet, and the mail says so. */
export function KonbiniInstructions(mail: KonbiniInstructionsProps) {
	const t = getT(mail.lang, "mail");
	const until = formatMoment(mail.payUntil, mail.lang);
	const facts = [
		{ ...amountFact(mail), label: t("konbini.amount") },
		{ label: t("konbini.until"), value: until, strong: true },
		{ label: t("konbini.stores"), value: t("konbini.storeNames") },
		...recipientFacts(mail),
		referenceFact(mail),
	];
	const preview = t("konbini.preview", { amount: formatYen(mail.amountYen, mail.lang), until });
	return (
		<Shell mail={mail} title={t("konbini.title")} preview={preview}>
			<Paragraph>{t("konbini.lead", { hub: mail.hubName })}</Paragraph>
			<Facts facts={facts} />
			<Subtitle>{t("konbini.stepsTitle")}</Subtitle>
			<Steps steps={[t("konbini.step1"), t("konbini.step2"), t("konbini.step3")]} />
			<Action href={mail.voucherUrl}>{t("konbini.action")}</Action>
			<Notice>{t("konbini.expiry")}</Notice>
			<Paragraph>{t("konbini.after")}</Paragraph>
			<Small>
				{t("common.page")} <WrittenLink href={mail.thanksUrl} />
			</Small>
			<Small>{t("common.privateLink")}</Small>
		</Shell>
	);
}
