import { getT } from "~/i18n/texts.server.ts";
import { Action, Facts, Paragraph, Small, Subtitle } from "./_components/parts.tsx";
import { accountFacts, type PledgeAccount, type PledgeMailProps, pledgeFacts } from "./_components/pledge-facts.ts";
import { instalmentFacts, type PledgeInstalment } from "./_components/pledge-instalments.ts";
import { Shell } from "./_components/shell.tsx";

export interface PledgeConfirmedProps extends PledgeMailProps {
	instalments: readonly PledgeInstalment[];
	count: number;
	/** null: the institution has written down none */
	account: PledgeAccount | null;
}

export function subject(mail: PledgeMailProps): string {
	return getT(mail.lang, "mail")("pledgeConfirmed.subject", { hub: mail.hubName });
}

/** The promise is in force: thanks, its schedule, and how each part can be given. */
export function PledgeConfirmed(mail: PledgeConfirmedProps) {
	const t = getT(mail.lang, "mail");
	const { hubName: hub } = mail;
	return (
		<Shell mail={mail} title={t("pledgeConfirmed.title")} preview={t("pledgeConfirmed.preview", { hub })}>
			<Paragraph>{t("pledgeConfirmed.lead", { hub })}</Paragraph>
			<Facts facts={pledgeFacts(mail)} />
			<Subtitle>{t("pledge.scheduleTitle")}</Subtitle>
			<Facts facts={instalmentFacts(mail)} />
			<Subtitle>{t("pledge.howTitle")}</Subtitle>
			<Paragraph>{t("pledgeConfirmed.how")}</Paragraph>
			<Action href={mail.pageUrl}>{t("pledge.action")}</Action>
			{mail.account ? (
				<>
					<Paragraph>{t("pledge.byTransfer")}</Paragraph>
					<Facts facts={accountFacts(mail, mail.account)} />
				</>
			) : null}
			<Small>{t("pledge.change")}</Small>
			<Small>{t("common.privateLink")}</Small>
		</Shell>
	);
}
